"""One event, one line, whatever is in it."""

import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from sprig_tui.domain.decision import MappingRef
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.local_time import local_day
from sprig_tui.ui.glyphs import ASCII, UNICODE
from sprig_tui.ui.widgets.event_line import (
    Layout,
    fit,
    heading_text,
    row_cells,
    why_text,
)

DAY_MS = 86_400_000
ROW = LogRow(
    1,
    1_795_348_800_123,
    Reason.UNMAPPED_EVENT,
    "",
    type="track",
    name="Order Completed",
    user_id="u_1",
    source="python 2.4",
)
NASTY = "\x1b[2J\x1b]52;c;aGk=\x07\u202e[@click=app.quit]x[/] 你好" + "\u0301" * 9 + "\ud800\n\t"


def _text(row: LogRow, width: int) -> str:
    return "".join(cell.text for cell in row_cells(row, Layout.of(width), UNICODE)[0])


@pytest.mark.parametrize("width", [6, 20, 38, 40, 59, 60, 78, 109, 110, 149, 150, 300])
@pytest.mark.parametrize(
    "row",
    [
        ROW,
        replace(ROW, name=NASTY, type=NASTY, user_id=NASTY, source=NASTY),
        replace(ROW, name=None, type=None, user_id=None, source=""),
        replace(ROW, name="你" * 500, seen=1_234_567),
        replace(ROW, type="page", name="https://" + "h" * 300 + "/" + "p" * 300),
    ],
)
def test_a_line_is_harmless_and_as_wide_as_its_columns(row: LogRow, width: int) -> None:
    """Cut by cells, printable to the last one, and in line with the titles."""
    layout = Layout.of(width)
    text = _text(row, width)
    assert cell_len(text) == cell_len(heading_text(layout))
    assert cell_len(text) == max(width, sum(w for _, w in layout.widths) + len(layout.widths))
    assert text.isprintable()


def test_what_is_told_depends_on_the_width() -> None:
    """Time, type, name, who, decision and why at 80 columns; the source on wide screens."""
    assert [field for field, _ in Layout.of(78).widths] == [
        "time",
        "type",
        "name",
        "who",
        "decision",
        "why",
    ]
    assert "source" in dict(Layout.of(158).widths)
    assert [field for field, _ in Layout.of(30).widths] == ["name", "decision"]
    text = _text(ROW, 78)
    assert all(word in text for word in ("track", "Order Completed", "u_1", "· FILT", "unmapped"))
    assert "python 2.4" in _text(ROW, 158)


def test_a_wide_screen_shows_a_whole_sender_beside_the_name() -> None:
    """Not one cut beside a column that is half empty."""
    row = replace(ROW, source="analytics-python 2.3.5 ••ab12")
    assert "analytics-python 2.3.5 ••ab12" in _text(row, 158)
    widths = dict(Layout.of(158).widths)
    assert widths["name"] > widths["source"]
    assert dict(Layout.of(150).widths)["name"] >= 36
    assert dict(Layout.of(400).widths)["source"] == 30


def test_a_cut_text_says_so() -> None:
    """With the terminal's own sign."""
    assert fit("abcdef", 4, "…") == "abc…"
    assert fit("abcd", 4, "…") == "abcd"
    assert fit("你好吗", 4, "…") == "你 …"
    assert fit("abcdef", 4, ".") == "abc."
    assert fit("abc", 0, "…") == ""


def test_a_long_url_keeps_its_path() -> None:
    """Pages differ by their paths, and a URL without one keeps its host."""
    page = replace(ROW, type="page", name="https://shop.example.com/pricing?plan=pro")
    assert "https://shop.example.com/pricing" in _text(page, 158)
    assert "…/pricing?plan=pro" in _text(page, 78)
    assert "shop.example.com/pricing?plan=pro" in _text(page, 92)
    host = replace(page, name="https://a-very-long-host-name.example.com")
    assert "a-very-long-host-" in _text(host, 78)
    assert "not a url …" in _text(replace(page, name="not a url but very long indeed"), 70)


def test_repeats_are_never_cut_away() -> None:
    """The name gives way."""
    sign = UNICODE.repeats
    assert f"{sign}12" in _text(replace(ROW, seen=12, name="n" * 100), 78)
    assert sign not in _text(ROW, 78)
    cells, _ = row_cells(replace(ROW, seen=2), Layout.of(78), ASCII)
    assert any(cell.text.strip() == "x2" for cell in cells)


def test_the_why_names_the_mapping() -> None:
    """By its number in the list."""
    assert why_text(ROW) == "unmapped event"
    mapped = replace(ROW, reason=Reason.EVENT, mapping=MappingRef("triggered_events", 4))
    assert why_text(mapped) == "event #5"


@pytest.mark.parametrize(
    ("width", "today", "before"),
    [(78, r"\d\d:\d\d:\d\d", r"22 \d\d:\d\d"), (110, r"[\d:]{8}\.123", r"Nov 22 \d\d:\d\d")],
)
def test_rows_of_another_day_tell_it_in_the_same_cells(width: int, today: str, before: str) -> None:
    """Nothing else moves when a day ends."""
    layout = replace(Layout.of(width), today=local_day(ROW.received_at_ms))
    cells, _ = row_cells(ROW, layout, UNICODE)
    assert re.fullmatch(today, cells[0].text)
    later = replace(layout, today=local_day(ROW.received_at_ms + DAY_MS))
    there, _ = row_cells(ROW, later, UNICODE)
    assert re.fullmatch(before, there[0].text)
    assert there[1:] == cells[1:]
