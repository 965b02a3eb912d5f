"""Rows of cells that share a width."""

import pytest
from textual.content import Content

from sprig_tui.ui.widgets.columns import Column, fit_columns, lay_out

COLUMNS = (Column("A", 3), Column("B", 4, share=2), Column("C", 4, share=1, right=True))


@pytest.mark.parametrize("width", [13, 14, 20, 33, 158])
def test_columns_fill_their_width(width: int) -> None:
    """To the cell, the gaps counted."""
    widths = fit_columns(COLUMNS, width)
    assert sum(widths) + len(widths) - 1 == width
    assert widths[0] == 3


def test_too_narrow_a_line_keeps_the_columns() -> None:
    """Each keeps its own width; the line is cut by whoever draws it."""
    assert fit_columns(COLUMNS, 5) == (3, 4, 4)


def test_columns_without_a_share_stay_as_they_are() -> None:
    """Nobody takes what is left."""
    assert fit_columns((Column("A", 3), Column("B", 4)), 40) == (3, 4)


def test_cells_are_cut_and_padded_to_their_columns() -> None:
    """Wide characters count as two cells."""
    line = lay_out(COLUMNS, 16, [Content("äöüß"), Content("日本語です"), Content("7")])
    assert line.plain == "äö… 日本 …     7"
    assert line.cell_length == 16
