"""Rows of cells in columns that share a width."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual.content import Content
from textual.widget import Widget

GAP: Final = 1


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in cells; what is left of a line is dealt out by `share`."""

    title: str
    width: int
    share: int = 0
    right: bool = False


def fit_columns(columns: Sequence[Column], width: int) -> tuple[int, ...]:
    """The widths in cells that fill `width`; never less than a column's own."""
    spare = max(width - sum(column.width for column in columns) - GAP * (len(columns) - 1), 0)
    shares = sum(column.share for column in columns)
    widths = []
    for column in columns:
        part = spare * column.share // shares if shares else 0
        spare, shares = spare - part, shares - column.share
        widths.append(column.width + part)
    return tuple(widths)


def lay_out(columns: Sequence[Column], width: int, cells: Sequence[Content]) -> Content:
    """One line: each cell cut or padded to its column. Cells hold text made harmless already."""
    parts = []
    for column, cells_wide, cell in zip(columns, fit_columns(columns, width), cells, strict=True):
        cut = cell.truncate(cells_wide, ellipsis=True)
        spare = cells_wide - cut.cell_length
        parts.append(cut.pad_left(spare) if column.right else cut.pad_right(spare))
    return Content(" " * GAP).join(parts)


class ColumnTitles(Widget):
    """The line above a list: its columns' titles, set in by as much as the list's rows are."""

    DEFAULT_CSS = """
    ColumnTitles {
        height: 1;
        color: $text-muted;
        text-style: bold;
    }
    """

    def __init__(self, columns: Sequence[Column], *, inset: int, trailing: int = 1) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._inset = inset
        self._trailing = trailing

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Other columns, for another width."""
        if tuple(columns) != self._columns:
            self._columns = tuple(columns)
            self.refresh()

    def render(self) -> Content:
        """The titles where their columns are."""
        width = self.size.width - self._inset - self._trailing
        titles = [Content(column.title) for column in self._columns]
        return lay_out(self._columns, width, titles).pad_left(self._inset)
