"""Destination filters in cells and sentences."""

from datetime import date

import pytest

from sprig_tui.adapters.config.reading import read_config
from sprig_tui.domain.fql.errors import Position
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import FilterAction
from sprig_tui.services.filter_trial import Trial
from sprig_tui.services.filter_view import filter_rows
from sprig_tui.services.mapping_checks import Finding
from sprig_tui.ui.glyphs import ASCII, UNICODE
from sprig_tui.ui.widgets.destination_filter_words import (
    broken_sentence,
    condition_content,
    error_lines,
    filter_cells,
    filter_detail,
    finding_lines,
    trial_sentence,
)
from tests.log_rows import START_MS

TODAY = date(2026, 11, 22)
FILE = """\
[[filters]]
name = "Hearts"
if = 'event = "Heartbeat"'
action = "drop_event"

[[filters]]
if = "event ="
action = "sample_event"
percent = 0.1

[[filters]]
if = 'type = "trak"'
action = "drop_event"
enabled = false
x = 1
"""
SNAPSHOT = read_config(FILE, "/config/sprig.toml", environment_key=Secret())
ROWS = filter_rows(SNAPSHOT)
ROW = LogRow(123, START_MS, Reason.EVENT, "", type="track", name="Heart\x1b[2Jbeat")


def cells(place: int, matched: int | None = None) -> list[str]:
    return [cell.plain for cell in filter_cells(ROWS[place], matched, ASCII)]


def test_a_line_says_in_words_how_a_filter_stands() -> None:
    assert cells(0, 1234) == [
        "+ on",
        "1",
        "Hearts",
        'event = "Heartbeat"',
        "drop event",
        "1,234",
    ]
    assert cells(1) == ["! broken", "2", "", "event =", "sample 10 %", "-"]
    assert cells(2)[0] == "- off !"


def test_that_nothing_is_sent_is_said_with_the_numbers() -> None:
    assert broken_sentence(ROWS[:1]) == ""
    assert broken_sentence(ROWS).startswith("NOTHING IS SENT: #2 does not parse")
    assert "#2 and #2 do not parse" in broken_sentence([ROWS[1], ROWS[1]])


def test_the_row_of_the_cursor_is_told_in_words_with_its_line() -> None:
    words = 'event is "Heartbeat"'
    shown = filter_detail(ROWS[0], words, SNAPSHOT, UNICODE).plain
    assert shown == 'Drop event where event is "Heartbeat"\nsprig.toml:1'
    broken = filter_detail(ROWS[1], "", SNAPSHOT, UNICODE).plain
    assert broken.startswith("✗ #2: it does not parse, so nothing is sent")
    assert filter_detail(ROWS[2], "", SNAPSHOT, UNICODE).plain.startswith("! #3:")


def test_the_place_of_an_error_has_a_caret() -> None:
    assert error_lines("a = = b", Position(1, 5), "no", 60) == ("a = = b", "    ^", "column 5: no")
    shown, caret, said = error_lines("a and\nb ==", Position(2, 4), "no", 60)
    assert (shown, caret, said) == ("b ==", "   ^", "line 2, column 4: no")


def test_of_a_long_condition_the_part_with_the_error_is_shown() -> None:
    text = "x" * 100 + "!" + "y" * 100
    shown, caret, _ = error_lines(text, Position(1, 101), "no", 40)
    assert len(shown) == 40
    assert shown[len(caret) - 1] == "!"


def test_an_error_behind_the_end_still_has_its_caret() -> None:
    assert error_lines("a =", Position(1, 4), "no", 40)[1] == "   ^"
    assert error_lines("a =", Position(7, 4), "no", 40)[:2] == ("", "^")


def test_a_condition_is_told_with_the_fields_that_no_event_has() -> None:
    shown = condition_content("properties.emial = 1", ("properties.email",), 60, UNICODE).plain
    assert shown == (
        "that is, if properties.emial is 1\n"
        "! no recent event has properties.emial; did you mean properties.email?"
    )
    assert condition_content("all", (), 60, UNICODE).plain == "that is, if every event"
    assert condition_content("a =", (), 60, ASCII).plain.splitlines()[1].strip() == "^"


def test_the_worst_finding_comes_first() -> None:
    findings = [Finding("warning", "if", "hm"), Finding("error", "if", "no\x1b")]
    assert [line.plain for line in finding_lines(findings, ASCII)] == ["! no\\x1b", "! hm"]


@pytest.mark.parametrize(
    ("trial", "action", "words"),
    [
        (Trial(), FilterAction.DROP_EVENT, "No event is stored yet to try it on."),
        (
            Trial(1000, older=True, matched=41, stopped=41, first=ROW),
            FilterAction.DROP_EVENT,
            "Of the last 1,000 events 41 match; 41 would be dropped. Newest: #123 track ",
        ),
        (
            Trial(5, behind=2),
            FilterAction.SAMPLE_EVENT,
            "Of the 5 stored events none matches. Another filter stops 2 before it.",
        ),
        (
            Trial(5, matched=1, first=ROW, taken=(("a", 1), ("b", 1), ("c", 1), ("d", 1))),
            FilterAction.DROP_PROPERTIES,
            "Of the 5 stored events 1 matches; taken out: a 1, b 1, c 1 and 1 more. Newest: #123",
        ),
        (
            Trial(5, matched=1, first=ROW),
            FilterAction.ALLOW_PROPERTIES,
            "Of the 5 stored events 1 matches; nothing would be taken out.",
        ),
    ],
)
def test_a_trial_is_a_sentence(trial: Trial, action: FilterAction, words: str) -> None:
    said = trial_sentence(trial, action, TODAY)
    assert said.startswith(words)
    assert said.isprintable()
