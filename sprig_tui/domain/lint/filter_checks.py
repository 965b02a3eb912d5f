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
from sprig_tui.domain.lint.conditions import Users, truth
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


@dataclass(frozen=True, slots=True)
class _Dropped:
    """The filters that let nothing pass, and of which events that is said."""

    by: tuple[int, ...]
    users: Users


_WHOSE: Final = {
    Users.ANY: "",
    Users.GIVEN: " that has a userId",
    Users.TEXT: " whose userId is text",
}


def check_filters(config: Config) -> Iterator[FilterFinding]:
    """What is wrong with the enabled filters that parse, in the order of evaluation."""
    types = _types_taken(config)
    ending: list[_Parsed] = []
    everything: _Dropped | None = None
    lost: tuple[None, ...] = ()
    for each in _in_order(config.filters):
        yield from _check_words(each)
        if everything:
            yield each.finding("if", _behind(everything))
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


def _all_dropped(ending: Sequence[_Parsed], types: Sequence[str]) -> _Dropped | None:
    """Whether the last filter lets nothing pass that could be sent, or all do together.

    Without a userId nothing is (design.md, section 4).
    """
    last = ending[-1]
    together = AnyOf(tuple(each.tree for each in ending))
    for users in Users:
        if truth(last.tree, types, users):
            return _Dropped((last.index,), users)
        if len(ending) > 1 and truth(together, types, users):
            return _Dropped(tuple(each.index for each in ending), users)
    return None


def _nothing_left(each: _Parsed, dropped: _Dropped) -> str:
    whose = _WHOSE[dropped.users]
    # A number may be a userId too (design.md, section 4), though it should not.
    effect = "hardly anything" if dropped.users is Users.TEXT else "nothing"
    said = f"it drops every event{whose}"
    if dropped.by != (each.index,):
        said = f"{_drop(dropped.by)} every event{whose} together"
    elif each.entry.action is FilterAction.SAMPLE_EVENT:
        said = "it sends 0 % of all events" if not whose else f"it sends 0 % of any event{whose}"
    return f"{said}, so {effect} is forwarded"


def _behind(dropped: _Dropped) -> str:
    event = f"event{_WHOSE[dropped.users]}"
    return f"no {event} gets to it, {_drop(dropped.by)} every {event}"


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
        if not _takes(each.entry, field):
            return False
        return truth(each.tree, (*types, *lost), Users.GIVEN) is True

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
