"""A list of one-line rows that draws only what is on show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, getters
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from sprig_tui.ui.terminal import TerminalApp

DrawRow = Callable[[int, int], Content]
"""Draws the row at a position (from 0) for a width in cells; what is too long is cut."""

GUTTER = 2


class RowList(ScrollView, can_focus=True):
    """Rows are drawn by `draw` when they come on show, so ten thousand cost no more than ten.

    `empty` are what an empty list says, each wrapped to its width. The row of the cursor is marked
    by a glyph.
    """

    app = getters.app(TerminalApp)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next", show=False, id="rows.next"),
        Binding("up,k", "move(-1)", "Previous", show=False, id="rows.previous"),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False, id="rows.page_down"),
        Binding("pageup,ctrl+b", "page(-1)", "Page up", show=False, id="rows.page_up"),
        Binding("home,g", "jump(0)", "First", show=False, id="rows.first"),
        Binding("end,G", "jump(-1)", "Last", show=False, id="rows.last"),
        Binding("enter", "choose", "Open", show=False, id="rows.choose"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--cursor", "row-list--empty"}
    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        background: $background;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .row-list--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
        }
        &:focus > .row-list--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        & > .row-list--empty { color: $text-muted; }
    }
    """

    cursor: reactive[int] = reactive(0, init=False)

    @dataclass
    class Moved(Message):
        """The cursor stands on another row, or the rows changed under it."""

        rows: "RowList"
        position: int

        @property
        def control(self) -> "RowList":
            """Whose row it is."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """Enter, or a double click, on a row."""

        rows: "RowList"
        position: int

        @property
        def control(self) -> "RowList":
            """Whose row it is."""
            return self.rows

    def __init__(
        self,
        draw: DrawRow,
        *,
        empty: Sequence[Content] = (),
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._empty = tuple(empty)
        self._count = 0

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    def show_rows(self, count: int, cursor: int, *, empty: Sequence[Content] = ()) -> None:
        """Draw anew with so many rows, the cursor on one of them.

        What is on show stays so while neither changed: somebody may have scrolled with the mouse.
        """
        before = (self._count, self.cursor)
        self._count = count
        self._empty = tuple(empty)
        self.virtual_size = Size(0, count or len(self._empty_lines()))
        self.set_reactive(RowList.cursor, self._within(cursor))
        if before != (self._count, self.cursor):
            self._follow_cursor()
        self.refresh()
        self.post_message(self.Moved(self, self.cursor))

    def validate_cursor(self, cursor: int) -> int:
        """The nearest row there is."""
        return self._within(cursor)

    def watch_cursor(self) -> None:
        """Keep the cursor's row on show."""
        self._follow_cursor()
        self.refresh()
        self.post_message(self.Moved(self, self.cursor))

    def action_move(self, rows: int) -> None:
        """Down by so many rows, up when negative."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Down by so many heights of the list."""
        self.cursor += pages * max(self.scrollable_content_region.height - 1, 1)

    def action_jump(self, position: int) -> None:
        """To a row from the top, or from the end when negative."""
        self.cursor = position if position >= 0 else self._count + position

    def action_choose(self) -> None:
        """Open the row of the cursor."""
        if self._count:
            self.post_message(self.Chosen(self, self.cursor))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click opens."""
        position = event.y + self.scroll_offset.y
        if position < self._count:
            self.cursor = position
            if event.chain == 2:
                self.action_choose()

    def on_resize(self) -> None:
        """The cursor stays on show in a smaller window; an empty list is wrapped anew."""
        if not self._count:
            self.virtual_size = Size(0, len(self._empty_lines()))
        self._follow_cursor()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self.scrollable_content_region.width
        position = y + self.scroll_offset.y
        style = self.visual_style
        if position < self._count:
            line = self._draw(position, max(width - GUTTER, 1))
            if position == self.cursor:
                # the cursor's colours are the row's: a coloured word might not be readable on them
                line = Content(f"{self.app.glyphs.cursor} {line.plain}")
                style = self.get_visual_style("row-list--cursor")
            else:
                line = Content(" " * GUTTER) + line
        elif not self._count and position < len(empty := self._empty_lines()):
            line = Content(" " * GUTTER) + empty[position]
            style = self.get_visual_style("row-list--empty")
        else:
            return Strip.blank(width, style.rich_style)
        shown = line.truncate(width, ellipsis=True, pad=True)
        return Visual.to_strips(self, shown, width, 1, style, apply_selection=False)[0]

    def _empty_lines(self) -> list[Content]:
        width = max(self.scrollable_content_region.width - GUTTER, 1)
        return [line for one in self._empty for line in one.wrap(width) or [Content("")]]

    def _within(self, position: int) -> int:
        return max(0, min(position, self._count - 1))

    def _follow_cursor(self) -> None:
        if not self.scrollable_content_region.height:
            # without a height the list would scroll although all may be on show
            return
        self.scroll_to_region(Region(0, self.cursor, 1, 1), animate=False, force=True)
