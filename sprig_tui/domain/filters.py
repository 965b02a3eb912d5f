"""Segment's destination filters over one event (facts.md, section 4; design.md, section 4, step 5)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sprig_tui.domain.events import JsonObject
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import DestinationFilter


@dataclass(frozen=True, slots=True)
class FilterProblem:
    """What is wrong with a filter; `index` is its place in the config file's list, from 0.

    `line` and `column` count from 1 within the expression. `stops` tells that the filter is
    enabled and does not parse, so that nothing is sent.
    """

    index: int
    message: str
    line: int
    column: int
    stops: bool


@dataclass(frozen=True, slots=True)
class FilterStep:
    """What one enabled filter did to an event, in a plain sentence."""

    index: int
    detail: str


@dataclass(frozen=True, slots=True)
class FilterResult:
    """The event as the filters left it, and what they did.

    `stopped_by` is the index (config file's list, from 0) of the filter that ended it, with its
    `reason` and a `detail` sentence; None, None and "" when the event passes. `changed` lists the
    field paths that filters took out, in FQL's spelling ("properties.email").
    """

    value: JsonObject
    stopped_by: int | None = None
    reason: Reason | None = None
    detail: str = ""
    changed: tuple[str, ...] = ()
    steps: tuple[FilterStep, ...] = ()


class FilterChain:
    """Destination filters compiled once; applying them cannot fail."""

    def __init__(self, filters: Sequence[DestinationFilter]) -> None:
        self.filters = tuple(filters)
        self.problems: tuple[FilterProblem, ...] = ()

    def apply(
        self, value: JsonObject, *, random: Callable[[], float] | None = None
    ) -> FilterResult:
        """What the filters make of the event `value`, which is never changed itself."""
        return FilterResult(value)


def compile_filters(filters: Sequence[DestinationFilter]) -> FilterChain:
    """A chain of `filters` (the config file's list, in its order)."""
    return FilterChain(filters)
