"""Which columns the list of events has, how wide they are, and which part of them is on show."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sprig_tui.domain.columns import OWN
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.safe_text import safe
from sprig_tui.services.row_texts import RowTexts
from sprig_tui.ui.badges import row_badge
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.event_line import Layout, column_width, heading

if TYPE_CHECKING:
    from datetime import date

WIDEST: Final = 200


class EventColumns:
    """The columns as chosen, fitted to the screen; or wide, each as its longest text on show.

    Wide columns only grow, so that they do not jump with every event; `left` is how many cells of
    the line lie beyond the left edge. Times of `today` are told without their day. `key` is the one
    that turns wide columns on and off.
    """

    def __init__(self) -> None:
        self.chosen: tuple[str, ...] = ()
        self.wide = False
        self.left = 0
        self.key = ""
        self.today: date | None = None
        self._widths: dict[str, int] = {}

    def choose(self, columns: tuple[str, ...], *, wide: bool) -> None:
        """Show these columns, none for the usual ones."""
        self.chosen, self.wide = columns, wide
        self.left = 0
        names = columns or tuple(OWN)
        self._widths = {name: len(heading(name, WIDEST)) for name in names}

    @property
    def said(self) -> str:
        """That the columns are wide, which they stay, and what fits them to the screen again."""
        back = f", {self.key} fits" if self.key else ""
        return safe(f"WIDE{back}") if self.wide else ""

    def layout(self, room: int) -> Layout:
        """The columns for a line of `room` cells."""
        fitted = Layout.wide(self._widths) if self.wide else Layout.of(room, self.chosen)
        return replace(fitted, today=self.today)

    def grow(self, rows: Iterable[tuple[LogRow, RowTexts]], glyphs: GlyphSet) -> bool:
        """Make wide columns as wide as these rows need; returns whether any is wider."""
        if not self.wide:
            return False
        before = dict(self._widths)
        layout = replace(Layout.wide(self._widths), today=self.today)
        for row, texts in rows:
            badge = row_badge(row, glyphs)
            for name, width in self._widths.items():
                needed = min(column_width(row, name, layout, badge, texts), WIDEST)
                if needed > width:
                    self._widths[name] = needed
        return self._widths != before

    def shift(self, direction: int, room: int) -> bool:
        """Go sideways: to the next column's edge, at most half a screen; whether it moved."""
        last = max(self.layout(room).total - room, 0)
        edges, edge = [0], 0
        for width in self._widths.values():
            edge += width + 1
            edges.append(edge)
        half = max(room // 2, 1)
        if direction > 0:
            near = min((one for one in edges if one > self.left), default=last)
            left = min(near, self.left + half, last)
        else:
            near = max((one for one in edges if one < self.left), default=0)
            left = max(near, self.left - half, 0)
        moved = left != self.left
        self.left = left
        return moved
