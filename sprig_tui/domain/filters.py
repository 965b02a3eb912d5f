"""Segment's destination filters over an event (facts.md, section 4; design.md, section 4)."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.events import JsonObject
from sprig_tui.domain.fql.advice import Advice
from sprig_tui.domain.fql.compiling import Expression, compile_expression
from sprig_tui.domain.fql.errors import FqlError
from sprig_tui.domain.fql.fields import Keys, drop_fields, field_at, keep_fields
from sprig_tui.domain.fql.json_text import json_text
from sprig_tui.domain.fql.spelling import read_path, write_path
from sprig_tui.domain.fql.values import Json
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import DestinationFilter, FilterAction

FILTER_ORDER: Final = (
    FilterAction.SAMPLE_EVENT,
    FilterAction.DROP_EVENT,
    FilterAction.DROP_PROPERTIES,
    FilterAction.ALLOW_PROPERTIES,
)
"""The order in which the actions apply, whatever the order in the file."""
_TAKE_OUT: Final = {
    FilterAction.DROP_PROPERTIES: drop_fields,
    FilterAction.ALLOW_PROPERTIES: keep_fields,
}


@dataclass(frozen=True, slots=True)
class FilterProblem:
    """What is wrong with a filter; `index` is its place in the config file's list, from 0.

    `line` and `column` count from 1 within the expression. `stops` tells that the filter is
    enabled and does not parse, so that nothing is sent; without it the problem is a warning.
    """

    index: int
    message: str
    line: int
    column: int
    stops: bool


@dataclass(frozen=True, slots=True)
class FilterStep:
    """What one enabled filter made of an event, in a plain sentence.

    `removed` are the paths of the fields that it took out, in FQL's spelling.
    """

    index: int
    matched: bool
    detail: str
    removed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FilterResult:
    """The event as the filters left it, and what they did.

    `stopped_by` is the index (config file's list, from 0) of the filter that ended it, with its
    `reason` and a `detail` sentence; None, None and "" when the event passes. `changed` lists the
    fields that are no longer there, in FQL's spelling ("properties.email"), each once. `steps` are
    the filters that were looked at, in the order of evaluation.
    """

    value: JsonObject
    stopped_by: int | None = None
    reason: Reason | None = None
    detail: str = ""
    changed: tuple[str, ...] = ()
    steps: tuple[FilterStep, ...] = ()


@dataclass(frozen=True, slots=True)
class _Filter:
    """An enabled filter, compiled. `ordinal` counts the enabled ones that sample at random."""

    index: int
    label: str
    action: FilterAction
    condition: Expression
    percent: float
    path: Keys
    fields: tuple[tuple[Keys, frozenset[str]], ...]
    ordinal: int
    unmatched: FilterStep


class FilterChain:
    """Destination filters compiled once; applying them cannot fail.

    `problems` says what is wrong with the filters, disabled ones included.
    """

    def __init__(self, filters: Sequence[DestinationFilter]) -> None:
        self.filters = tuple(filters)
        compiled: list[_Filter] = []
        problems: list[FilterProblem] = []
        for index, entry in enumerate(self.filters):
            try:
                condition = compile_expression(entry.if_)
            except FqlError as error:
                problems.append(_problem(index, error, stops=entry.enabled))
                continue
            problems.extend(_problem(index, advice, stops=False) for advice in condition.advice)
            if entry.enabled:
                ordinal = sum(_samples_at_random(each) for each in compiled)
                compiled.append(_compiled(index, entry, condition, ordinal))
        self.problems = tuple(problems)
        self._invalid = next((each for each in problems if each.stops), None)
        self._compiled = sorted(compiled, key=lambda each: FILTER_ORDER.index(each.action))

    def apply(
        self, value: JsonObject, *, random: Callable[[], float] | None = None
    ) -> FilterResult:
        """What the filters make of the event `value`, which is never changed itself.

        `random` gives a number from 0 up to 1 for each event that is sampled without a path. None
        samples by the event's messageId (by the whole event where it has none), so that an event
        gets the same answer whenever and wherever it is decided.
        """
        if self._invalid is not None:
            return self._refusal(value, self._invalid)
        steps: list[FilterStep] = []
        changed: dict[str, None] = {}
        for each in self._compiled:
            if not each.condition.matches(value):
                steps.append(each.unmatched)
                continue
            ending = _ending(each, value, random)
            if ending is not None:
                reason, detail = ending
                steps.append(FilterStep(each.index, matched=True, detail=detail))
                return FilterResult(value, each.index, reason, detail, steps=tuple(steps))
            value, removed = _without_fields(each, value)
            changed.update(dict.fromkeys(removed))
            detail = _effect(each, removed)
            steps.append(
                FilterStep(each.index, matched=True, detail=detail, removed=tuple(removed))
            )
        return FilterResult(value, changed=tuple(changed), steps=tuple(steps))

    def _refusal(self, value: JsonObject, problem: FilterProblem) -> FilterResult:
        label = _label(problem.index, self.filters[problem.index])
        place = f"line {problem.line}, column {problem.column}"
        detail = f"{label} does not parse, so nothing is sent: {place}: {problem.message}."
        step = FilterStep(problem.index, matched=False, detail=detail)
        return FilterResult(value, problem.index, Reason.INVALID_FILTER, detail, steps=(step,))


def compile_filters(filters: Sequence[DestinationFilter]) -> FilterChain:
    """A chain of `filters` (the config file's list, in its order)."""
    return FilterChain(filters)


def sample_fraction(value: Json) -> float:
    """Where in 0 up to 1 a JSON value falls by Segment's published rule (facts.md, section 4).

    The first 8 bytes of the MD5 of the value's JSON text, big-endian, as a fraction of 2^64: the
    same on every machine and in every run. An event is sent when it is less than `percent`.
    """
    digest = hashlib.md5(json_text(value).encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def _problem(index: int, found: FqlError | Advice, *, stops: bool) -> FilterProblem:
    position = found.position
    return FilterProblem(index, found.message, position.line, position.column, stops)


def _label(index: int, entry: DestinationFilter) -> str:
    name = f' "{entry.name}"' if entry.name else ""
    return f"Destination filter {index + 1}{name}"


def _compiled(index: int, entry: DestinationFilter, condition: Expression, ordinal: int) -> _Filter:
    fields = ((read_path(path), frozenset(names)) for path, names in entry.fields.items())
    label = _label(index, entry)
    detail = f"{label} does not match: {condition.text}"
    return _Filter(
        index=index,
        label=label,
        action=entry.action,
        condition=condition,
        percent=entry.percent,
        path=read_path(entry.path),
        fields=tuple(fields),
        ordinal=ordinal,
        unmatched=FilterStep(index, matched=False, detail=detail),
    )


def _samples_at_random(entry: _Filter) -> bool:
    return entry.action is FilterAction.SAMPLE_EVENT and not entry.path


def _ending(
    entry: _Filter, value: JsonObject, random: Callable[[], float] | None
) -> tuple[Reason, str] | None:
    """Why the event goes no further than this filter, which matched it; None when it does."""
    if entry.action is FilterAction.DROP_EVENT:
        return Reason.DESTINATION_FILTER, f"{entry.label} drops this event."
    if entry.action is FilterAction.SAMPLE_EVENT and not _in_sample(entry, value, random):
        detail = f"{entry.label} sends {_share(entry)}, and this one is not among them."
        return Reason.SAMPLED_OUT, detail
    return None


def _in_sample(entry: _Filter, value: JsonObject, random: Callable[[], float] | None) -> bool:
    if entry.percent <= 0 or entry.percent >= 1:
        return entry.percent > 0
    if entry.path:
        return sample_fraction(field_at(value, entry.path)) < entry.percent
    if random is not None:
        return random() < entry.percent
    # Each filter draws by its own ordinal: two that halve the events leave a quarter of them.
    subject = value.get("messageId") or value
    return sample_fraction([entry.ordinal, subject]) < entry.percent


def _without_fields(entry: _Filter, value: JsonObject) -> tuple[JsonObject, list[str]]:
    """The event less the fields that the filter takes out, and their paths."""
    removed: list[str] = []
    if entry.action in _TAKE_OUT:
        for path, names in entry.fields:
            value, lost = _TAKE_OUT[entry.action](value, path, names)
            removed.extend(write_path((*path, name)) for name in lost)
    return value, removed


def _share(entry: _Filter) -> str:
    by = f" by the value of {write_path(entry.path)}" if entry.path else " at random"
    return f"{entry.percent * 100:.10g} % of the events it matches{by}"


def _effect(entry: _Filter, removed: Sequence[str]) -> str:
    if entry.action is FilterAction.SAMPLE_EVENT:
        return f"{entry.label} sends {_share(entry)}, this one too."
    names = ", ".join(removed)
    if names:
        return f"{entry.label} takes out {names}."
    return f"{entry.label} matches and finds nothing to take out."
