"""The eight match types, as JavaScript evaluates them in the Sprig SDK (facts.md, section 5)."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from sprig_tui.domain.js_characters import to_code_units
from sprig_tui.domain.matching_index import PatternProblem, RuleIndex, read_rules
from sprig_tui.domain.matching_literals import NO_PLACES, NOWHERE, Places
from sprig_tui.domain.matching_patterns import PatternAnswer
from sprig_tui.domain.matching_sets import Clock
from sprig_tui.domain.near_miss import NearMiss, NearMissIndex
from sprig_tui.domain.settings import Mapping

__all__ = ["MappingTable", "NearMiss", "PatternProblem", "TableMatch"]

REMEMBERED_TEXTS: Final = 4096
LONGEST_REMEMBERED: Final = 512
"""Characters; with the number of texts it bounds what a table remembers to a few megabytes."""


@dataclass(frozen=True, slots=True)
class TableMatch:
    """What a table says to a text.

    `enabled` and `disabled` are the indexes (file order, from 0) of the first enabled and the
    first disabled entry that match; `timed_out` those of patterns that took too long, `untried`
    those of patterns that others left no time for: both count as no match.
    """

    enabled: int | None = None
    disabled: int | None = None
    timed_out: tuple[int, ...] = ()
    untried: tuple[int, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether there was time for every pattern."""
        return not (self.timed_out or self.untried)


NO_MATCH: Final = TableMatch()
NOTHING: Final = PatternAnswer(NO_PLACES)


class MappingTable:
    """Entries compiled once; matching cannot fail.

    `problems` tells of patterns that never match or are empty, in file order. `clock` gives the
    seconds that this thread computed: for one text, however hostile, a quarter of one is enough.
    """

    def __init__(self, entries: Sequence[Mapping], *, clock: Clock = time.thread_time) -> None:
        self.entries = tuple(entries)
        rules, problems = read_rules(self.entries)
        self.problems = tuple(problems)
        self._index = RuleIndex(rules, clock)
        self._near_misses = NearMissIndex(self.entries, rules, self._index, clock)
        self._remembered: dict[str, TableMatch] = {}
        self._nearest = lru_cache(REMEMBERED_TEXTS)(self._near_misses.find)

    def match(self, text: str) -> TableMatch:
        """The first enabled and the first disabled entry that match `text`."""
        known = self._remembered.get(text)
        if known is not None:
            return known
        answer = self._index.find(to_code_units(text))
        match = NO_MATCH
        if answer != NOTHING:
            match = TableMatch(
                _index(answer.found.enabled),
                _index(answer.found.disabled),
                _indexes(answer.timed_out),
                _indexes(answer.untried),
            )
        # Other threads may have taken the time: the text is tried again.
        if match.is_certain and len(text) <= LONGEST_REMEMBERED:
            self._remember(text, match)
        return match

    def nearest(self, text: str) -> NearMiss | None:
        """The most similar entry for a text that none matched, if one is similar at all."""
        return self._nearest(text)

    def _remember(self, text: str, match: TableMatch) -> None:
        if len(self._remembered) >= REMEMBERED_TEXTS:
            self._remembered.clear()
        self._remembered[text] = match


def _index(place: int) -> int | None:
    return None if place == NOWHERE else place


def _indexes(patterns: Sequence[Places]) -> tuple[int, ...]:
    return tuple(sorted(place for places in patterns for place in places if place != NOWHERE))
