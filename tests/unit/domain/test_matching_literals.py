"""Literal patterns in tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.matching_literals import (
    NO_PLACES,
    LiteralTables,
    Places,
    PrefixTable,
)
from sprig_tui.domain.settings import MatchType

WORDS = st.text("ab/", max_size=6)


def test_places_are_merged_one_by_one() -> None:
    """The first enabled and the first disabled entry are independent of each other."""
    assert Places(3, 1).with_first_of(Places(2, 5)) == Places(2, 1)
    assert Places(3, 1).with_first_of(NO_PLACES) == Places(3, 1)
    assert Places(2, 5).precedes(Places(3, 1))
    assert Places(3, 1).precedes(Places(2, 5))
    assert not Places(2, 1).precedes(Places(2, 1))
    assert not NO_PLACES.precedes(NO_PLACES)


@given(st.lists(WORDS, max_size=12, unique=True), WORDS)
def test_a_prefix_table_equals_a_loop(patterns: list[str], text: str) -> None:
    """Every pattern that starts the text counts, not only the longest."""
    table = PrefixTable({pattern: Places(place) for place, pattern in enumerate(patterns)})
    starts = [place for place, pattern in enumerate(patterns) if text.startswith(pattern)]
    assert table.find(text) == (Places(starts[0]) if starts else NO_PLACES)


@pytest.mark.parametrize(
    ("match", "pattern", "hit", "miss"),
    [
        (MatchType.EXACTLY, "ab", "ab", "abc"),
        (MatchType.STARTS_WITH, "ab", "abc", "cab"),
        (MatchType.ENDS_WITH, "ab", "cab", "abc"),
    ],
)
def test_literals_are_found(match: MatchType, pattern: str, hit: str, miss: str) -> None:
    """Each by its own table; negations are asked for apart."""
    tables = LiteralTables([((match, pattern), Places(disabled=7))])
    assert tables.find(hit) == Places(disabled=7)
    assert tables.find(miss) == NO_PLACES
    assert tables.find_negated(miss, NO_PLACES) == NO_PLACES


@pytest.mark.parametrize("match", [MatchType.NOT_EXACTLY, MatchType.NOT_CONTAINS])
def test_the_first_negation_that_holds_is_found(match: MatchType) -> None:
    """Unless something before it was found already."""
    tables = LiteralTables([((match, "a"), Places(4, 2)), ((match, "b"), Places(6, 8))])
    assert tables.find("c") == NO_PLACES
    assert tables.find_negated("c", NO_PLACES) == Places(4, 2)
    assert tables.find_negated("a", NO_PLACES) == Places(6, 8)
    assert tables.find_negated("a", Places(5, 9)) == Places(5, 8)
    assert tables.find_negated("c", Places(1, 1)) == Places(1, 1)
