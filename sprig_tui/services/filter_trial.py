"""What a destination filter that is being edited would do to recent events, before it is saved."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.decide import decide
from sprig_tui.domain.decision import Decision
from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.events import Event, JsonObject
from sprig_tui.domain.explain import stored_content
from sprig_tui.domain.filters import FilterChain, FilterResult, FilterStep
from sprig_tui.domain.fql.spelling import write_path
from sprig_tui.domain.integrations import switch_of
from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.sent_difference import sent_differences
from sprig_tui.domain.settings import DestinationFilter, Kind
from sprig_tui.ports import LogReader
from sprig_tui.services.log_slices import find_newest

EVENTS: Final = 1_000
"""So many of the newest events are looked at."""
MOST_NAMES: Final = 500
DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class RecentEvent:
    """An event of the log; `arrives` tells that it gets as far as the filters."""

    stored: StoredEvent
    event: Event
    arrives: bool

    @property
    def row(self) -> LogRow:
        """Its line of the log."""
        return self.stored.row


@dataclass(frozen=True)
class RecentEvents:
    """The newest events that could be read, newest first, of the `looked_at` newest rows.

    `older` tells that the log holds rows before them. `fields` are the names of the events' fields
    in FQL's spelling, the most frequent first, those that FQL writes without escapes.
    """

    events: Sequence[RecentEvent] = ()
    looked_at: int = 0
    older: bool = False
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """What a filter does to recent events: it matches `matched` of `looked_at`.

    `stopped` of these go no further, `taken` counts how many lose which field. `first` is the
    newest event that it changes or stops, else the newest that it matches. `behind` counts events
    that another filter stops before it.
    """

    looked_at: int = 0
    older: bool = False
    matched: int = 0
    stopped: int = 0
    taken: tuple[tuple[str, int], ...] = ()
    first: LogRow | None = None
    behind: int = 0


@dataclass(frozen=True)
class OneTrial:
    """One event by all rules without the filter, and with it switched on.

    `step` is what the filter makes of it, None when the event does not get to it. `differences`
    are those of what is sent (see `sent_differences`), empty when one side sends nothing.
    """

    row: LogRow
    step: FilterStep | None
    without: Decision
    having: Decision
    differences: tuple[str, ...] = ()


async def read_recent(reader: LogReader, kind: Kind, *, limit: int = EVENTS) -> RecentEvents:
    """The newest `limit` events of the log, for a destination of `kind`.

    Raises:
        StoreUnavailableError: the log cannot be read.
    """
    newest = await find_newest(reader, limit)
    found: list[RecentEvent] = []
    async for rows in newest.slices(reader):
        found += await asyncio.to_thread(_read, rows, kind)
    found.reverse()
    names = await asyncio.to_thread(_field_names, found)
    return RecentEvents(found, len(newest.ids), newest.older, names)


def _read(rows: Sequence[StoredEvent], kind: Kind) -> list[RecentEvent]:
    destination = DESTINATIONS[kind]
    found = []
    for stored in rows:
        event = stored_content(stored)
        if isinstance(event, Event):
            on, _ = switch_of(event.value.get("integrations"), destination.integrations)
            arrives = on and event.type not in destination.unsupported
            found.append(RecentEvent(stored, event, arrives))
    return found


def _field_names(events: Sequence[RecentEvent]) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    for each in events:
        counts.update(_names(each.event.value, ()))
    return tuple(name for name, _ in counts.most_common(MOST_NAMES))


def _names(value: Mapping[str, object], above: tuple[str, ...]) -> Iterator[str]:
    for key, below in value.items():
        path = (*above, key)
        if (name := write_path(path)) == ".".join(path) and key:
            yield name
            if isinstance(below, Mapping) and len(path) < DEEPEST:
                yield from _names(below, path)


def with_filter(
    filters: Sequence[DestinationFilter], entry: DestinationFilter, *, index: int | None
) -> tuple[DestinationFilter, ...]:
    """`filters` with `entry` in the place of the one at `index`, or after the last one."""
    if index is None:
        return (*filters, entry)
    return (*filters[:index], entry, *filters[index + 1 :])


class FilterTrial:
    """The filters around one that is being edited, which counts as switched on.

    Another filter that does not parse stops everything; here it counts as off.
    """

    def __init__(
        self, filters: Sequence[DestinationFilter], entry: DestinationFilter, *, index: int | None
    ) -> None:
        self.index = len(filters) if index is None else index
        on = entry.model_copy(update={"enabled": True})
        broken = {each.index for each in FilterChain(filters).problems if each.stops}
        others = [
            each.model_copy(update={"enabled": False}) if place in broken else each
            for place, each in enumerate(filters)
        ]
        self._chain = FilterChain(with_filter(others, on, index=index))
        off = entry.model_copy(update={"enabled": False})
        self._without = FilterChain(with_filter(others, off, index=index))

    def judge(self, recent: RecentEvents) -> Trial:
        """What it does to recent events; takes some milliseconds for a thousand."""
        matched, stopped, behind = 0, 0, 0
        first: LogRow | None = None
        touched: LogRow | None = None
        taken: Counter[str] = Counter()
        for each in recent.events:
            if not each.arrives:
                continue
            result = self._chain.apply(each.event.value)
            step = self.step(result)
            if step is None:
                behind += 1
            elif step.matched:
                matched += 1
                stops = result.stopped_by == self.index
                fields = self._taken(result, each.event.value)
                stopped += stops
                taken.update(fields)
                first = first or each.row
                if stops or fields:
                    touched = touched or each.row
        return Trial(
            looked_at=recent.looked_at,
            older=recent.older,
            matched=matched,
            stopped=stopped,
            taken=tuple(taken.most_common()),
            first=touched or first,
            behind=behind,
        )

    def step(self, result: FilterResult) -> FilterStep | None:
        """What the edited filter made of an event, None when the event did not get to it."""
        return next((step for step in result.steps if step.index == self.index), None)

    def _taken(self, result: FilterResult, value: JsonObject) -> set[str]:
        if not result.changed:
            return set()
        return set(result.changed) - set(self._without.apply(value).changed)

    def try_on(self, recent: RecentEvent, without: Rules, having: Rules) -> OneTrial:
        """One event by rules without the filter and by those that have it; see `sides`."""
        event, known = recent.event, recent.stored.known_user
        old, new = decide(event, without, known), decide(event, having, known)
        step = self.step(self._chain.apply(event.value)) if recent.arrives else None
        sent = [
            [(each.method, each.url, each.json) for each in decision.requests]
            for decision in (old, new)
        ]
        differences = sent_differences(*sent) if all(sent) else ()
        return OneTrial(recent.row, step, old, new, differences)


def sides(
    source: RulesSource, entry: DestinationFilter, *, index: int | None
) -> tuple[RulesSource, RulesSource]:
    """`source` with `entry` at `index` (None: at the end) switched off, and switched on."""
    off, on = (
        with_filter(source.filters, entry.model_copy(update={"enabled": enabled}), index=index)
        for enabled in (False, True)
    )
    return source.model_copy(update={"filters": off}), source.model_copy(update={"filters": on})


def find_recent(recent: RecentEvents, text: str, trial: Trial) -> RecentEvent | None:
    """The event that a text names: its number with or without `#`, or a word of its name.

    Without a text it is the newest one that the filter matches, else the newest of all.
    """
    wanted = text.strip().removeprefix("#")
    if not wanted:
        first = trial.first
        chosen = [each for each in recent.events if first is not None and each.row.id == first.id]
        return next(iter(chosen or recent.events), None)
    numbered = (each for each in recent.events if str(each.row.id) == wanted)
    word = wanted.casefold()
    named = (each for each in recent.events if word in (each.row.name or "").casefold())
    return next(numbered, None) or next(named, None)
