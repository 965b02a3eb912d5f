"""What mappings make of texts that were seen: which of them match none, which never win."""

import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from sprig_tui.domain.js_characters import to_code_units
from sprig_tui.domain.lint.pattern_search import PatternSearch
from sprig_tui.domain.lint.pattern_shapes import Shape
from sprig_tui.domain.matching import MappingTable
from sprig_tui.domain.matching_index import NEGATIONS, Rule, read_rules
from sprig_tui.domain.matching_sets import Clock
from sprig_tui.domain.settings import Mapping, MatchType

MOST_FOUND: Final = 2_000_000
"""How many matches are looked at in all; beyond that nothing is said."""
MOST_SECONDS: Final = 10.0
"""How long it may take in all; beyond that nothing is said."""
SLOW_SECONDS: Final = 1.0
"""What all patterns that need backtracking may take together."""


@dataclass(slots=True)
class PatternUse:
    """How one enabled entry fared: with how many texts it matched, won, or came after whom."""

    index: int
    matched: int = 0
    won: int = 0
    winners: Counter[int] = field(default_factory=Counter)

    def add(self, winner: int) -> None:
        """Count a text that it matches, by the entry that decides it."""
        self.matched += 1
        self.won += winner == self.index
        self.winners[winner] += 1


def judge_patterns(
    entries: Sequence[Mapping],
    texts: Iterable[str],
    judged: Collection[int],
    *,
    clock: Clock = time.perf_counter,
) -> list[PatternUse]:
    """How the entries at the indexes `judged` fare with `texts`; empty when that is uncertain.

    Entries whose patterns cannot all be searched for (very many with repeats, or slow ones) are
    left out, and so are those that never match. `clock` gives seconds.
    """
    candidates = [
        rule for rule in read_rules(entries)[0] if rule.places.enabled in judged and rule.units
    ]
    if not candidates:
        return []
    table = MappingTable(entries, clock=clock)
    finder = _Finder(candidates, entries, clock)
    uses = {rule.places.enabled: PatternUse(rule.places.enabled) for rule in candidates}
    found = 0
    end = clock() + MOST_SECONDS
    for text in texts:
        for index in finder.find(text):
            winner = table.match(text).enabled
            # without a winner the time ran out before the entry's own turn
            uses[index].add(index if winner is None else winner)
            found += 1
        if found > MOST_FOUND or clock() > end:
            return []
    return [uses[index] for index in sorted(uses.keys() - finder.unjudged)]


class _Finder:
    """Finds all of some rules that match a text; `unjudged` are the indexes of those it cannot."""

    def __init__(self, rules: Sequence[Rule], entries: Sequence[Mapping], clock: Clock) -> None:
        self._clock = clock
        self._negations = [rule for rule in rules if rule.match in NEGATIONS]
        shapes = [Shape(rule) for rule in rules if rule.match not in NEGATIONS]
        self._search = PatternSearch(shapes)
        searched = [shape for shape in shapes if shape.match is not MatchType.EXACTLY]
        self._slow = {
            shape.index: MappingTable([entries[shape.index]], clock=clock)
            for shape in searched
            if not shape.linear
        }
        linear = {shape.index for shape in searched if shape.linear}
        self.unjudged = linear - self._search.judged
        self._slow_left = SLOW_SECONDS

    def find(self, text: str) -> Iterator[int]:
        """The indexes of the rules that match."""
        units = to_code_units(text)
        for shape in self._search.search(units):
            yield shape.index
        if (exact := self._search.exact(units)) is not None:
            yield exact.index
        for rule in self._negations:
            excluded = rule.units == units
            if rule.match is MatchType.NOT_CONTAINS:
                excluded = rule.units in units
            if not excluded:
                yield rule.places.enabled
        yield from self._find_slow(text)

    def _find_slow(self, text: str) -> Iterator[int]:
        for index, table in self._slow.items():
            if index in self.unjudged:
                continue
            start = self._clock()
            match = table.match(text)
            self._slow_left -= self._clock() - start
            if not match.is_certain or self._slow_left <= 0:
                self.unjudged.add(index)
            elif match.enabled is not None:
                yield index
