"""Decide and store what arrives: one decision, one durable append, then the answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from sprig_tui.domain.audience_reading import read_audience
from sprig_tui.domain.decide import decide
from sprig_tui.domain.decision import Decision
from sprig_tui.domain.events import Event, Item, Rejection
from sprig_tui.domain.explain import new_row
from sprig_tui.domain.log import LogRow, MappingKey, NewRow, Repeat
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.record import Record, record_of
from sprig_tui.domain.rules import Rules
from sprig_tui.domain.settings import Mode
from sprig_tui.ports import Accepted, Arrival, EventLog, LogTransaction, RecordSink
from sprig_tui.services.late_records import LateRecords

SLICE: Final = 50
"""Items decided and stored in one go: single events take their turn between those of a batch."""


@dataclass(frozen=True, slots=True)
class ActiveRules:
    """The rules in force and what happens to what they forward."""

    rules: Rules
    mode: Mode


MakeRecord = Callable[[], Record]


class Ingest:
    """The service behind the listener; implements `ports.Intake`.

    `sink` gets every record in the order of decisions, after its commit. `make_id` gives a fresh
    messageId to events that came without one.
    """

    def __init__(
        self, log: EventLog, active: ActiveRules, *, make_id: Callable[[], str], sink: RecordSink
    ) -> None:
        self._log = log
        self._active = active
        self._make_id = make_id
        self._sink = sink
        self._saved_rules: tuple[object, str] | None = None

    def use(self, active: ActiveRules) -> None:
        """Decide what arrives from now on by other rules."""
        self._active = active

    @property
    def active(self) -> ActiveRules:
        """The rules in force."""
        return self._active

    async def accept(self, arrival: Arrival) -> Accepted:
        """Decide and store every item of `arrival`; returns after the durable commit.

        Raises:
            StoreUnavailableError: not everything could be stored; a repeat of the request is safe,
                because what was stored is recognised by its messageId.
        """
        active = self._active
        makers: list[MakeRecord] = []
        for part in _slices(arrival.items):
            store = partial(self._store, arrival=arrival, items=part, active=active)
            made, opening = await self._log.transact(store)
            makers += made
            self._saved_rules = opening, active.rules.version
        records = LateRecords(makers)
        self._sink(records)
        return Accepted(records)

    async def ready(self) -> None:
        """Return if an event could be stored now, else raise StoreUnavailableError."""
        await self._log.probe()

    def _store(
        self, log: LogTransaction, *, arrival: Arrival, items: Sequence[Item], active: ActiveRules
    ) -> tuple[list[MakeRecord], object]:
        """The records to come, and the opening of the store that has the rules now."""
        if self._saved_rules != (log.opening, active.rules.version):
            log.save_rules(active.rules.version, active.rules.source.to_json())
        return [self._decide_one(log, arrival, item, active) for item in items], log.opening

    def _decide_one(
        self, log: LogTransaction, arrival: Arrival, item: Item, active: ActiveRules
    ) -> MakeRecord:
        content = item.content
        known = False
        if isinstance(content, Event):
            if content.message_id is not None:
                repeat = log.find(content.message_id, item.payload)
                if repeat is not None:
                    return _count_repeat(log, repeat, content, active.rules, arrival.received_at_ms)
            known = content.user_id is not None and log.is_known(content.user_id)
        decision = decide(content, active.rules, known)
        row = new_row(
            item,
            decision,
            received_at_ms=arrival.received_at_ms,
            rules_version=active.rules.version,
            mode=active.mode,
            known_user=known,
            source=arrival.source,
            unverified=arrival.unverified,
            settings=arrival.settings,
            message_id=content.message_id or self._missing_id(content),
        )
        row_id = log.append(row)
        _note(log, content, decision, active.rules, arrival.received_at_ms)
        return partial(_record_of_new, row_id, row, decision)

    def _missing_id(self, content: Event | Rejection) -> str | None:
        """An event gets an id of its own; a rejection is not an event and never de-duplicated."""
        return self._make_id() if isinstance(content, Event) else None


def _slices(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), SLICE):
        yield items[start : start + SLICE]


def _count_repeat(
    log: LogTransaction, repeat: Repeat, event: Event, rules: Rules, at_ms: int
) -> MakeRecord:
    """Segment's retry: no new row, but a record that says so."""
    log.repeat(repeat.row.id, at_ms=at_ms, same_body=repeat.same_body)
    decision = decide(event, rules, known_user=False, repeat=True)
    row = replace(
        repeat.row,
        reason=decision.reason,
        detail=decision.detail,
        received_at_ms=at_ms,
        mapping=None,
        warnings=decision.warnings,
        delivery=None,
        seen=repeat.row.seen + 1,
    )
    return partial(record_of, row)


def _note(
    log: LogTransaction, content: Event | Rejection, decision: Decision, rules: Rules, at_ms: int
) -> None:
    """What a decision leaves in the log beside its row."""
    if not isinstance(content, Event):
        return
    user_id = content.user_id
    if decision.reason in (Reason.IDENTIFY, Reason.ALIAS) and user_id is not None:
        log.know(user_id, origin=content.type.value, at_ms=at_ms)
        change = read_audience(content)
        if change is not None:
            log.note_audience(
                change.key, change.computation_class, user_id, member=change.member, at_ms=at_ms
            )
    elif decision.reason is Reason.DELETE and user_id is not None:
        log.forget(user_id)
    elif decision.reason is Reason.UNMAPPED_EVENT and content.name is not None:
        log.note_request(content.name, at_ms=at_ms)
    if decision.mapping is not None:
        entry = (
            rules.source.triggered_events
            if decision.mapping.table == "triggered_events"
            else rules.source.page_urls
        )[decision.mapping.index]
        log.count_hit(
            MappingKey(decision.mapping.table, entry.match.value, entry.pattern), at_ms=at_ms
        )


def _record_of_new(row_id: int, row: NewRow, decision: Decision) -> Record:
    stored = LogRow(
        id=row_id,
        received_at_ms=row.received_at_ms,
        reason=row.reason,
        detail=row.detail,
        type=row.type,
        name=row.name,
        user_id=row.user_id,
        anonymous_id=row.anonymous_id,
        message_id=row.message_id,
        mapping=row.mapping,
        warnings=row.warnings,
        delivery=row.delivery,
        rules_version=row.rules_version,
        source=row.source,
        unverified=row.unverified,
    )
    return record_of(stored, decision.requests)
