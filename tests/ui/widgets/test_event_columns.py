"""Columns that were chosen, and wide ones."""

from sprig_tui.domain.columns import OWN
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.row_texts import NO_TEXTS, RowTexts
from sprig_tui.ui.glyphs import UNICODE
from sprig_tui.ui.widgets.event_columns import WIDEST, EventColumns

ROW = LogRow(1, 0, Reason.UNMAPPED_EVENT, "", type="track", name="Order Completed", seen=2)


def test_wide_columns_grow_to_the_longest_text_and_never_shrink() -> None:
    """Within bounds; the usual columns are all of the list's own."""
    columns = EventColumns()
    assert not columns.grow([(ROW, NO_TEXTS)], UNICODE)
    columns.choose((), wide=True)
    assert dict(columns.layout(80).widths).keys() == OWN.keys()
    assert columns.grow([(ROW, NO_TEXTS)], UNICODE)
    assert dict(columns.layout(80).widths)["name"] == len("Order Completed x2")
    assert not columns.grow([], UNICODE)
    columns.choose(("properties.plan", "name"), wide=True)
    columns.grow([(ROW, RowTexts(values=("x" * 999,)))], UNICODE)
    assert dict(columns.layout(80).widths)["properties.plan"] == WIDEST


def test_wide_columns_are_told_with_the_key_back() -> None:
    """They are kept for the next start; whoever has given the key away is told without one."""
    said = []
    for key, wide in (("w", False), ("w", True), ("", True)):
        columns = EventColumns()
        columns.choose((), wide=wide)
        columns.key = key
        said.append(columns.said)
    assert said == ["", "WIDE, w fits", "WIDE"]


def test_sideways_goes_from_column_to_column_and_stops_at_the_ends() -> None:
    """A column that is wider than half a screen is passed in halves."""
    columns = EventColumns()
    columns.choose(("time", "name", "properties.plan"), wide=True)
    columns.grow([(ROW, RowTexts(values=("x" * 100,)))], UNICODE)
    assert not columns.shift(-1, 40)
    stops = []
    while columns.shift(1, 40):
        stops.append(columns.left)
    assert stops[:3] == [13, 32, 52]
    assert stops[-1] == columns.layout(40).total - 40
    assert not columns.shift(1, 40)
    back = []
    while columns.shift(-1, 40):
        back.append(columns.left)
    assert back[-2:] == [13, 0]
