"""Lines as they are drawn."""

import pytest
from rich.style import Style

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.row_texts import RowTexts
from sprig_tui.ui.glyphs import UNICODE
from sprig_tui.ui.widgets.event_line import Layout
from sprig_tui.ui.widgets.event_strip import (
    EMPTY_LINE,
    DrawnLine,
    Frame,
    heading_strip,
    notice_strip,
    room_for_columns,
    row_strip,
    thumb_lines,
)

ROW = LogRow(1, 0, Reason.UNMAPPED_EVENT, "", type="track", name="Order Completed")


def _style(part: str) -> Style:
    colours = {"muted": "green", "cursor": "white on blue", "time": "yellow"}
    return Style.parse(colours.get(part, "default"))


def _frame(width: int, *, marks: int = 0, left: int = 0, layout: Layout | None = None) -> Frame:
    room = room_for_columns(width, marks=bool(marks))
    return Frame(width, layout or Layout.of(room), UNICODE, marks, left)


@pytest.mark.parametrize("width", [12, 40, 80, 200])
@pytest.mark.parametrize("marks", [0, 12])
def test_every_line_fills_its_width(width: int, marks: int) -> None:
    """Titles, notices, rows and empty lines."""
    frame = _frame(width, marks=marks)
    assert heading_strip(frame, _style).cell_length == width
    assert notice_strip("No event matches.", width, _style).cell_length == width
    for line in (DrawnLine(ROW, thumb=True), DrawnLine(thumb=True)):
        strip = row_strip(line, frame, _style)
        assert strip.cell_length == width
        assert strip.text.endswith("┃")


def test_the_selected_row_has_a_sign_and_a_ground_and_keeps_its_tone() -> None:
    """No state by colour alone."""
    strip = row_strip(DrawnLine(ROW, selected=True), _frame(80), _style)
    assert strip.text.startswith("▌")
    segments = list(strip)[:-1]
    assert all(segment.style and segment.style.bgcolor for segment in segments)
    badge = next(segment for segment in segments if "FILT" in segment.text)
    assert badge.style is not None
    assert badge.style.color == _style("muted").color
    plain = row_strip(DrawnLine(ROW), _frame(80), _style)
    assert plain.text.startswith(" ")


def test_marks_have_a_cell_of_their_own_and_are_counted() -> None:
    """Beside the cursor's, so that a row can be both."""
    frame = _frame(80, marks=1_200)
    assert row_strip(DrawnLine(ROW, selected=True, marked=True), frame, _style).text[:2] == "▌*"
    assert row_strip(DrawnLine(ROW), frame, _style).text[:2] == "  "
    assert heading_strip(frame, _style).text.endswith("1,200 marked ")
    assert heading_strip(frame, _style, "searching", "WIDE").text.endswith("searching ")
    assert heading_strip(frame, _style, "", "WIDE").text.endswith("1,200 marked  WIDE ")
    assert row_strip(EMPTY_LINE, frame, _style).text.strip() == ""


def test_wide_columns_are_cut_at_the_left_edge() -> None:
    """Each cell whole; titles and rows move together."""
    layout = Layout.wide({"name": 30, "properties.plan": 20, "decision": 9})
    line = DrawnLine(ROW, texts=RowTexts(values=("enterprise",)))
    shown = row_strip(line, _frame(40, layout=layout), _style).text
    assert shown.startswith(" Order Completed")
    frame = _frame(40, layout=layout, left=31)
    assert heading_strip(frame, _style).text.startswith(" properties.plan")
    moved = row_strip(line, frame, _style).text
    assert moved.startswith(" enterprise")
    assert "· FILT" in moved


def test_the_thumb_stands_for_the_place_in_the_log() -> None:
    """At the top for the newest, at the bottom for the oldest, nowhere while all fits."""
    assert thumb_lines(height=10, top_id=10, newest=10, oldest=1) == range(0)
    assert thumb_lines(height=0, top_id=10, newest=100, oldest=1) == range(0)
    assert thumb_lines(height=10, top_id=100, newest=100, oldest=1) == range(1)
    assert thumb_lines(height=10, top_id=10, newest=100, oldest=1) == range(9, 10)
    assert thumb_lines(height=10, top_id=1, newest=100, oldest=1) == range(9, 10)
    assert thumb_lines(height=10, top_id=15, newest=20, oldest=1) == range(2, 7)
