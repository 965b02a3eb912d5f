"""Patterns for the `regex` module, each with a time of its own."""

import time

import pytest

from sprig_tui.domain.js_characters import to_code_units
from sprig_tui.domain.js_regex import parse_js_regex
from sprig_tui.domain.matching_backtracking import (
    ALL_SECONDS,
    ROUNDS,
    BacktrackingPattern,
    BacktrackingPatterns,
)
from sprig_tui.domain.matching_literals import NO_PLACES, Places
from tests.unit.domain.mapping_entries import TickingClock

HOSTILE = "^(?=a)(?:a|aa)+$"
TEXT = "a" * 40 + "?"


def patterns(*sources: str, step: float = 0.0) -> BacktrackingPatterns:
    """Patterns whose places are their numbers."""
    read = [(parse_js_regex(source), Places(n)) for n, source in enumerate(sources)]
    return BacktrackingPatterns(read, TickingClock(step) if step else time.thread_time)


def test_a_pattern_gives_up_after_its_time() -> None:
    """It never hangs."""
    pattern = BacktrackingPattern(parse_js_regex("^(?=(a+)+$)"), Places(0))
    assert pattern.matches("aa", 1.0)
    with pytest.raises(TimeoutError):
        pattern.matches("a" * 30_000 + "!", 0.001)


def test_back_references_compare_as_the_i_flag_does() -> None:
    """The text is folded; what is searched are code units."""
    pattern = BacktrackingPattern(parse_js_regex(r"^(k|😀)\1$", ignore_case=True), Places(0))
    assert pattern.matches("kK", 1.0)
    assert pattern.matches(to_code_units("😀😀"), 1.0)
    assert not pattern.matches("k\u212a", 1.0)


def test_a_slow_pattern_takes_no_time_from_those_after_it() -> None:
    """Twenty slow ones do not either: quick ones have their answer in the first round."""
    listed = patterns(*[HOSTILE] * 20, r"\?(?!x)")
    found, slow, untried = listed.find(TEXT, range(21), NO_PLACES)
    assert found == Places(20)
    assert (slow, untried) == ([Places(n) for n in range(20)], [])


def test_only_what_could_still_win_is_named() -> None:
    """A slow pattern behind the one that matches is neither tried nor told of."""
    listed = patterns("(?=a)", HOSTILE)
    assert listed.find(TEXT, [0, 1], NO_PLACES) == (Places(0), [], [])
    assert patterns(HOSTILE).find(TEXT, [0], Places(0)) == (Places(0), [], [])


def test_patterns_that_there_was_no_time_for_are_told_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From those that took it."""
    given: list[float] = []

    def matches(_: BacktrackingPattern, __: str, timeout: float) -> bool:
        given.append(timeout)
        raise TimeoutError

    monkeypatch.setattr(BacktrackingPattern, "matches", matches)
    listed = patterns("(?=a)", "(?=.)", "(?=b)", step=ALL_SECONDS / 2.5)
    assert listed.find("a", [0, 1, 2], NO_PLACES) == (
        NO_PLACES,
        [Places(0), Places(1)],
        [Places(2)],
    )
    assert given == [ROUNDS[0]] * 2


def test_a_pattern_has_more_time_in_every_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """As long as there is any: the last one has what is left."""
    given: list[float] = []

    def matches(_: BacktrackingPattern, __: str, timeout: float) -> bool:
        given.append(timeout)
        if len(given) < 3:
            raise TimeoutError
        return True

    monkeypatch.setattr(BacktrackingPattern, "matches", matches)
    found = patterns("(?=a)", step=ALL_SECONDS / 3.5).find("a", [0], NO_PLACES)
    assert found == (Places(0), [], [])
    assert given[:2] == [*ROUNDS[:2]]
    assert 0 < given[2] < ROUNDS[2]
