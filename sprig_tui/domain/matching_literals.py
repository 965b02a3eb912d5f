"""Many literal patterns at once: `exactly`, `startsWith`, `endsWith` and the two negations."""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from sprig_tui.domain.settings import MatchType

NOWHERE: Final = sys.maxsize


class Places(NamedTuple):
    """The first enabled and the first disabled entry in file order, `NOWHERE` for none."""

    enabled: int = NOWHERE
    disabled: int = NOWHERE

    def precedes(self, other: "Places") -> bool:
        """Whether one of the two comes before its counterpart."""
        return self.enabled < other.enabled or self.disabled < other.disabled

    def with_first_of(self, other: "Places") -> "Places":
        """The earlier ones of both."""
        if other is NO_PLACES:
            return self
        return Places(min(self.enabled, other.enabled), min(self.disabled, other.disabled))


NO_PLACES: Final = Places()

Pattern = tuple[MatchType, str]
"""A match type and its pattern in UTF-16 code units."""


class PrefixTable:
    """Finds among many patterns those that a text starts with, in the logarithm of their number.

    Whatever starts a text and is shorter than its neighbour in the sorted order starts that
    neighbour too, so each pattern links to the longest one that starts it, and already holds the
    first places of all along that chain.
    """

    def __init__(self, patterns: Mapping[str, Places]) -> None:
        self._patterns = sorted(patterns)
        self._shorter: list[int] = []
        self._places: list[Places] = []
        chain: list[int] = []
        for index, pattern in enumerate(self._patterns):
            while chain and not pattern.startswith(self._patterns[chain[-1]]):
                chain.pop()
            shorter = chain[-1] if chain else -1
            places = patterns[pattern]
            self._shorter.append(shorter)
            self._places.append(places.with_first_of(self._places[shorter]) if chain else places)
            chain.append(index)

    def find(self, text: str) -> Places:
        """The first places of the patterns that `text` starts with."""
        index = bisect_right(self._patterns, text) - 1
        while index >= 0 and not text.startswith(self._patterns[index]):
            index = self._shorter[index]
        return self._places[index] if index >= 0 else NO_PLACES


class LiteralTables:
    """Literal patterns by match type; those of other types are not looked at."""

    def __init__(self, patterns: Iterable[tuple[Pattern, Places]]) -> None:
        by_type: dict[MatchType, dict[str, Places]] = {kind: {} for kind in MatchType}
        for (match, pattern), places in patterns:
            by_type[match][pattern] = places
        self._exact = by_type[MatchType.EXACTLY]
        starts, ends = by_type[MatchType.STARTS_WITH], by_type[MatchType.ENDS_WITH]
        self._starts = PrefixTable(starts) if starts else None
        backwards = {pattern[::-1]: places for pattern, places in ends.items()}
        self._ends = PrefixTable(backwards) if backwards else None
        not_exact, not_contained = (
            by_type[match] for match in (MatchType.NOT_EXACTLY, MatchType.NOT_CONTAINS)
        )
        self._negations = [
            (state, _in_file_order(not_exact, state), _in_file_order(not_contained, state))
            for state in (0, 1)
            if not_exact or not_contained
        ]

    def find(self, units: str) -> Places:
        """The first places of `exactly`, `startsWith` and `endsWith`."""
        found = self._exact.get(units, NO_PLACES)
        if self._starts:
            found = found.with_first_of(self._starts.find(units))
        if self._ends:
            found = found.with_first_of(self._ends.find(units[::-1]))
        return found

    def find_negated(self, units: str, found: Places) -> Places:
        """`found`, or earlier places of `notExactly` and `notContains`."""
        if not self._negations:
            return found
        first = list(found)
        for state, not_exact, not_contained in self._negations:
            for index, pattern in not_exact:
                if index >= first[state] or pattern != units:
                    first[state] = min(index, first[state])
                    break
            for index, pattern in not_contained:
                if index >= first[state] or pattern not in units:
                    first[state] = min(index, first[state])
                    break
        return Places(*first)


def _in_file_order(patterns: Mapping[str, Places], state: int) -> list[tuple[int, str]]:
    return sorted(
        (places[state], text) for text, places in patterns.items() if places[state] < NOWHERE
    )
