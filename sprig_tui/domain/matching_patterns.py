"""Many regular expressions at once: RE2 sets for those that it can run, `regex` for the rest.

What was measured decides the split. A set of ten thousand patterns costs a text of usual length
about a microsecond, however long the patterns. Where they hold repeats, a long hostile text can
make such a set build a new state of ten thousand parts for every character, so long texts go
through small sets of those. A pattern for `regex` is tried only on texts that hold what each of
its matches contains, which an RE2 set finds too.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import re2
import regex

from sprig_tui.domain.js_characters import fold_case
from sprig_tui.domain.js_regex import JsRegex, literal_js_regex
from sprig_tui.domain.matching_literals import NO_PLACES, Places

Clock = Callable[[], float]

BUDGET_SECONDS: Final = 0.02
"""What a text may take beyond the large sets."""
LONG_TEXT: Final = 2048
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


class BacktrackingPattern:
    """A pattern that RE2 cannot run; compiled when a text first needs it."""

    def __init__(self, pattern: JsRegex, places: Places) -> None:
        self._pattern = pattern
        self.places = places

    @cached_property
    def _compiled(self) -> regex.Pattern[str]:
        return regex.compile(self._pattern.regex_pattern(), cache_pattern=False)

    def matches(self, units: str, timeout: float) -> bool:
        """Whether it matches somewhere in `units`.

        Raises:
            TimeoutError: after `timeout` seconds; at once when there are none.
        """
        if timeout <= 0:
            raise TimeoutError
        text = fold_case(units) if self._pattern.ignore_case else units
        return self._compiled.search(text, timeout=timeout) is not None


class PatternAnswer(NamedTuple):
    """What a table found, and whose patterns ran out of time (they count as no match)."""

    found: Places
    timed_out: tuple[Places, ...] = ()


class PatternTable:
    """Regular expressions, each with the first places of the entries that it stands for.

    `clock` gives seconds; it bounds how long one text may take.
    """

    def __init__(self, patterns: Iterable[tuple[JsRegex, Places]], clock: Clock) -> None:
        self._clock = clock
        in_order = sorted(patterns, key=_first_place)
        steady = [item for item in in_order if item[0].linear and item[0].steady]
        wild = [item for item in in_order if item[0].linear and not item[0].steady]
        others = [item for item in in_order if not item[0].linear]
        self._backtracking = [BacktrackingPattern(*item) for item in others]
        self._always = [n for n, (pattern, _) in enumerate(others) if not pattern.required]
        self._gated = [n for n, (pattern, _) in enumerate(others) if pattern.required]
        gates = _rarest_texts([others[n][0] for n in self._gated])
        self._steady_places = [places for _, places in steady]
        self._steady = PatternSet(
            [pattern.re2_pattern() for pattern in [*(item[0] for item in steady), *gates]]
        )
        self._wild_places = [places for _, places in wild]
        self._wild_patterns = [pattern for pattern, _ in wild]
        self._wild = PatternSet([pattern.re2_pattern() for pattern, _ in wild])

    @cached_property
    def _small_sets(self) -> list[tuple[Sequence[Places], PatternSet]]:
        """Sets of few patterns that repeat, for long texts; many tables never see one."""
        sets: list[tuple[Sequence[Places], PatternSet]] = []
        first = 0
        for part in _split(self._wild_patterns):
            written = [pattern.re2_pattern() for pattern in part]
            places = self._wild_places[first : first + len(part)]
            sets.append((places, PatternSet(written, memory=_SMALL_MEMORY)))
            first += len(part)
        return sets

    def find(self, units: str, found: Places = NO_PLACES) -> PatternAnswer:
        """`found`, or earlier places of the patterns that match `units`."""
        data = units.encode("utf-8", "surrogatepass")
        is_long = len(data) > LONG_TEXT
        small_sets = self._small_sets if is_long else ()
        end = self._clock() + BUDGET_SECONDS
        timed_out: list[Places] = []
        numbers = self._steady.search(data)
        found = _first_of(self._steady_places, numbers, found)
        if not is_long:
            found = _first_of(self._wild_places, self._wild.search(data), found)
        for places, part in small_sets:
            if self._clock() < end:
                found = _first_of(places, part.search(data), found)
            else:
                timed_out.extend(place for place in places if place.precedes(found))
        for pattern in self._candidates(numbers) if self._backtracking else ():
            if pattern.places.precedes(found):
                try:
                    if pattern.matches(units, end - self._clock()):
                        found = found.with_first_of(pattern.places)
                except TimeoutError:
                    timed_out.append(pattern.places)
        return PatternAnswer(found, tuple(timed_out))

    def find_quickly(self, units: str, found: Places = NO_PLACES) -> Places:
        """As `find`, without what could take long: for guesses, not for decisions."""
        if not (self._steady_places or self._wild_places):
            return found
        data = units.encode("utf-8", "surrogatepass")
        found = _first_of(self._steady_places, self._steady.search(data), found)
        if len(data) <= LONG_TEXT:
            found = _first_of(self._wild_places, self._wild.search(data), found)
        return found

    def _candidates(self, numbers: Sequence[int]) -> Iterator[BacktrackingPattern]:
        """In file order, the patterns for `regex` whose required text is there."""
        gates = len(self._steady_places)
        opened = [self._gated[number - gates] for number in numbers if number >= gates]
        return (self._backtracking[n] for n in sorted([*self._always, *opened]))


def _first_place(item: tuple[JsRegex, Places]) -> int:
    return min(item[1])


def _split(patterns: Sequence[JsRegex]) -> list[list[JsRegex]]:
    """Patterns in order, few enough together for a text that is made to slow them down."""
    parts: list[list[JsRegex]] = []
    counted = 0
    for pattern in patterns:
        counted += pattern.counted
        if not parts or len(parts[-1]) >= SMALL_SET or counted > SMALL_COUNTS:
            parts.append([])
            counted = pattern.counted
        parts[-1].append(pattern)
    return parts


def _rarest_texts(patterns: Sequence[JsRegex]) -> list[JsRegex]:
    """For each pattern what it requires and the fewest others do, the longest of those."""
    uses = Counter(text for pattern in patterns for text in set(pattern.required))
    return [
        literal_js_regex(
            min(pattern.required, key=lambda text: (uses[text], -len(text))),
            ignore_case=pattern.ignore_case,
        )
        for pattern in patterns
    ]


def _first_of(places: Sequence[Places], numbers: Sequence[int], found: Places) -> Places:
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
