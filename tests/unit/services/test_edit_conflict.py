"""An entry in three states."""

import pytest

from sprig_tui.domain.settings import DestinationFilter, MatchType, TriggeredEvent
from sprig_tui.services.edit_conflict import (
    FieldConflict,
    compare_entries,
    find_counterpart,
    keep_mine,
)
from sprig_tui.services.filter_edits import Entry

FOUND = TriggeredEvent(event="A", note="n")
A, B, C = (TriggeredEvent(event=name) for name in "ABC")


def filter_of(**values: object) -> DestinationFilter:
    return DestinationFilter.model_validate(values)


@pytest.mark.parametrize(
    ("found", "there", "typed", "words"),
    [
        ("a", "a", "a", ""),
        ("a", "b", "a", "changed in the file"),
        ("a", "a", "b", "changed by you"),
        ("a", "b", "c", "changed by both differently"),
        ("a", "b", "b", "changed by both alike"),
        ("a", None, "b", "changed by you"),
        ("a", None, "a", ""),
        ("a", "b", None, "changed in the file"),
        ("a", "a", None, ""),
    ],
)
def test_who_changed_a_field_is_said_in_words(
    found: str, there: str | None, typed: str | None, words: str
) -> None:
    assert FieldConflict("note", found, there, typed).words == words


def test_every_field_is_compared_by_the_name_of_the_file() -> None:
    there = FOUND.model_copy(update={"enabled": False})
    typed = FOUND.model_copy(update={"match": MatchType.REGEX})
    assert [(one.name, one.words) for one in compare_entries(FOUND, there, typed)] == [
        ("event", ""),
        ("match", "changed by you"),
        ("sprig_event", ""),
        ("enabled", "changed in the file"),
        ("note", ""),
    ]


def test_a_filter_is_compared_too() -> None:
    """Its fields as one line."""
    found = filter_of(**{"if": "all", "fields": {"properties": ["a", "b"]}})
    fields = compare_entries(found, None, filter_of(**{"if": "type = 1"}))
    assert {one.name: (one.found, one.there, one.typed) for one in fields if one.words} == {
        "if": ("all", None, "type = 1"),
        "fields": ("properties: a, b", None, ""),
    }


def test_mine_is_what_i_changed_above_the_files_own() -> None:
    there = FOUND.model_copy(update={"note": "theirs", "enabled": False})
    typed = FOUND.model_copy(update={"event": "Mine", "note": "mine"})
    kept = keep_mine(FOUND, there, typed)
    assert kept == TriggeredEvent(event="Mine", note="mine", enabled=False)


@pytest.mark.parametrize(
    ("before", "after", "index", "found"),
    [
        ([A, B], [A, C], 1, 1),
        ([A, B], [C, A, TriggeredEvent(event="B", note="n")], 1, 2),
        ([A, B], [A], 1, None),
        ([A, B, C], [TriggeredEvent(event="B", note="n"), A, C], 1, 0),
        ([A, B], [A, C, TriggeredEvent(event="X")], 1, None),
        ([B, A], [A, TriggeredEvent(event="B", note="n"), TriggeredEvent(event="B")], 0, 1),
        ([filter_of(name="f")], [filter_of(name="f", enabled=False)], 0, 0),
        ([filter_of(**{"if": "x"})], [A, filter_of(**{"if": "x", "enabled": False})], 0, 1),
    ],
)
def test_what_took_its_place_is_found(
    before: list[Entry], after: list[Entry], index: int, found: int | None
) -> None:
    assert find_counterpart(before, after, index) == found
