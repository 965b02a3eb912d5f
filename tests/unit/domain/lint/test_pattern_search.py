"""All patterns that match a text."""

import pytest

from sprig_tui.domain.lint import pattern_search
from sprig_tui.domain.lint.pattern_search import PatternSearch
from sprig_tui.domain.lint.pattern_shapes import Shape
from sprig_tui.domain.matching_index import read_rules
from sprig_tui.domain.settings import TriggeredEvent

WRITTEN = [
    ("exactly", "abc"),
    ("startsWith", "ab"),
    ("endsWith", "bc"),
    ("contains", "b"),
    ("regex", "a.*c"),
    ("legacy", "^A"),
    ("regex", "(?=a)b"),
]


def search() -> PatternSearch:
    entries = [
        TriggeredEvent.model_validate({"event": event, "match": match}) for match, event in WRITTEN
    ]
    return PatternSearch(Shape(rule) for rule in read_rules(entries)[0])


@pytest.mark.parametrize(
    ("text", "found"),
    [("abc", {1, 2, 3, 4, 5}), ("ABC", {5}), ("xbc", {2, 3}), ("a\nc", {5}), ("", set())],
)
def test_all_that_match_are_found(text: str, found: set[int]) -> None:
    """But for those that RE2 cannot run; what is the text itself is found by itself."""
    assert {shape.index for shape in search().search(text)} == found
    exact = search().exact(text)
    assert (exact.index if exact else None) == (0 if text == "abc" else None)
    assert search().judged == {1, 2, 3, 4, 5}


def test_of_patterns_with_repeats_only_the_first_are_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_search, "MOST_REPEATING", 0)
    assert search().judged == {1, 2, 3, 5}


def test_nothing_is_found_among_none() -> None:
    assert PatternSearch([]).search("a") == []
