"""The event log in memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, Final, TypeVar

from sprig_tui.domain.audience_reading import COMPUTED_TRAIT
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow_counts import BUCKET_MS
from sprig_tui.domain.log import (
    Audience,
    AudienceMember,
    Books,
    EventRequest,
    KnownUser,
    LogRow,
    MappingHits,
    MappingKey,
    NewRow,
    Repeat,
    StoredEvent,
)
from sprig_tui.domain.query import Query
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.repeats import same_body
from sprig_tui.ports import LogTransaction, StoreUnavailableError
from tests.fakes.outbox import FakeOutbox

T = TypeVar("T")
DAY_MS: Final = 86_400_000


class MemoryWrites:
    """`ports.LogTransaction` over dictionaries; every change can be taken back."""

    def __init__(self, max_rejected: int, max_requests: int) -> None:
        self._max_rejected = max_rejected
        self._max_requests = max_requests
        self.opening: object = object()
        self.changes = 0
        self.undo: list[Callable[[], None]] = []
        self.events: dict[int, StoredEvent] = {}
        self.ids: dict[str, int] = {}
        self.counts: dict[str, int] = {}
        self.users: dict[str, KnownUser] = {}
        self.requests: dict[str, EventRequest] = {}
        self.audiences: dict[tuple[str, str], Audience] = {}
        self.members: dict[tuple[str, str, str], AudienceMember] = {}
        self.rules: dict[str, str] = {}
        self.hits: dict[MappingKey, MappingHits] = {}
        self.flow: dict[tuple[int, str], int] = {}
        self.outbox = FakeOutbox(self)

    def find(self, message_id: str, payload: bytes) -> Repeat | None:
        """As `ports.LogTransaction`."""
        row_id = self.ids.get(message_id)
        if row_id is None:
            return None
        event = self.events[row_id]
        return Repeat(event.row, same_body(event.payload, payload))

    def repeat(self, row_id: int, *, at_ms: int, same_body: bool) -> None:
        """As `ports.LogTransaction`; raises KeyError if the row is not kept."""
        event = self.events[row_id]
        row = replace(event.row, seen=event.row.seen + 1)
        reused = event.id_reused or not same_body
        self._put(self.events, row_id, replace(event, row=row, id_reused=reused))
        self._count("received", Outcome.FILTERED, Reason.DUPLICATE)
        self._count_at(at_ms, "received", Outcome.FILTERED)

    def append(self, row: NewRow) -> int:
        """As `ports.LogTransaction`; raises ValueError if the books could not add up."""
        outcome = row.reason.outcome
        if (outcome is Outcome.FORWARDED) != (row.delivery is not None):
            raise ValueError("a forwarded row, and only that, has a delivery state")
        if outcome is not Outcome.REJECTED and row.message_id is not None:
            if row.message_id in self.ids:
                raise ValueError("a row with this messageId is kept already")
            self._put(self.ids, row.message_id, self.counts.get("last_id", 0) + 1)
        self._count("last_id", "received", outcome, row.reason)
        self._count_at(row.received_at_ms, "received", outcome)
        if row.delivery is not None:
            self._count(row.delivery)
        row_id = self.counts["last_id"]
        self._put(self.events, row_id, _stored(row_id, row))
        self.outbox.enter(row_id, row)
        if outcome is Outcome.REJECTED:
            self._keep_rejected()
        return row_id

    def is_known(self, user_id: str) -> bool:
        """As `ports.LogTransaction`."""
        return user_id in self.users

    def know(self, user_id: str, *, origin: str, at_ms: int) -> bool:
        """As `ports.LogTransaction`."""
        if user_id in self.users:
            return False
        self._put(self.users, user_id, KnownUser(user_id, at_ms, origin))
        return True

    def forget(self, user_id: str) -> None:
        """As `ports.LogTransaction`."""
        self._drop(self.users, user_id)
        for key, kind, person in [place for place in self.members if place[2] == user_id]:
            old = self.audiences[key, kind]
            gone = self.members[key, kind, person].member
            self._put(self.audiences, (key, kind), replace(old, members=old.members - gone))
            self._drop(self.members, (key, kind, person))

    def note_request(self, name: str, *, at_ms: int) -> None:
        """As `ports.LogTransaction`."""
        old = self.requests.get(name, EventRequest(name, 0, at_ms, at_ms))
        new = EventRequest(name, old.count + 1, old.first_ms, max(old.last_ms, at_ms))
        self._put(self.requests, name, new)
        if len(self.requests) > self._max_requests:
            oldest = min(self.requests.values(), key=lambda one: (one.last_ms, one.name))
            self._drop(self.requests, oldest.name)

    def deny_request(self, name: str) -> bool:
        """As `ports.LogTransaction`."""
        request = self.requests.get(name)
        if request is None or request.denied:
            return False
        self._put(self.requests, name, replace(request, denied=True))
        return True

    def note_audience(
        self, key: str, computation_class: str, user_id: str, *, member: bool, at_ms: int
    ) -> None:
        """As `ports.LogTransaction`: entered, left and last change count changes only."""
        place, person = (key, computation_class), (key, computation_class, user_id)
        known = self.members.get(person)
        before = None if known is None else known.member
        if before is member:
            if computation_class == COMPUTED_TRAIT:
                old = self.audiences[place]
                self._put(self.audiences, place, replace(old, last_ms=max(old.last_ms, at_ms)))
            return
        old = self.audiences.get(place, Audience(key, computation_class, 0, 0, 0, at_ms))
        new = replace(
            old,
            members=old.members + (1 if member else -1 if before else 0),
            entered=old.entered + member,
            left=old.left + (not member),
            last_ms=max(old.last_ms, at_ms),
        )
        self._put(self.members, person, AudienceMember(user_id, member, at_ms))
        self._put(self.audiences, place, new)

    def save_rules(self, version: str, source: str) -> None:
        """As `ports.LogTransaction`."""
        if version not in self.rules:
            self._put(self.rules, version, source)

    def count_hit(self, key: MappingKey, *, at_ms: int) -> None:
        """As `ports.LogTransaction`."""
        old = self.hits.get(key, MappingHits(0, at_ms))
        self._put(self.hits, key, MappingHits(old.count + 1, max(old.last_ms, at_ms)))

    def _count(self, *names: str) -> None:
        for name in names:
            self._put(self.counts, name, self.counts.get(name, 0) + 1)

    def _count_at(self, at_ms: int, *names: str) -> None:
        for name in names:
            place = (at_ms // BUCKET_MS, str(name))
            self._put(self.flow, place, self.flow.get(place, 0) + 1)

    def _keep_rejected(self) -> None:
        rejected = sorted(i for i, e in self.events.items() if e.row.reason.outcome == "rejected")
        for row_id in rejected[: -self._max_rejected]:
            self._drop(self.events, row_id)

    def remove(self, row_id: int) -> None:
        row = self.events[row_id].row
        self._drop(self.events, row_id)
        if row.message_id is not None and self.ids.get(row.message_id) == row_id:
            self._drop(self.ids, row.message_id)

    def _put(self, container: dict[Any, Any], key: object, value: object) -> None:
        if key in container:
            old = container[key]
            self.undo.append(lambda: container.__setitem__(key, old))
        else:
            self.undo.append(lambda: container.pop(key))
        container[key] = value
        self.changes += 1

    def _drop(self, container: dict[Any, Any], key: object) -> None:
        if key in container:
            old = container.pop(key)
            self.undo.append(lambda: container.__setitem__(key, old))
            self.changes += 1


class MemoryLog:
    """`ports.EventLog` and `ports.LogReader` in one, for tests.

    `writes` is its `ports.LogTransaction`: call `log.writes.append(row)` and the like to change
    the log at once, without `transact`. Set `unavailable` to a sentence to make every write raise
    StoreUnavailableError with it.
    """

    def __init__(self, *, max_rejected: int = 10_000, max_requests: int = 10_000) -> None:
        self.writes = MemoryWrites(max_rejected, max_requests)
        self.unavailable = ""
        self.closed = False
        self.notice = ""

    async def transact(self, work: Callable[[LogTransaction], T]) -> T:
        """As `ports.EventLog`."""
        await self.probe()
        self.writes.undo.clear()
        try:
            return work(self.writes)
        except BaseException:
            while self.writes.undo:
                self.writes.undo.pop()()
            raise

    async def probe(self) -> None:
        """As `ports.EventLog`."""
        if self.closed or self.unavailable:
            raise StoreUnavailableError(self.unavailable or "the store is closed")

    async def close(self) -> None:
        """As `ports.EventLog`; what was stored can still be read."""
        self.closed = True

    async def prune(self, now_ms: int, keep_days: int, keep_events: int) -> int:
        """As `SqliteEventLog.prune`."""
        await self.probe()
        events, removed = self.writes.events, 0
        kept = sorted(set(events) - set(self.writes.outbox.places))
        failed = [one for one in kept if events[one].row.delivery is DeliveryState.FAILED]
        others = [one for one in kept if one not in failed]
        surplus = len(others) - keep_events
        for rows, more in ((others, surplus), (failed, 0)):
            for number, row_id in enumerate(rows):
                too_old = events[row_id].row.received_at_ms < now_ms - keep_days * DAY_MS
                if not too_old and number >= more:
                    break
                self.writes.remove(row_id)
                removed += 1
        return removed

    async def change_token(self) -> int:
        """As `ports.LogReader`."""
        return self.writes.changes

    async def books(self) -> Books:
        """As `ports.LogReader`."""
        counts = self.writes.counts
        return Books(
            received=counts.get("received", 0),
            forwarded=counts.get(Outcome.FORWARDED, 0),
            filtered=counts.get(Outcome.FILTERED, 0),
            rejected=counts.get(Outcome.REJECTED, 0),
            reasons={reason: counts[reason] for reason in Reason if reason in counts},
            deliveries={state: counts[state] for state in DeliveryState if state in counts},
        )

    async def rows(
        self,
        *,
        query: Query | None = None,
        before: int | None = None,
        after: int | None = None,
        limit: int = 200,
        scan: int | None = None,
    ) -> Sequence[LogRow]:
        """As `ports.LogReader`."""
        ids = sorted(self.writes.events, reverse=after is None)
        kept = (
            self.writes.events[i]
            for i in ids
            if (before is None or i < before) and (after is None or i > after)
        )
        looked_at = islice(kept, scan)
        found = (
            one.row
            for one in looked_at
            if query is None or query.accepts(one.row, partial(_same, one))
        )
        return list(islice(found, limit))

    async def event(self, row_id: int) -> StoredEvent | None:
        """As `ports.LogReader`."""
        return self.writes.events.get(row_id)

    async def events(self, row_ids: Sequence[int]) -> Sequence[StoredEvent]:
        """As `ports.LogReader`."""
        return [self.writes.events[row] for row in row_ids if row in self.writes.events]

    async def rules(self, version: str) -> str | None:
        """As `ports.LogReader`."""
        return self.writes.rules.get(version)

    async def mapping_hits(self) -> Mapping[MappingKey, MappingHits]:
        """As `ports.LogReader`."""
        return dict(self.writes.hits)

    async def event_requests(self, *, denied: bool = False) -> Sequence[EventRequest]:
        """As `ports.LogReader`; equally frequent ones by last time, then by name."""
        found = [one for one in self.writes.requests.values() if one.denied is denied]
        return sorted(found, key=lambda one: (-one.count, -one.last_ms, one.name))

    async def users(self, *, after: str = "", limit: int = 1000) -> Sequence[KnownUser]:
        """As `ports.LogReader`."""
        users = self.writes.users
        return [users[one] for one in sorted(users) if one > after][:limit]

    async def user_count(self) -> int:
        """As `ports.LogReader`."""
        return len(self.writes.users)

    async def is_known(self, user_id: str) -> bool:
        """As `ports.LogReader`."""
        return user_id in self.writes.users

    async def audiences(self) -> Sequence[Audience]:
        """As `ports.LogReader`, by key and class."""
        return [self.writes.audiences[place] for place in sorted(self.writes.audiences)]

    async def audience_members(
        self, key: str, computation_class: str = "audience", *, after: str = "", limit: int = 1000
    ) -> Sequence[AudienceMember]:
        """As `ports.LogReader`."""
        members = self.writes.members
        return [
            members[place]
            for place in sorted(members)
            if place[:2] == (key, computation_class) and place[2] > after
        ][:limit]


def _same(event: StoredEvent) -> StoredEvent:
    return event


def _stored(row_id: int, row: NewRow) -> StoredEvent:
    kept = {name: getattr(row, name) for name in LogRow.__dataclass_fields__ if hasattr(row, name)}
    line = LogRow(id=row_id, **kept)
    return StoredEvent(line, row.payload, row.envelope, row.known_user, row.settings)
