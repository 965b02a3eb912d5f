"""Regular expressions together: in sets for RE2, one by one where that cannot run them."""

import time

import pytest

from sprig_tui.domain import matching_sets
from sprig_tui.domain.js_regex import parse_js_regex
from sprig_tui.domain.matching_backtracking import BacktrackingPattern
from sprig_tui.domain.matching_literals import NO_PLACES, Places
from sprig_tui.domain.matching_patterns import LONG_TEXT, PatternTable
from tests.unit.domain.mapping_entries import TickingClock

LONG = "x" * (LONG_TEXT + 1)


def table(*sources: str, step: float = 0.0) -> PatternTable:
    """A table of patterns whose places are their numbers."""
    patterns = [(parse_js_regex(source), Places(n)) for n, source in enumerate(sources)]
    return PatternTable(patterns, TickingClock(step) if step else time.thread_time)


def test_patterns_of_every_kind_are_found() -> None:
    """Steady, repeating, and those that need backtracking; the first in order counts."""
    patterns = table("abc", "d+e", "(?=f)f", r"(g)\1", "^(?!.*no)")
    assert patterns.find("abc ddde f gg no") == (Places(0), (), ())
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
    built = PatternTable(patterns, time.thread_time)
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
    assert patterns.find("a") == (NO_PLACES, (), (Places(1), Places(2)))
    assert patterns.find("b") == (Places(0), (), ())


def test_a_slow_pattern_does_not_starve_a_later_one() -> None:
    """However slow it is on a text."""
    patterns = table("^(?=a)(?:a|aa)+$", r"\?(?!x)")
    assert patterns.find("a" * 40 + "?") == (Places(1), (Places(0),), ())


def test_a_long_text_goes_through_small_sets() -> None:
    """Same answers."""
    many = table(*(f"{n}x+y" for n in range(10)), "^(?=9)")
    assert many.find(f"9{LONG}y") == (Places(9), (), ())
    assert many.find(f"9{LONG}") == (Places(10), (), ())
    assert table("a", "(?=z)").find(LONG) == (NO_PLACES, (), ())


def test_a_long_text_has_its_time_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets that were not searched are named, as far as they could have won."""
    monkeypatch.setattr(matching_sets, "SMALL_SET", 1)
    patterns = table("ax+", "bx+", "(?=c)", "dx+", step=0.07)
    text = "a-b-d" + LONG
    assert patterns.find(text) == (NO_PLACES, (), (Places(1), Places(3)))
    assert patterns.find("c" + text) == (Places(2), (), (Places(1),))
    assert patterns.find("a" + LONG) == (Places(0), (), ())
