"""A goal, the figures that say whether it is reached, and how two things are compared."""

import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROUNDS: Final = 5
"""How often the two sides of a ratio are measured, in turn."""


class NotMeasuredError(Exception):
    """A figure cannot be taken here; `str()` says why."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One ratio and its bound; `words` say of what, `sides` what was divided by what.

    `value` is None where it could not be measured; `sides` says why then.
    """

    words: str
    bound: float
    value: float | None
    sides: str
    at_least: bool = False

    @property
    def reached(self) -> bool | None:
        """Whether the bound holds, None where nothing was measured."""
        if self.value is None:
            return None
        return self.value >= self.bound if self.at_least else self.value <= self.bound


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal by its number; `measure` gets an empty folder and yields its figures."""

    number: str
    words: str
    measure: Callable[[Path], Iterator[Figure]]


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of several ratios, and the medians of both sides."""

    value: float
    above: float
    below: float

    def sides(self, unit: str) -> str:
        """Both sides in words: `5,100 / 15,200 requests/s`."""
        return f"{_short(self.above)} / {_short(self.below)} {unit}"


def compare(
    above: Callable[[], float], below: Callable[[], float], *, rounds: int = ROUNDS
) -> Ratio:
    """Measure two sides in turn; the machine's moods then touch both."""
    pairs = [(above(), below()) for _ in range(rounds)]
    return Ratio(
        statistics.median(one / other for one, other in pairs),
        statistics.median(one for one, _ in pairs),
        statistics.median(other for _, other in pairs),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def tell(sentence: str) -> None:
    """Progress, on stderr."""
    print(sentence, file=sys.stderr, flush=True)


def _short(number: float) -> str:
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"
