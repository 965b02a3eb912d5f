"""The Overview's lines on show, with one cursor over the items of all sections."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events, getters
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.overview_layout import GUTTER, Board, Cell, Item, Section, arrange

AIRY_HEIGHT: Final = 32


class OverviewList(ScrollView, can_focus=True):
    """Draws what is on show; the cursor stays on its item wherever that moves to."""

    app = getters.app(TerminalApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next", show=False, id="overview.next_item"),
        Binding("up,k", "move(-1)", "Previous", show=False, id="overview.previous_item"),
        Binding("tab,l,right", "section(1)", "Section", key_display="tab", tooltip="Next section",
                id="overview.next"),
        Binding(
            "shift+tab,h,left", "section(-1)", "Previous", show=False, id="overview.previous",
            tooltip="Previous section",
        ),
        Binding("home,g", "jump(0)", "First", show=False, id="overview.first"),
        Binding("end,G", "jump(-1)", "Last", show=False, id="overview.last"),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False, id="overview.page_down"),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False, id="overview.page_up"),
        Binding("enter", "choose", "Open", key_display="enter",
                tooltip="The events, the form, the members",
                id="overview.open"),
    ]  # fmt: skip
    COMPONENT_CLASSES: ClassVar[set[str]] = {"overview--cursor"}
    DEFAULT_CSS = """
    OverviewList {
        height: 1fr;
        background: $background;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .overview--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor may stand on another item."""

        item: Item | None

    @dataclass
    class Chosen(Message):
        """Enter, or a double click, on an item."""

        item: Item

    def __init__(self) -> None:
        super().__init__()
        self._sections: Sequence[Section] = ()
        self._board = Board()
        self._position = 0

    @property
    def selected(self) -> Item | None:
        """The item of the cursor, None while there is none."""
        return self._board.item(self._position)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Draw anew; the cursor stays on its item, or else at its place."""
        self._sections = sections
        before = self.selected
        region = self.scrollable_content_region
        self._board = arrange(sections, region.width, airy=self.size.height >= AIRY_HEIGHT)
        self.virtual_size = Size(0, len(self._board.rows))
        found = None if before is None else self._board.position(before.key)
        last = max(len(self._board.items) - 1, 0)
        self._position = min(self._position, last) if found is None else found
        self.refresh()
        self.post_message(self.Moved(self.selected))

    def on_resize(self) -> None:
        """Another width, another order of the sections."""
        self.show_sections(self._sections)
        self._follow_cursor()

    def action_move(self, items: int) -> None:
        """Down by so many items, up when negative."""
        self._go(self._position + items)

    def action_jump(self, position: int) -> None:
        """The first item, or the last when negative."""
        self._go(position if position >= 0 else len(self._board.items) + position)

    def action_section(self, step: int) -> None:
        """The first item of the next section, or of the previous one; round at the ends."""
        starts = self._board.sections
        if not starts:
            return
        here = max((n for n, start in enumerate(starts) if start <= self._position), default=0)
        self._go(starts[(here + step) % len(starts)])

    def action_page(self, pages: int) -> None:
        """Down by so many heights of the screen."""
        if not self._board.items:
            return
        height = max(self.scrollable_content_region.height - 1, 1)
        wanted = self._board.items[self._position][0] + pages * height
        rows = [row for row, _cell in self._board.items]
        self._go(min(range(len(rows)), key=lambda position: abs(rows[position] - wanted)))

    def action_choose(self) -> None:
        """Act on the item of the cursor."""
        item = self.selected
        if item is not None:
            self.post_message(self.Chosen(item))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click acts."""
        found = self._board.at(event.x, event.y + self.scroll_offset.y)
        if found is not None:
            self._go(found)
            if event.chain == 2:
                self.action_choose()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        row = y + self.scroll_offset.y
        style = self.visual_style
        if row >= len(self._board.rows):
            return Strip.blank(width, style.rich_style)
        strips, x = [], 0
        for cell in self._board.rows[row]:
            strips.append(Strip.blank(cell.x - x, style.rich_style))
            strips.append(self._draw(cell))
            x = cell.x + cell.width
        strips.append(Strip.blank(max(width - x, 0), style.rich_style))
        return Strip.join(strips)

    def _draw(self, cell: Cell) -> Strip:
        line = cell.line.draw(max(cell.width - GUTTER, 1))
        style = self.visual_style
        item = cell.line.item
        if item is not None and item == self.selected:
            line = Content(f"{self.app.glyphs.cursor} {line.plain}")
            style = self.get_visual_style("overview--cursor")
        elif item is not None:
            line = Content(" " * GUTTER) + line
        else:
            line = Content(" ") + line
        shown = line.truncate(cell.width, ellipsis=True, pad=True)
        return Visual.to_strips(self, shown, cell.width, 1, style, apply_selection=False)[0]

    def _go(self, position: int) -> None:
        self._position = max(0, min(position, len(self._board.items) - 1))
        self._follow_cursor()
        self.refresh()
        self.post_message(self.Moved(self.selected))

    def _follow_cursor(self) -> None:
        if not self.scrollable_content_region.height or not self._board.items:
            return
        first, last = self._board.reach(self._position)
        row = self._board.items[self._position][0]
        for top, end in ((first, last), (row, row)):
            area = Region(0, top, 1, end - top + 1)
            self.scroll_to_region(area, animate=False, force=True)
