"""Patterns that RE2 cannot run: the `regex` module tries them, each for a time of its own.

The time is what the process computed, not what a clock on the wall shows, so that a busy machine
takes no match away.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

import regex

from sprig_tui.domain.js_characters import fold_case
from sprig_tui.domain.js_regex import JsRegex
from sprig_tui.domain.matching_literals import Places
from sprig_tui.domain.matching_sets import Clock

ROUNDS: Final = (0.002, 0.01, 0.05)
"""Seconds for a pattern, in one round after the other: the slow ones keep nobody waiting."""
ALL_SECONDS: Final = 0.15
"""What all patterns may take for one text."""

FoundInTime = tuple[Places, list[Places], list[Places]]
"""First places, those of patterns that took too long, and those of patterns never tried."""


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
            TimeoutError: after `timeout` seconds.
        """
        text = fold_case(units) if self._pattern.ignore_case else units
        return self._compiled.search(text, timeout=timeout) is not None


class BacktrackingPatterns:
    """Such patterns in file order, each with the first places of the entries behind it."""

    def __init__(self, patterns: Iterable[tuple[JsRegex, Places]], clock: Clock) -> None:
        self._clock = clock
        self._patterns = [BacktrackingPattern(*item) for item in patterns]

    def find(self, units: str, numbers: Sequence[int], found: Places) -> FoundInTime:
        """`found`, or earlier places of those of the numbered patterns that match `units`."""
        end = self._clock() + ALL_SECONDS
        waiting = [self._patterns[number] for number in numbers]
        untried: list[BacktrackingPattern] = []
        for seconds in ROUNDS:
            slow: list[BacktrackingPattern] = []
            for pattern in waiting:
                left = end - self._clock()
                if not pattern.places.precedes(found):
                    continue
                if left <= 0:
                    (untried if seconds == ROUNDS[0] else slow).append(pattern)
                    continue
                try:
                    if pattern.matches(units, min(seconds, left)):
                        found = found.with_first_of(pattern.places)
                except TimeoutError:
                    slow.append(pattern)
            waiting = slow
        return found, _hopeful(waiting, found), _hopeful(untried, found)


def _hopeful(patterns: Iterable[BacktrackingPattern], found: Places) -> list[Places]:
    """The places of those patterns that would have made a difference."""
    return [pattern.places for pattern in patterns if pattern.places.precedes(found)]
