"""Adds up, event by event, what two sets of rules make of the same events."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final

from sprig_tui.domain.comparison import Change, Comparison, Effect, MappingShift, Side, StepShift
from sprig_tui.domain.decision import Decision, OutgoingRequest, Table
from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.events import Event, Rejection
from sprig_tui.domain.log import MappingKey
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.record import shown_name
from sprig_tui.domain.registered import describe_key
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.sent_difference import sent_differences
from sprig_tui.domain.settings import Mapping as MappingEntry

TOP_NAMES: Final = 10
_Numbered = tuple[int, Change]
"""A change and how many events came up to it."""
_Shift = tuple[Reason, Reason, bool]
"""A pair of reasons, and whether nothing but the mapping differs."""


class ComparisonTally:
    """Takes an event's two decisions at a time; `result` may be asked for at any time.

    `most` bounds the changes that are listed: the last ones, newest first, with `newest_first`,
    else the first ones in order; what is lost goes before what is gained, that before what is sent
    differently, and another reason or mapping comes last.
    `planned` is how many events there are in all, where that is known. Building reads every mapping
    of both sides: off the loop where there are thousands.
    """

    def __init__(
        self,
        before: RulesSource,
        after: RulesSource,
        *,
        most: int,
        newest_first: bool = False,
        planned: int | None = None,
    ) -> None:
        self._sides = (_TallySide(before), _TallySide(after))
        self._most = most
        self._newest_first = newest_first
        self._planned = planned
        self._looked_at = 0
        self._steps: Counter[tuple[Reason, Reason]] = Counter()
        self._kept: dict[Effect, deque[_Numbered]] = {
            effect: deque(maxlen=most if newest_first else None) for effect in Effect
        }
        self._sends_other = 0
        self._other_mapping = 0
        self._names: dict[_Shift, Counter[str | None]] = defaultdict(Counter)
        self._fields: dict[tuple[Reason, Reason], Counter[str | None]] = defaultdict(Counter)
        self._gained: dict[MappingKey, Counter[str | None]] = defaultdict(Counter)
        self._lost: dict[MappingKey, Counter[str | None]] = defaultdict(Counter)

    def add(
        self, event_id: str, content: Event | Rejection, before: Decision, after: Decision
    ) -> None:
        """Count one event; `event_id` is its row's id or its position in a file."""
        self._looked_at += 1
        step = (before.reason, after.reason)
        self._steps[step] += 1
        name = shown_name(content)
        other_mapping = self._note_mappings(name, before, after)
        fields = self._differences(before, after)
        self._sends_other += bool(fields)
        same = before.reason is after.reason and not fields
        if same and not other_mapping:
            return
        self._names[*step, same][name] += 1
        self._fields[step].update(fields)
        kept = self._kept[Effect.of(before.reason, after.reason, sends_other=bool(fields))]
        if self._newest_first or len(kept) < self._most:
            change = _change(event_id, content, before, after, fields, other_mapping=other_mapping)
            kept.append((self._looked_at, change))

    def _differences(self, before: Decision, after: Decision) -> tuple[str, ...]:
        """How what both sides send differs, empty where one sends nothing."""
        if not before.outcome is after.outcome is Outcome.FORWARDED:
            return ()
        old, new = self._sides[0].sends(before), self._sides[1].sends(after)
        return sent_differences(old, new) if old != new else ()

    def result(self, *, older: bool = False) -> Comparison:
        """What was added up so far."""
        changes = self._listed()
        shifts = tuple(self._shifts())
        return Comparison(
            looked_at=self._looked_at,
            steps=Counter(self._steps),
            changes=changes,
            left_out=sum(shift.count for shift in shifts) - len(changes),
            sends_other=self._sends_other,
            older=older,
            planned=self._looked_at if self._planned is None else self._planned,
            other_mapping=self._other_mapping,
            shifts=shifts,
            mappings=tuple(self._mapping_shifts()),
        )

    def _listed(self) -> tuple[Change, ...]:
        """As many changes as were asked for, in order, the gravest chosen first."""
        kept: list[_Numbered] = []
        for effect in Effect:
            changes = self._kept[effect]
            room = self._most - len(kept)
            kept += list(reversed(changes) if self._newest_first else changes)[:room]
        kept.sort(key=itemgetter(0), reverse=self._newest_first)
        return tuple(change for _, change in kept)

    def _note_mappings(self, name: str | None, before: Decision, after: Decision) -> bool:
        """Count what mappings gain and lose; whether both sides forward the event by others."""
        old, new = self._sides[0].forwarding(before), self._sides[1].forwarding(after)
        if old == new:
            return False
        if old is not None:
            self._lost[old][name] += 1
        if new is not None:
            self._gained[new][name] += 1
        both = before.outcome is after.outcome is Outcome.FORWARDED
        self._other_mapping += both
        return both

    def _shifts(self) -> Iterator[StepShift]:
        counted = [(names.total(), shift, names) for shift, names in self._names.items()]
        for count, shift, names in sorted(counted, key=lambda one: (-one[0], one[1])):
            before, after, other = shift
            fields = () if other else top_names(self._fields[before, after])
            yield StepShift(before, after, count, top_names(names), fields, other)

    def _mapping_shifts(self) -> list[MappingShift]:
        """Large shifts first; equal ones in the order of the file, triggered events first."""
        old, new = self._sides
        keys = self._gained.keys() | self._lost.keys()
        places = {key: new.places.get(key, old.places.get(key, 0)) for key in keys}
        ordered = sorted(
            keys,
            key=lambda key: (
                key.table != "triggered_events",
                places[key],
                key not in new.places,
                key.match,
                key.pattern,
            ),
        )
        shifts = [self._mapping_shift(key) for key in ordered]
        return sorted(shifts, key=lambda shift: -shift.gained - shift.lost)

    def _mapping_shift(self, key: MappingKey) -> MappingShift:
        old, new = self._sides
        gained, lost = self._gained.get(key, Counter()), self._lost.get(key, Counter())
        return MappingShift(
            key.table,
            old.places.get(key),
            new.places.get(key),
            describe_key(key),
            gained.total(),
            lost.total(),
            top_names(gained + lost),
        )


def sent_name(requests: Sequence[OutgoingRequest]) -> str | None:
    """The name of the event that requests carry, None where they carry none."""
    for request in requests:
        for event in (request.json or {}).get("events", ()):
            name = event.get("event", event.get("name"))
            return name if isinstance(name, str) else None
    return None


def top_names(names: Mapping[str | None, int]) -> tuple[tuple[str, int], ...]:
    """The ten most frequent names with their counts, those that came first before their equals."""
    named = Counter({name: count for name, count in names.items() if name is not None})
    return tuple(named.most_common(TOP_NAMES))


class _TallySide:
    """One set of rules: its mappings by what they say, and what it sends.

    `places` has the index of each mapping; of equal ones that of the one that decides.
    """

    def __init__(self, source: RulesSource) -> None:
        self._server = DESTINATIONS[source.kind].request("GET", source.endpoint, "", None).url
        self._tables: dict[Table, Sequence[MappingEntry]] = {
            "triggered_events": source.triggered_events,
            "page_urls": source.page_urls,
        }
        self.places: dict[MappingKey, int] = {}
        for table, entries in self._tables.items():
            # The last one written wins: those that are switched on, and of them the first.
            for index in sorted(range(len(entries)), key=lambda at: (entries[at].enabled, -at)):
                self.places[_key(table, entries[index])] = index

    def sends(self, decision: Decision) -> list[tuple[str, str, object]]:
        """What a destination gets: method, path and body, whatever its server and key."""
        return [
            (request.method, request.url.removeprefix(self._server), request.json)
            for request in decision.requests
        ]

    def forwarding(self, decision: Decision) -> MappingKey | None:
        """The mapping that forwards the event, None where none does."""
        ref = decision.mapping
        if ref is None or decision.outcome is not Outcome.FORWARDED:
            return None
        return _key(ref.table, self._tables[ref.table][ref.index])


def _key(table: Table, entry: MappingEntry) -> MappingKey:
    return MappingKey(table, entry.match.value, entry.pattern)


def _change(
    event_id: str,
    content: Event | Rejection,
    before: Decision,
    after: Decision,
    fields: tuple[str, ...],
    *,
    other_mapping: bool,
) -> Change:
    return Change(
        id=event_id,
        type=content.type.value if isinstance(content, Event) else content.type,
        name=shown_name(content),
        user_id=content.user_id,
        before=_side(before),
        after=_side(after),
        sends_other=bool(fields),
        fields=fields,
        other_mapping=other_mapping,
        received_at_ms=content.received_at_ms if isinstance(content, Event) else None,
    )


def _side(decision: Decision) -> Side:
    return Side(decision.reason, decision.detail, decision.mapping, sent_name(decision.requests))
