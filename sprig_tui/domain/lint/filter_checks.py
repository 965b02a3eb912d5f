"""Destination filters that leave nothing, or do nothing (facts.md, section 4).

Segment's order is sample, drop, drop properties, allow properties; the first two look at the
event as it came, and only calls that the destination takes get to them (design.md, section 4).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.events import CallType
from sprig_tui.domain.filters import FILTER_ORDER
from sprig_tui.domain.fql.errors import FqlError
from sprig_tui.domain.fql.fields import Keys
from sprig_tui.domain.fql.parsing import parse
from sprig_tui.domain.fql.spelling import read_path
from sprig_tui.domain.fql.tree import AnyOf, Comparison, Items, Literal, Node, Path, children
from sprig_tui.domain.lint.conditions import truth
from sprig_tui.domain.settings import Config, DestinationFilter, FilterAction

ALL_TYPES: Final = tuple(call.value for call in CallType)
TYPE: Final = ("type",)


@dataclass(frozen=True, slots=True)
class FilterFinding:
    """What is wrong with the filter at `index`, in a sentence; `key` is the entry's key."""

    index: int
    key: str
    message: str


@dataclass(frozen=True, slots=True)
class _Parsed:
    index: int
    entry: DestinationFilter
    tree: Node

    def finding(self, key: str, message: str) -> FilterFinding:
        return FilterFinding(self.index, key, message)


def check_filters(config: Config) -> Iterator[FilterFinding]:
    """What is wrong with the enabled filters that parse, in the order of evaluation."""
    types = _types_taken(config)
    ending: list[_Parsed] = []
    everything: tuple[int, ...] = ()
    lost: tuple[None, ...] = ()
    for each in _in_order(config.filters):
        yield from _check_words(each)
        if everything:
            yield each.finding("if", f"no event gets to it, {_drop(everything)} every event")
            continue
        yield from _check_effect(each)
        never = truth(each.tree, (*ALL_TYPES, *lost)) is False
        if never and not any(_wrong_words(each.tree)):
            yield each.finding("if", "its condition is never true, so it does nothing")
        if _ends(each.entry):
            ending.append(each)
            everything = _all_dropped(ending, types)
            if everything:
                yield each.finding("if", _nothing_left(each, everything))
        else:
            yield from _check_fields(each, config, lost)
            if _takes(each.entry, TYPE):
                lost = (None,)


def _types_taken(config: Config) -> list[str]:
    """The call types that get as far as the filters."""
    refused = DESTINATIONS[config.destination.kind].unsupported
    return [call.value for call in CallType if call not in refused]


def _in_order(filters: Sequence[DestinationFilter]) -> list[_Parsed]:
    parsed: list[_Parsed] = []
    for index, entry in enumerate(filters):
        if entry.enabled:
            try:
                parsed.append(_Parsed(index, entry, parse(entry.if_)))
            except FqlError:
                continue
    return sorted(parsed, key=lambda each: FILTER_ORDER.index(each.entry.action))


def _ends(entry: DestinationFilter) -> bool:
    """Whether no event that matches the filter is sent."""
    if entry.action is FilterAction.SAMPLE_EVENT:
        return entry.percent == 0
    return entry.action is FilterAction.DROP_EVENT


def _all_dropped(ending: Sequence[_Parsed], types: Sequence[str]) -> tuple[int, ...]:
    """The filters that let nothing pass, the last one alone or all together; () if some does."""
    last = ending[-1]
    if truth(last.tree, types):
        return (last.index,)
    if len(ending) > 1 and truth(AnyOf(tuple(each.tree for each in ending)), types):
        return tuple(each.index for each in ending)
    return ()


def _nothing_left(each: _Parsed, by: tuple[int, ...]) -> str:
    if by == (each.index,):
        samples = each.entry.action is FilterAction.SAMPLE_EVENT
        said = "sends 0 % of all events" if samples else "drops every event"
        return f"it {said}, so nothing is forwarded"
    return f"{_drop(by)} every event together, so nothing is forwarded"


def _drop(indexes: tuple[int, ...]) -> str:
    names = [f"#{index + 1}" for index in sorted(indexes)]
    if len(names) == 1:
        return f"{names[0]} drops"
    return f"{', '.join(names[:-1])} and {names[-1]} drop"


def _check_words(each: _Parsed) -> Iterator[FilterFinding]:
    for word, nearest in dict.fromkeys(_wrong_words(each.tree)):
        meant = f'; did you mean "{nearest}"?' if nearest else ""
        yield each.finding("if", f'no call has the type "{word}"{meant}')


def _wrong_words(tree: Node) -> Iterator[tuple[str, str]]:
    """Texts that `type` is compared with and that no call has, each with the nearest type."""
    for child in children(tree):
        yield from _wrong_words(child)
    if isinstance(tree, Comparison) and Path(TYPE) in (tree.left, tree.right):
        for side in (tree.left, tree.right):
            for value in side.values if isinstance(side, Items) else (side,):
                if isinstance(value, Literal) and isinstance(value.value, str):
                    word = value.value
                    if word not in ALL_TYPES:
                        nearest = get_close_matches(word.strip().lower(), ALL_TYPES, n=1)
                        yield word, nearest[0] if nearest else ""


def _check_effect(each: _Parsed) -> Iterator[FilterFinding]:
    """Filters that are not finished."""
    entry = each.entry
    if entry.action is FilterAction.SAMPLE_EVENT and "percent" not in entry.model_fields_set:
        yield each.finding("action", "it has no percent, so it lets every event pass")
    if entry.action is FilterAction.DROP_PROPERTIES and not any(entry.fields.values()):
        yield each.finding("action", "its fields name nothing, so it takes nothing out")
    if entry.action is FilterAction.ALLOW_PROPERTIES and not entry.fields:
        yield each.finding("action", "it has no fields, so it takes nothing out")


def _check_fields(each: _Parsed, config: Config, lost: tuple[None, ...]) -> Iterator[FilterFinding]:
    """Filters that take away what every event, or every call of a type, is matched by.

    `lost` holds None when an earlier filter may have taken the type.
    """

    def takes(field: Keys, *types: str) -> bool:
        return _takes(each.entry, field) and truth(each.tree, (*types, *lost)) is True

    taken = _types_taken(config)
    if takes(("userId",), *taken):
        message = "it takes userId out of every event, and without one nothing is forwarded"
        yield each.finding("fields", message)
        return
    if config.triggered_events and takes(("event",), "track"):
        message = "it takes event out of every track call, so no triggered event matches"
        yield each.finding("fields", message)
    if config.page_urls and "page" in taken and takes(("properties", "url"), "page"):
        message = "it takes properties.url out of every page call, so no page URL matches"
        yield each.finding("fields", message)


def _takes(entry: DestinationFilter, field: Keys) -> bool:
    """Whether the filter takes `field` out of every event that it matches and that has it."""
    drops = entry.action is FilterAction.DROP_PROPERTIES
    keeps = entry.action is FilterAction.ALLOW_PROPERTIES
    return any(
        (drops and field[len(keys)] in names) or (keeps and field[len(keys)] not in names)
        for keys, names in ((read_path(path), names) for path, names in entry.fields.items())
        if keys == field[: len(keys)] and len(keys) < len(field)
    )
