"""A payload line by line, as a folding tree or as indented text; only what is on show is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len, chop_cells
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from sprig_tui.services.payload_marks import MarkedLine
from sprig_tui.services.payload_tree import (
    Folding,
    PayloadNode,
    find_places,
    payload_nodes,
    raw_texts,
    search_pattern,
)
from sprig_tui.ui.widgets.payload_words import node_content, raw_content
from sprig_tui.ui.widgets.row_list import GUTTER, RowList

if TYPE_CHECKING:
    import re

NARROWEST: Final = 8


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the view: a part of what stands at a place, by characters, the end exclusive."""

    place: int
    start: int = 0
    end: int | None = None


class PayloadView(RowList, inherit_bindings=False):
    """Folds, cursor and search stay where the next payload has the same fields."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next line", show=False, id="payload.next"),
        Binding("up", "move(-1)", "Line before", show=False, id="payload.previous"),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False, id="payload.page_down"),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False, id="payload.page_up"),
        Binding("home", "jump(0)", "First line", show=False, id="payload.first"),
        Binding("end", "jump(-1)", "Last line", show=False, id="payload.last"),
        Binding(
            "enter,space",
            "turn",
            "Fold",
            show=False,
            tooltip="Fold or unfold; a long value is shown whole",
            id="payload.fold",
        ),
        Binding("minus", "fold(True)", "Fold all", show=False, id="payload.fold_all"),
        Binding("plus", "fold(False)", "Unfold all", show=False, id="payload.unfold_all"),
    ]

    @dataclass
    class Changed(Message):
        """Another hit, another way of showing, another payload."""

    def __init__(self) -> None:
        super().__init__(self._draw_row)
        self.raw = False
        self._folding = Folding()
        self._values: tuple[PayloadNode, ...] = ()
        self._lines: Sequence[MarkedLine] = ()
        self._texts: list[str] = []
        self._rows: list[_Row] = []
        self._pattern: re.Pattern[str] | None = None
        self._hits: list[int] = []

    @property
    def has_tree(self) -> bool:
        """Whether what arrived is JSON, which a tree can be made of."""
        return bool(self._values)

    @property
    def hits(self) -> tuple[int, int]:
        """Which hit the cursor is on, counting from 1 (0 beside them), and how many there are."""
        place = self._place
        here = self._hits.index(place) + 1 if place in self._hits else 0
        return here, len(self._hits)

    def show_payload(self, lines: Sequence[MarkedLine], *, is_json: bool) -> None:
        """Show the lines of `marked_payload` or `readable_payload`."""
        stood = self._path
        self._lines = lines
        self._values = payload_nodes(lines) if is_json else ()
        self._show(stood)

    def turn_over(self) -> None:
        """From tree to raw text and back."""
        self.raw = not self.raw
        self._show(None)
        if self._hits:
            self._go(self._hits[0])

    def search(self, text: str) -> None:
        """Mark what holds `text`, and go to the first hit from the cursor on; "" ends it."""
        self._pattern = search_pattern(text)
        self._hits = find_places(self._pattern, self._texts)
        if self._hits:
            self._go(next((hit for hit in self._hits if hit >= self._place), self._hits[0]))
        self.refresh()
        self.post_message(self.Changed())

    def next_hit(self, step: int) -> None:
        """To the next hit, or the one before; round at the ends."""
        if not self._hits:
            return
        here = self._place
        if step > 0:
            found = next((hit for hit in self._hits if hit > here), self._hits[0])
        else:
            found = next((hit for hit in reversed(self._hits) if hit < here), self._hits[-1])
        self._go(found)
        self.post_message(self.Changed())

    def action_turn(self) -> None:
        """Fold or unfold at the cursor."""
        if self._shows_tree and self._rows:
            self._folding.turn(self._values[self._place])
            self._show(self._path)

    def action_fold(self, everything: bool) -> None:  # noqa: FBT001 (an action's argument)
        """Only the outermost fields stay on show, or everything is."""
        path = self._path
        if everything:
            self._folding.fold_all(self._values)
            path = path and path[:1]
        else:
            self._folding.unfold_all()
        self._show(path)

    def on_click(self, event: events.Click) -> None:
        """A click on an object or a list folds or unfolds it."""
        position = event.y + self.scroll_offset.y
        if self._shows_tree and position < len(self._rows):
            self.cursor = position
            self.action_turn()

    def on_resize(self) -> None:
        """Other lines are too long now."""
        self._show(self._path)

    @property
    def _shows_tree(self) -> bool:
        return bool(self._values) and not self.raw

    @property
    def _place(self) -> int:
        """What the cursor is on."""
        return self._rows[self.cursor].place if self._rows else 0

    @property
    def _path(self) -> tuple[str, ...] | None:
        return self._values[self._place].path if self._shows_tree and self._rows else None

    def _go(self, place: int) -> None:
        """Bring what stands at a place to the cursor, unfolded."""
        if self._shows_tree and all(row.place != place for row in self._rows):
            self._folding.reveal(self._values[place])
            self._show(None)
        self.cursor = next(
            (index for index, row in enumerate(self._rows) if row.place == place), self.cursor
        )

    def _show(self, path: tuple[str, ...] | None) -> None:
        """Lay the lines out anew, the cursor on the value of a path if it is there."""
        tree = self._shows_tree
        self._texts = [node.text for node in self._values] if tree else raw_texts(self._lines)
        self._hits = find_places(self._pattern, self._texts)
        self._rows = self._laid_out()
        cursor = self.cursor
        if path is not None and tree:
            same = (i for i, row in enumerate(self._rows) if self._values[row.place].path == path)
            cursor = next(same, cursor)
        self.show_rows(len(self._rows), cursor)
        self.post_message(self.Changed())

    def _laid_out(self) -> list[_Row]:
        width = max(self.scrollable_content_region.width - GUTTER, NARROWEST)
        if not self._shows_tree:
            return [row for place in range(len(self._lines)) for row in self._cut(place, width)]
        rows: list[_Row] = []
        for place in self._folding.places(self._values):
            whole = self._values[place].path in self._folding.whole
            rows += self._cut(place, width) if whole else [_Row(place)]
        return rows

    def _cut(self, place: int, width: int) -> list[_Row]:
        """A line in as many parts as it needs."""
        text = self._texts[place]
        if not self._shows_tree and (len(text) * 2 + 1 <= width or cell_len(text) + 1 <= width):
            return [_Row(place)]
        rows, start = [], 0
        for part in chop_cells(self._line(place, width).plain, width):
            rows.append(_Row(place, start, start + len(part)))
            start += len(part)
        return rows or [_Row(place)]

    def _line(self, place: int, width: int) -> Content:
        found = place in self._hits
        pattern = self._pattern if found else None
        if not self._shows_tree:
            return raw_content(self._texts[place], self._lines[place], pattern)
        node = self._values[place]
        closed = node.path in self._folding.folded
        return node_content(node, width, pattern, closed=closed, glyphs=self.app.glyphs)

    def _draw_row(self, position: int, width: int) -> Content:
        row = self._rows[position]
        line = self._line(row.place, width)
        return line if row.end is None else line[row.start : row.end]
