"""Many regular expressions at once: RE2 sets for those that it can run, `regex` for the rest.

A pattern for `regex` is tried only on texts that hold what each of its matches contains, which an
RE2 set finds too. However hostile the patterns and the text, what searches them one by one stops
after a quarter of a second.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from sprig_tui.domain.js_regex import JsRegex
from sprig_tui.domain.matching_backtracking import BacktrackingPatterns
from sprig_tui.domain.matching_literals import NO_PLACES, Places
from sprig_tui.domain.matching_sets import (
    Clock,
    LongTextSets,
    PatternSet,
    first_of,
    rarest_texts,
)

LONG_TEXT: Final = 2048
"""Bytes; see `matching_sets`."""


class PatternAnswer(NamedTuple):
    """What a table found.

    `timed_out` are the places of patterns that took too long, `untried` those of patterns that
    others left no time for: they count as no match.
    """

    found: Places
    timed_out: tuple[Places, ...] = ()
    untried: tuple[Places, ...] = ()


class PatternTable:
    """Regular expressions, each with the first places of the entries that it stands for."""

    def __init__(self, patterns: Iterable[tuple[JsRegex, Places]], clock: Clock) -> None:
        self._clock = clock
        in_order = sorted(patterns, key=_first_place)
        steady = [item for item in in_order if item[0].linear and item[0].steady]
        self._wild_items = [item for item in in_order if item[0].linear and not item[0].steady]
        others = [item for item in in_order if not item[0].linear]
        self._backtracking = BacktrackingPatterns(others, clock)
        self._always = [n for n, (pattern, _) in enumerate(others) if not pattern.required]
        self._gated = [n for n, (pattern, _) in enumerate(others) if pattern.required]
        gates = rarest_texts([others[n][0] for n in self._gated])
        self._steady_places = [places for _, places in steady]
        self._steady = PatternSet([*(item[0].re2_pattern() for item in steady), *gates])
        self._wild_places = [places for _, places in self._wild_items]
        self._wild = PatternSet([pattern.re2_pattern() for pattern, _ in self._wild_items])

    @cached_property
    def _long_texts(self) -> LongTextSets:
        """Many tables never see a long text."""
        return LongTextSets(self._wild_items, self._clock)

    def find(self, units: str, found: Places = NO_PLACES) -> PatternAnswer:
        """`found`, or earlier places of the patterns that match `units`."""
        data = units.encode("utf-8", "surrogatepass")
        left_out: list[Places] = []
        numbers = self._steady.search(data)
        found = first_of(self._steady_places, numbers, found)
        if len(data) <= LONG_TEXT:
            found = first_of(self._wild_places, self._wild.search(data), found)
        elif self._wild_items:
            found, left_out = self._long_texts.find(data, found)
        opened = self._opened(numbers)
        if not (opened or left_out):
            return PatternAnswer(found)
        found, slow, untried = self._backtracking.find(units, opened, found)
        untried += [places for places in left_out if places.precedes(found)]
        return PatternAnswer(found, tuple(slow), tuple(untried))

    def find_quickly(self, units: str, found: Places = NO_PLACES) -> Places:
        """As `find`, without what could take long: for guesses, not for decisions."""
        if not (self._steady_places or self._wild_places):
            return found
        data = units.encode("utf-8", "surrogatepass")
        found = first_of(self._steady_places, self._steady.search(data), found)
        if len(data) <= LONG_TEXT:
            found = first_of(self._wild_places, self._wild.search(data), found)
        return found

    def _opened(self, numbers: Sequence[int]) -> Sequence[int]:
        """In file order, the patterns for `regex` whose required text is there."""
        gates = len(self._steady_places)
        opened = [self._gated[number - gates] for number in numbers if number >= gates]
        return sorted([*self._always, *opened])


def _first_place(item: tuple[JsRegex, Places]) -> int:
    return min(item[1])
