"""Which mapping is meant by a word."""

import pytest

from sprig_tui.domain.config_edits import ConfigProblem, ConfigSnapshot
from sprig_tui.domain.settings import Config, TriggeredEvent
from sprig_tui.services.mapping_choice import (
    find_again,
    mapping_problems,
    mappings_named,
    nearest_mapping,
    same_mapping,
)

ENTRIES = [
    TriggeredEvent(event="Signed Up", enabled=False),
    TriggeredEvent(event="1"),
    TriggeredEvent(event="Signed Up", note="second"),
    TriggeredEvent(event="#2"),
]


@pytest.mark.parametrize(
    ("word", "indexes"),
    [
        ("Signed Up", [0, 2]),
        ("signed up", []),
        ("1", [0, 1]),
        ("#1", [0]),
        ("2", [1]),
        ("#2", [1]),
        ("#4", [3]),
        ("#5", []),
        ("0", []),
        ("#0", []),
        ("-1", []),
        ("", []),
        ("\u0663", []),
        ("#x", []),
    ],
)
def test_a_word_is_a_pattern_or_a_number(word: str, indexes: list[int]) -> None:
    assert list(mappings_named(ENTRIES, word)) == indexes


@pytest.mark.parametrize(
    ("entries", "index", "entry", "again"),
    [
        (ENTRIES, 0, ENTRIES[0], 0),
        (ENTRIES[1:], 3, ENTRIES[3], 2),
        (ENTRIES, 1, TriggeredEvent(event="Signed Up", note="second"), 2),
        ([ENTRIES[2], ENTRIES[0], ENTRIES[2]], 2, ENTRIES[2], 2),
        ([ENTRIES[1], ENTRIES[0]], 0, TriggeredEvent(event="Signed Up", note="other"), 1),
        (ENTRIES, 1, TriggeredEvent(event="1", sprig_event="One"), None),
        ([], 0, ENTRIES[0], None),
    ],
)
def test_an_entry_is_found_again_in_a_file_that_changed(
    entries: list[TriggeredEvent], index: int, entry: TriggeredEvent, again: int | None
) -> None:
    assert find_again(entries, index, entry) == again


def test_a_number_of_thousands_of_digits_names_nothing() -> None:
    assert mappings_named(ENTRIES, "9" * 5_000) == []


def test_the_nearest_pattern_is_found() -> None:
    assert nearest_mapping(ENTRIES, "signedup") == 0
    assert nearest_mapping(ENTRIES, "Completely Different") is None


def test_what_says_the_same_is_the_same_whatever_its_note() -> None:
    assert same_mapping(ENTRIES, TriggeredEvent(event="Signed Up")) == 2
    assert same_mapping(ENTRIES[:2], TriggeredEvent(event="Signed Up")) == 0
    assert same_mapping(ENTRIES, TriggeredEvent(event="Signed Up", sprig_event="x")) is None


def test_problems_are_told_by_entry() -> None:
    problems = (
        ConfigProblem("warning", "[[triggered_events]] #2: too long", "triggered_events.1.event"),
        ConfigProblem("warning", "[[triggered_events]] #2: odd", "triggered_events.1"),
        ConfigProblem("warning", "[[page_urls]] #2: bad", "page_urls.1.url"),
        ConfigProblem("warning", "no such table", "triggered_events"),
    )
    snapshot = ConfigSnapshot(Config(), "c.toml", "", problems=problems)
    assert mapping_problems(snapshot, "triggered_events") == {1: ["too long", "odd"]}
    assert mapping_problems(snapshot, "page_urls") == {1: ["bad"]}
