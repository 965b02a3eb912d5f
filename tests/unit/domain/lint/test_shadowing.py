"""Entries that can never win, and never a word about one that can."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.lint import pattern_search, shadowing
from sprig_tui.domain.lint.shadowing import Shadow, find_shadowed
from sprig_tui.domain.matching import MappingTable
from sprig_tui.domain.matching_index import read_rules
from sprig_tui.domain.settings import MatchType, TriggeredEvent

Written = tuple[str, str]
"""A match type and a pattern; a minus before the type switches the entry off."""


def entries(*written: Written) -> list[TriggeredEvent]:
    return [
        TriggeredEvent.model_validate(
            {"event": pattern, "match": match.removeprefix("-"), "enabled": match[0] != "-"}
        )
        for match, pattern in written
    ]


def shadowed(*written: Written) -> dict[int, tuple[int, ...]]:
    found = find_shadowed(read_rules(entries(*written))[0])
    return {index: shadow.by for index, shadow in found.items()}


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (("contains", "b"), ("exactly", "abc")),
        (("startsWith", "ab"), ("exactly", "abc")),
        (("endsWith", "bc"), ("exactly", "abc")),
        (("notExactly", "x"), ("exactly", "abc")),
        (("notContains", "x"), ("exactly", "abc")),
        (("notContains", "x"), ("regex", "^abc$")),
        (("notContains", "x"), ("legacy", "^abc$")),
        (("regex", "b.$"), ("exactly", "abc")),
        (("legacy", "^A.c$"), ("exactly", "abc")),
        (("exactly", "abc"), ("regex", "^(ab)c$")),
        (("startsWith", "ab"), ("startsWith", "abc")),
        (("contains", "b"), ("startsWith", "abc")),
        (("regex", r"^a\w"), ("startsWith", "abc")),
        (("legacy", "AB"), ("startsWith", "abc")),
        (("notExactly", "x"), ("startsWith", "abc")),
        (("endsWith", "bc"), ("endsWith", "abc")),
        (("contains", "b"), ("endsWith", "abc")),
        (("regex", "b?c$"), ("endsWith", "abc")),
        (("contains", "b"), ("contains", "abc")),
        (("legacy", "B"), ("contains", "abc")),
        (("notExactly", "x"), ("contains", "abc")),
        (("notContains", "xy"), ("notContains", "x")),
        (("notExactly", "xy"), ("notContains", "x")),
        (("contains", "bc"), ("regex", "x*abcd?")),
        (("startsWith", "ab"), ("regex", "^abc+")),
        (("endsWith", "bc"), ("regex", "x+abc$")),
        (("startsWith", "ab"), ("regex", "^abc$")),
        (("legacy", "ab"), ("legacy", "abc")),
        (("legacy", "^ab"), ("legacy", "^ABC")),
        (("contains", "/1"), ("legacy", "/12")),
        (("startsWith", "/1"), ("legacy", "^/12")),
        (("legacy", "a[bc]+"), ("regex", "a[bc]+")),
        (("contains", "\U0001f600"), ("exactly", "a\U0001f600")),
        (("contains", ""), ("regex", "[0-9]+")),
        (("regex", ".*"), ("regex", "[0-9]+")),
        (("notExactly", ""), ("regex", "[0-9]+")),
        (("regex", ".+"), ("startsWith", "x")),
        (("contains", "b"), ("regex", r"(?<!x)abc")),
    ],
)
def test_an_entry_behind_one_that_matches_as_much_never_wins(
    earlier: Written, later: Written
) -> None:
    """Unless the earlier one is switched off, or stands behind it, or both are apart."""
    assert shadowed(earlier, later) == {1: (0,)}
    assert shadowed((f"-{earlier[0]}", earlier[1]), later) == {}
    assert shadowed(earlier, (f"-{later[0]}", later[1])) == {}
    assert 0 not in shadowed(later, earlier)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (("exactly", "abc"), ("legacy", "^abc$")),
        (("exactly", "ab"), ("startsWith", "ab")),
        (("endsWith", "bc"), ("startsWith", "abc")),
        (("startsWith", "ab"), ("endsWith", "abc")),
        (("startsWith", "ab"), ("contains", "abc")),
        (("regex", "bc$"), ("startsWith", "abc")),
        (("regex", "^ab"), ("endsWith", "abc")),
        (("regex", r"c\b"), ("startsWith", "abc")),
        (("regex", "a(?!bcd)"), ("startsWith", "abc")),
        (("regex", r"(?=.)b"), ("exactly", "abc")),
        (("contains", "B"), ("exactly", "abc")),
        (("contains", "ab"), ("legacy", "abc")),
        (("regex", "ab"), ("legacy", "abc")),
        (("notContains", "x"), ("startsWith", "abc")),
        (("notContains", "x"), ("notExactly", "y")),
        (("notContains", "b"), ("exactly", "abc")),
        (("notExactly", "abc"), ("startsWith", "ab")),
        (("notExactly", "abc"), ("regex", "(?=a)abc")),
        (("legacy", "[^a]"), ("regex", "[^a]")),
        (("regex", "^$"), ("startsWith", "a")),
        (("regex", "^.*$"), ("startsWith", "a")),
        (("regex", "(("), ("startsWith", "a")),
        (("contains", "a"), ("regex", "a|b")),
        (("contains", "a"), ("regex", "(abc)?d")),
    ],
)
def test_an_entry_that_can_win_is_left_in_peace(earlier: Written, later: Written) -> None:
    """A text that only the later one matches, or doubt about it, is enough."""
    assert shadowed(earlier, later) == {}


def test_two_entries_may_match_every_text_together() -> None:
    """What one leaves the other takes, whichever comes first."""
    behind = ("regex", "[0-9]+")
    both = {2: (0, 1)}
    assert shadowed(("notExactly", "a"), ("contains", "a"), behind) == both
    assert shadowed(("contains", "a"), ("notExactly", "a"), behind) == both
    assert shadowed(("notContains", "ab"), ("contains", "a"), behind) == both
    assert shadowed(("contains", "a"), ("notContains", "ab"), behind) == both
    assert shadowed(("notExactly", "a"), ("notExactly", "b"), behind) == both
    assert shadowed(("notExactly", "a"), ("notContains", "b"), behind) == both
    assert shadowed(("notContains", "a"), ("notContains", "b"), behind) == {}
    assert shadowed(("notContains", "a"), ("contains", "ab"), behind) == {}


def test_what_matches_every_text_is_told_apart() -> None:
    found = find_shadowed(read_rules(entries(("legacy", ""), ("exactly", "a")))[0])
    assert found == {1: Shadow((0,), everything=True)}


def test_the_first_that_comes_before_is_named() -> None:
    assert shadowed(("contains", "bc"), ("contains", "c"), ("exactly", "abc")) == {2: (0,)}


def test_an_entry_that_is_not_searched_for_is_not_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the first of many patterns with repeats are; nothing is said about the others."""
    monkeypatch.setattr(pattern_search, "MOST_REPEATING", 0)
    assert shadowed(("notExactly", "ab"), ("regex", "a.*b")) == {}
    assert shadowed(("regex", "a.*b"), ("exactly", "ab")) == {}


def test_a_table_that_would_take_long_is_judged_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shadowing, "MOST_FOUND", 1)
    assert shadowed(("contains", "b"), ("exactly", "ab"), ("exactly", "abc")) == {1: (0,)}


TEXTS = ["".join(units) for size in range(1, 5) for units in product("abA", repeat=size)]
PATTERNS = st.text(alphabet="abA", min_size=0, max_size=3)
REGEXES = st.text(alphabet="abA.^$*?[]|()", max_size=5)
ENTRY = st.one_of(
    st.tuples(st.sampled_from([match.value for match in MatchType]), PATTERNS),
    st.tuples(st.sampled_from(["regex", "legacy"]), REGEXES),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ENTRY, min_size=2, max_size=6))
def test_no_entry_that_wins_a_text_is_said_to_never_win(written: list[Written]) -> None:
    """Over every text of up to four of three letters."""
    table = MappingTable(entries(*written))
    winners = {table.match(text).enabled for text in TEXTS}
    assert not winners & shadowed(*written).keys()
