"""The flow as lines of bars."""

import pytest

from sprig_tui.services.flow_history import SERIES, SPANS, FlowReading, Series
from sprig_tui.ui.glyphs import ASCII, UNICODE, GlyphSet
from sprig_tui.ui.widgets.overview_flow import bars_for, flow_section, stretched
from sprig_tui.ui.widgets.overview_layout import ShowEvents


def reading(**bars: tuple[int, ...]) -> FlowReading:
    return FlowReading(tuple(Series(name, bars.get(name, (0,) * 30), 0.4, 12.3) for name in SERIES))


def test_each_line_says_in_numbers_what_its_bars_stand_for() -> None:
    """At 80 columns: now, bars, total, peak; the lines lead to the events."""
    section = flow_section(reading(received=(0, 1_200, 2_400, *[0] * 27)), SPANS[1], "", UNICODE)
    assert section.title(77).plain.split() == ["FLOW", "NOW", "last", "1", "h", "TOTAL", "PEAK"]
    first, *rest = section.lines
    assert first.draw(77).plain.split() == ["received", "0.4/s", "▄█", "3,600", "12.3/s"]
    assert len(first.draw(77).plain) == 77
    names = [line.draw(77).plain.split()[0] for line in rest]
    assert names == ["forwarded", "filtered", "rejected", "delivered"]
    acts = [line.item.act for line in section.lines if line.item]
    assert acts[0] == ShowEvents("")
    assert acts[2] == ShowEvents("is:filtered")
    assert "12.3/s" not in first.draw(60).plain


def test_failed_is_a_line_where_anything_failed() -> None:
    section = flow_section(reading(failed=(1,) * 30), SPANS[0], "", UNICODE)
    assert section.lines[-1].draw(77).plain.startswith("failed")


def test_a_warning_stands_below_on_two_lines() -> None:
    """Nothing of it can be chosen."""
    sentence = "The queue only grows: " + "events come, " * 8 + "and never leave."
    lines = flow_section(reading(), SPANS[0], sentence, UNICODE).lines[-2:]
    first, second = (line.draw(77).plain for line in lines)
    assert first.startswith("The queue only grows")
    assert second.endswith("never leave.")
    assert not any(line.item for line in lines)


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
def test_bars_are_as_wide_as_all_can_be(glyphs: GlyphSet) -> None:
    """Where they are too many, the newest are drawn."""
    low, high = glyphs.bars[1], glyphs.bars[-1]
    assert stretched((1, 4), 7, glyphs) == low * 3 + high * 3
    assert stretched((4, 0, 4), 2, glyphs) == " " + high
    assert stretched((), 9, glyphs) == ""


def test_a_wide_screen_has_room_for_more_bars() -> None:
    assert bars_for(77) < 48 < 60 < bars_for(158)
