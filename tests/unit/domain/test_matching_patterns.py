"""Regular expressions in sets: large ones for usual texts, small ones for long texts."""

import time

import pytest
import re2

from sprig_tui.domain import matching_patterns
from sprig_tui.domain.js_characters import to_code_units
from sprig_tui.domain.js_regex import parse_js_regex
from sprig_tui.domain.matching_literals import NO_PLACES, Places
from sprig_tui.domain.matching_patterns import (
    LONG_TEXT,
    SMALL_SET,
    BacktrackingPattern,
    PatternSet,
    PatternTable,
)
from tests.unit.domain.mapping_entries import TickingClock

LONG = "x" * (LONG_TEXT + 1)


def table(*sources: str, step: float = 0.0) -> PatternTable:
    """A table of patterns whose places are their numbers."""
    patterns = [(parse_js_regex(source), Places(n)) for n, source in enumerate(sources)]
    return PatternTable(patterns, TickingClock(step) if step else time.perf_counter)


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


def test_patterns_of_every_kind_are_found() -> None:
    """Steady, repeating, and those that need backtracking; the first in order counts."""
    patterns = table("abc", "d+e", "(?=f)f", r"(g)\1", "^(?!.*no)")
    assert patterns.find("abc ddde f gg no") == (Places(0), ())
    assert patterns.find("ddde f gg no").found == Places(1)
    assert patterns.find("f gg no").found == Places(2)
    assert patterns.find("gg no").found == Places(3)
    assert patterns.find("no").found == NO_PLACES
    assert patterns.find("yes").found == Places(4)
    assert patterns.find("yes", Places(3)).found == Places(3)


def test_a_quick_search_leaves_out_backtracking() -> None:
    """And repeats on long texts."""
    patterns = table("abc", "d+e", "(?=f)f")
    assert patterns.find_quickly("f") == NO_PLACES
    assert patterns.find_quickly("ddde") == Places(1)
    assert patterns.find_quickly(LONG + "ddde") == NO_PLACES
    assert patterns.find_quickly(LONG + "abc") == Places(0)


def test_texts_go_to_regex_only_with_what_a_match_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rarest of what each pattern requires opens it; case is ignored where it is."""
    tried: list[Places] = []

    def matches(self: BacktrackingPattern, units: str, timeout: float) -> bool:
        tried.append(self.places)
        assert units
        assert timeout > 0
        return False

    monkeypatch.setattr(BacktrackingPattern, "matches", matches)
    sources = ["https://.*(?=x)/docs", "https://.*(?=x)/shop", "(?=.)"]
    patterns = [(parse_js_regex(source), Places(n)) for n, source in enumerate(sources)]
    patterns.append((parse_js_regex("(?=x)Kiosk", ignore_case=True), Places(3)))
    built = PatternTable(patterns, time.perf_counter)
    for text, expected in {
        "https://example/shop": [1, 2],
        "https://example": [2],
        "KIOSK": [2, 3],
        "\u212aiosk": [2],
    }.items():
        tried.clear()
        assert built.find(text).found == NO_PLACES
        assert [places.enabled for places in tried] == expected


def test_patterns_that_run_out_of_time_are_named() -> None:
    """Those that could not win any more are not tried."""
    patterns = table("b", "(?=a)", "(?=.)", step=1.0)
    assert patterns.find("a") == (NO_PLACES, (Places(1), Places(2)))
    assert patterns.find("b") == (Places(0), ())


def test_a_long_text_goes_through_small_sets() -> None:
    """Same answers; each set holds so many patterns, fewer where they count."""
    many = table(*(f"{n}x+y" for n in range(SMALL_SET + 1)))
    assert [len(places) for places, _ in many._small_sets] == [SMALL_SET, 1]
    assert many.find(f"{SMALL_SET}{LONG}y").found == Places(0)
    counted = table("ax{40}", "bx{40}", "cx{50}", "dx{60}y", "ex+")
    assert [len(places) for places, _ in counted._small_sets] == [3, 2]
    assert counted.find(LONG + "d" + "x" * 60 + "yex").found == Places(3)
    assert counted.find(LONG).found == NO_PLACES


def test_a_long_text_has_its_time_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets that were not searched are named, as far as they could have won."""
    monkeypatch.setattr(matching_patterns, "SMALL_SET", 1)
    patterns = table("ax+", "bx+", "cx+", step=0.015)
    assert patterns.find("b" + LONG) == (NO_PLACES, (Places(1), Places(2)))
    assert patterns.find("a" + LONG) == (Places(0), ())


def test_a_backtracking_pattern_gives_up() -> None:
    """After its time; without any, at once."""
    pattern = BacktrackingPattern(parse_js_regex("^(?=(a+)+$)"), Places(0))
    assert pattern.matches("aa", 1.0)
    for timeout in (0.001, 0.0, -1.0):
        with pytest.raises(TimeoutError):
            pattern.matches("a" * 30_000 + "!", timeout)


def test_back_references_compare_as_the_i_flag_does() -> None:
    """The text is folded; what is searched are code units."""
    pattern = BacktrackingPattern(parse_js_regex(r"^(k|😀)\1$", ignore_case=True), Places(0))
    assert pattern.matches("kK", 1.0)
    assert pattern.matches(to_code_units("😀😀"), 1.0)
    assert not pattern.matches("k\u212a", 1.0)
