"""Sets of patterns for RE2: large ones for usual texts, small ones for long texts."""

import time

import pytest
import re2

from sprig_tui.domain import matching_sets
from sprig_tui.domain.js_regex import parse_js_regex
from sprig_tui.domain.matching_literals import NO_PLACES, Places
from sprig_tui.domain.matching_sets import SMALL_SET, LongTextSets, PatternSet, first_of
from tests.unit.domain.mapping_entries import TickingClock

LONG = b"x" * 3000


def sets(*sources: str, step: float = 0.0) -> LongTextSets:
    """Sets of patterns whose places are their numbers."""
    patterns = [(parse_js_regex(source), Places(n)) for n, source in enumerate(sources)]
    return LongTextSets(patterns, TickingClock(step) if step else time.thread_time)


def test_a_set_names_every_pattern_that_it_finds() -> None:
    """By its number."""
    patterns = PatternSet(["a", "b", "a|c"])
    assert sorted(patterns.search(b"xa")) == [0, 2]
    assert list(patterns.search(b"x")) == []
    assert list(PatternSet([]).search(b"a")) == []


def test_a_set_that_is_too_large_for_its_memory_is_split() -> None:
    """The numbers stay."""
    patterns = PatternSet([f"a{n}-[^b]+c" for n in range(200)], memory=60_000)
    assert len(patterns._parts) > 1
    assert list(patterns.search(b"xa199--c")) == [199]
    assert sorted(patterns.search(b"a7-xca150-xc")) == [7, 150]


def test_a_pattern_that_is_too_large_alone_is_an_error() -> None:
    """It cannot happen with a pattern of 250 characters and the memory that tables give."""
    with pytest.raises(re2.error):
        PatternSet([".{500}"], memory=1_000)


def test_the_first_of_numbered_places_counts() -> None:
    """Numbers past the end are somebody else's."""
    assert first_of([Places(3), Places(2, 4)], [0, 1, 2], NO_PLACES) == Places(2, 4)
    assert first_of([Places(3)], [], Places(5)) == Places(5)


def test_small_sets_hold_fewer_patterns_where_they_count() -> None:
    """Each holds so many at most."""
    many = sets(*(f"{n}x+y" for n in range(SMALL_SET + 1)))
    assert [len(numbers) for numbers, _ in many.parts] == [SMALL_SET, 1]
    assert many.find(b"%d%sy" % (SMALL_SET, LONG), NO_PLACES) == (Places(0), [])
    counted = sets("ax{40}", "bx{40}", "cx{50}", "dx{60}y", "ex+")
    assert [len(numbers) for numbers, _ in counted.parts] == [3, 2]
    assert counted.find(LONG + b"d" + b"x" * 60 + b"yex", NO_PLACES) == (Places(3), [])
    assert counted.find(LONG, NO_PLACES) == (NO_PLACES, [])
    assert sets().parts == []


def test_sets_that_there_was_no_time_for_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as they could have won, and as the text holds what their matches need."""
    monkeypatch.setattr(matching_sets, "SMALL_SET", 1)
    patterns = sets("ax+", "bx+", "[cd]+x", "ex+", step=0.075)
    assert patterns.find(b"b" + LONG, NO_PLACES) == (Places(1), [])
    assert patterns.find(b"d" + LONG, NO_PLACES) == (Places(2), [])
    assert patterns.find(b"e-a-b-" + LONG, NO_PLACES) == (
        NO_PLACES,
        [Places(1), Places(2), Places(3)],
    )
    assert patterns.find(b"e" + LONG, Places(3)) == (Places(3), [])


def test_only_patterns_whose_literals_are_there_are_searched_for() -> None:
    """Three thousand that a hostile text could slow down, and the one that it holds."""
    patterns = sets(*(f"x[a-z]{{20}}y{n}z" for n in range(3000)))
    searched: list[int] = []

    class Noting(PatternSet):
        def search(self, data: bytes) -> list[int]:
            searched.append(len(searched))
            return list(super().search(data))

    for _, part in patterns.parts:
        part.__class__ = Noting
    text = b"xabc" * 7000 + b"x" + b"a" * 20 + b"y2999z"
    assert patterns.find(text, NO_PLACES) == (Places(2999), [])
    assert len(searched) == 1
