"""Patterns that RE2 searches for together, in time linear in the text.

What was measured decides the split. A set of ten thousand patterns costs a text of usual length
about a microsecond, however long the patterns. Where they hold repeats, a long hostile text can
make such a set build a new state of ten thousand parts for every character, so long texts go
through small sets of those, and only where they hold what each match contains.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import re2

from sprig_tui.domain.js_regex import JsRegex, literal_js_regex
from sprig_tui.domain.matching_literals import Places

Clock = Callable[[], float]
"""Seconds that this thread computed, so that a busy machine takes no time from anybody."""

SETS_SECONDS: Final = 0.1
"""What the small sets may take for one text."""
SMALL_SET: Final = 100
SMALL_COUNTS: Final = 128
_LARGE_MEMORY: Final = 64 << 20
_SMALL_MEMORY: Final = 4 << 20


class PatternSet:
    """RE2 patterns searched for together; numbers are their positions in `patterns`.

    When RE2 finds them too large for `memory` (bytes) in one set, there are several.
    """

    def __init__(self, patterns: Sequence[str], *, memory: int = _LARGE_MEMORY) -> None:
        options = re2.Options()
        options.log_errors = False
        options.never_capture = True
        options.max_mem = memory
        self._parts: list[tuple[int, re2.Set]] = []
        self._add(patterns, 0, options)

    def _add(self, patterns: Sequence[str], first: int, options: re2.Options) -> None:
        if not patterns:
            return
        part = re2.Set.SearchSet(options)
        for pattern in patterns:
            part.Add(pattern)
        try:
            part.Compile()
        except re2.error:
            if len(patterns) == 1:
                raise
            middle = len(patterns) // 2
            self._add(patterns[:middle], first, options)
            self._add(patterns[middle:], first + middle, options)
        else:
            self._parts.append((first, part))

    def search(self, data: bytes) -> Sequence[int]:
        """The numbers of the patterns found in `data`, the UTF-8 of code units, in any order."""
        found: list[int] = []
        for first, part in self._parts:
            numbers = part.Match(data)
            if numbers:
                found.extend([first + number for number in numbers] if first else numbers)
        return found


class LongTextSets:
    """Small sets of patterns that repeat, for long texts; `clock` bounds how long one may take."""

    def __init__(self, patterns: Sequence[tuple[JsRegex, Places]], clock: Clock) -> None:
        self._clock = clock
        self._places = [places for _, places in patterns]
        regexes = [pattern for pattern, _ in patterns]
        self.parts = [
            (numbers, PatternSet([regexes[n].re2_pattern() for n in numbers], memory=_SMALL_MEMORY))
            for numbers in _split(regexes)
        ]
        self._always = [n for n, pattern in enumerate(regexes) if not pattern.required]
        self._gated = [n for n, pattern in enumerate(regexes) if pattern.required]
        self._gates = PatternSet(rarest_texts([regexes[n] for n in self._gated]))

    def find(self, data: bytes, found: Places) -> tuple[Places, list[Places]]:
        """`found`, or earlier places; and those of patterns that there was no time to try."""
        opened = {*self._always, *(self._gated[number] for number in self._gates.search(data))}
        untried: list[Places] = []
        end = self._clock() + SETS_SECONDS
        for numbers, part in self.parts:
            hopeful = [self._places[n] for n in numbers if n in opened]
            hopeful = [places for places in hopeful if places.precedes(found)]
            if hopeful and self._clock() >= end:
                untried.extend(hopeful)
            elif hopeful:
                places = self._places[numbers.start : numbers.stop]
                found = first_of(places, part.search(data), found)
        return found, untried


def rarest_texts(patterns: Sequence[JsRegex]) -> list[str]:
    """For each pattern, for RE2, what it requires and the fewest others do, the longest of those.

    Every one of the patterns requires some text.
    """
    uses = Counter(text for pattern in patterns for text in set(pattern.required))
    return [
        literal_js_regex(
            min(pattern.required, key=lambda text: (uses[text], -len(text))),
            ignore_case=pattern.ignore_case,
        ).re2_pattern()
        for pattern in patterns
    ]


def first_of(places: Sequence[Places], numbers: Sequence[int], found: Places) -> Places:
    """`found`, or earlier ones among the numbered places; numbers past the end are others'."""
    if not numbers:
        return found
    enabled, disabled = found
    for number in numbers:
        if number < len(places):
            place = places[number]
            enabled = min(place.enabled, enabled)
            disabled = min(place.disabled, disabled)
    return Places(enabled, disabled)


def _split(patterns: Sequence[JsRegex]) -> Iterator[range]:
    """Patterns in order, few enough together for a text that is made to slow them down."""
    start = counted = 0
    for number, pattern in enumerate(patterns):
        counted += pattern.counted
        if number > start and (number - start >= SMALL_SET or counted > SMALL_COUNTS):
            yield range(start, number)
            start, counted = number, pattern.counted
    if patterns:
        yield range(start, len(patterns))
