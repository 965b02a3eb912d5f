"""Lines as they are drawn."""

import pytest
from rich.style import Style

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.glyphs import UNICODE
from sprig_tui.ui.widgets.event_strip import heading_strip, row_strip, thumb_lines

ROW = LogRow(1, 0, Reason.UNMAPPED_EVENT, "", type="track", name="Order Completed")


def _style(part: str) -> Style:
    colours = {"muted": "green", "cursor": "white on blue", "time": "yellow"}
    return Style.parse(colours.get(part, "default"))


@pytest.mark.parametrize("width", [12, 80, 200])
def test_every_line_fills_its_width(width: int) -> None:
    """Titles, rows and empty lines."""
    assert heading_strip(width, _style).cell_length == width
    for row in (ROW, None):
        strip = row_strip(row, width, UNICODE, _style, selected=False, thumb=True)
        assert strip.cell_length == width
        assert strip.text.endswith("┃")


def test_the_selected_row_has_a_sign_and_a_ground_and_keeps_its_tone() -> None:
    """No state by colour alone."""
    strip = row_strip(ROW, 80, UNICODE, _style, selected=True, thumb=False)
    assert strip.text.startswith("▌")
    segments = list(strip)[:-1]
    assert all(segment.style and segment.style.bgcolor for segment in segments)
    badge = next(segment for segment in segments if "FILT" in segment.text)
    assert badge.style is not None
    assert badge.style.color == _style("muted").color
    plain = row_strip(ROW, 80, UNICODE, _style, selected=False, thumb=False)
    assert plain.text.startswith(" ")


def test_the_thumb_stands_for_the_place_in_the_log() -> None:
    """At the top for the newest, at the bottom for the oldest, nowhere while all fits."""
    assert thumb_lines(height=10, top_id=10, newest=10, oldest=1) == range(0)
    assert thumb_lines(height=0, top_id=10, newest=100, oldest=1) == range(0)
    assert thumb_lines(height=10, top_id=100, newest=100, oldest=1) == range(1)
    assert thumb_lines(height=10, top_id=10, newest=100, oldest=1) == range(9, 10)
    assert thumb_lines(height=10, top_id=1, newest=100, oldest=1) == range(9, 10)
    assert thumb_lines(height=10, top_id=15, newest=20, oldest=1) == range(2, 7)
