"""The queue of deliveries in memory."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import NewRow, StoredEvent
from sprig_tui.domain.outbox import (
    UNKNOWN_END,
    Fate,
    Lane,
    NewSend,
    SendEnd,
    WaitingRow,
    WaitingUser,
)
from sprig_tui.domain.reasons import Outcome
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Mode

FARTHEST_MS: Final = 15 * 60_000
WAITING: Final = (DeliveryState.PENDING, DeliveryState.RETRYING, DeliveryState.HELD)
GONE: Final = {Fate.DELIVERED: DeliveryState.DELIVERED, Fate.PARKED: DeliveryState.FAILED}


class Writes(Protocol):
    """What the fake needs of the log that it is part of; every change can be taken back."""

    events: dict[int, StoredEvent]
    rules: dict[str, str]
    counts: dict[str, int]

    def _put(self, container: dict[Any, Any], key: object, value: object) -> None: ...

    def _drop(self, container: dict[Any, Any], key: object) -> None: ...

    def _count_at(self, at_ms: int, *names: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Place:
    """A row in the queue; `send` is the request that holds it."""

    lane: Lane
    user: bytes
    alone: bool = False
    tries: int = 0
    first_try_ms: int | None = None
    send: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """When a user may be tried, None while leased, and how often it failed."""

    due_ms: int | None = 0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Sent:
    """A request and how it ended; `new` is None for a row that was parked without one."""

    new: NewSend | None
    row_ids: tuple[int, ...]
    end: SendEnd | None = None


class FakeOutbox:
    """`ports.Outbox` over dictionaries. `sends` are all requests by id, `places` what waits."""

    def __init__(self, writes: Writes) -> None:
        self._writes = writes
        self.places: dict[int, Place] = {}
        self.turns: dict[tuple[Lane, bytes], Turn] = {}
        self._rows: dict[tuple[Lane, bytes], tuple[int, ...]] = {}
        self.sends: dict[int, Sent] = {}
        self._live: dict[str, Lane | None] = {}

    def enter(self, row_id: int, row: NewRow) -> None:
        """A row was appended: it waits, unless it is a dry run or was not forwarded."""
        if row.delivery in WAITING:
            self._add(row_id, row.rules_version, row.user_id)

    def begin_session(self, *, at_ms: int) -> int:
        """As `ports.Outbox`."""
        for key, turn in list(self.turns.items()):
            if turn.due_ms is None:
                self._writes._put(self.turns, key, replace(turn, due_ms=0))
            elif turn.due_ms > at_ms + FARTHEST_MS:
                self._writes._put(self.turns, key, replace(turn, due_ms=at_ms))
        cut_off = [number for number, sent in self.sends.items() if sent.end is None]
        for number in cut_off:
            self.end(number, SendEnd(Fate.RETRY, at_ms, 0, None, UNKNOWN_END, failed=False))
        return len(cut_off)

    def align(self, lane: Lane, mode: Mode, *, after: int, limit: int) -> int | None:
        """As `ports.Outbox`."""
        if after == 0:
            self._writes._put(self._live, "lane", lane if mode is Mode.LIVE else None)
        ids = sorted(row_id for row_id in self.places if row_id > after)[:limit]
        for row_id in ids:
            self._set_state(row_id, self._state_of(self.places[row_id]))
        return ids[-1] if len(ids) == limit else None

    def claim(self, lane: Lane, *, now_ms: int, users: int, rows: int) -> Sequence[WaitingUser]:
        """As `ports.Outbox`."""
        if self._live.get("lane") != lane:
            return ()
        due = sorted(
            (turn.due_ms, self._rows[place][0], place[1])
            for place, turn in self.turns.items()
            if place[0] == lane and turn.due_ms is not None and turn.due_ms <= now_ms
        )
        found = []
        for _due_ms, _head, user in due[:users]:
            turn = self.turns[lane, user]
            self._writes._put(self.turns, (lane, user), replace(turn, due_ms=None))
            waiting = tuple(self._waiting_row(row) for row in self._rows[lane, user][:rows])
            found.append(WaitingUser(user, waiting, turn.failures))
        return found

    def release(self, lane: Lane, users: Sequence[bytes], *, next_ms: int) -> None:
        """As `ports.Outbox`."""
        for user in users:
            self._let_go(lane, user, next_ms)

    def begin(self, send: NewSend) -> int:
        """As `ports.Outbox`."""
        number = len(self.sends) + 1
        held = tuple(row_id for row_id in send.row_ids if row_id in self.places)
        self._writes._put(self.sends, number, Sent(send, held))
        for row_id in held:
            place = self.places[row_id]
            first = send.at_ms if place.first_try_ms is None else place.first_try_ms
            tried = replace(place, send=number, tries=place.tries + 1, first_try_ms=first)
            self._writes._put(self.places, row_id, tried)
            event = self._writes.events[row_id]
            row = replace(event.row, attempts=event.row.attempts + 1)
            self._writes._put(self._writes.events, row_id, replace(event, row=row))
        return number

    def end(self, send_id: int, end: SendEnd) -> None:
        """As `ports.Outbox`."""
        self._writes._put(self.sends, send_id, replace(self.sends[send_id], end=end))
        ids = self.sends[send_id].row_ids
        held = [row for row in ids if row in self.places and self.places[row].send == send_id]
        users = list(dict.fromkeys((self.places[row].lane, self.places[row].user) for row in held))
        for row_id in held:
            self._settle(row_id, end)
        retried = end.fate is Fate.RETRY
        for lane, user in users:
            turn = self.turns[lane, user]
            if end.failed or not retried:
                failures = turn.failures + 1 if retried else 0
                self._writes._put(self.turns, (lane, user), replace(turn, failures=failures))
            self._let_go(lane, user, end.next_ms if retried else 0)

    def park(self, row_id: int, *, sentence: str, at_ms: int) -> None:
        """As `ports.Outbox`; a row that does not wait is passed over."""
        place = self.places.get(row_id)
        if place is None:
            return
        end = SendEnd(Fate.PARKED, at_ms, 0, None, sentence)
        self._writes._put(self.sends, len(self.sends) + 1, Sent(None, (row_id,), end))
        self._leave(row_id, DeliveryState.FAILED)
        self._writes._count_at(at_ms, DeliveryState.FAILED)
        if (place.lane, place.user) not in self._rows:
            self._let_go(place.lane, place.user, 0)

    def resend(self, row_ids: Sequence[int], *, at_ms: int) -> int:
        """As `ports.Outbox`."""
        return sum(self._resend(row_id) for row_id in row_ids)

    def next_ms(self, lane: Lane) -> int | None:
        """As `ports.Outbox`."""
        due = [t.due_ms for (of, _), t in self.turns.items() if of == lane and t.due_ms is not None]
        return min(due, default=None)

    def waiting(self, lane: Lane) -> tuple[int, int]:
        """As `ports.Outbox`."""
        rows = sum(place.lane == lane for place in self.places.values())
        return rows, sum(of == lane for of, _user in self.turns)

    def sent_since(self, lane: Lane, since_ms: int) -> Sequence[int]:
        """As `ports.Outbox`."""
        sent = [one.new for one in self.sends.values() if one.new is not None]
        return sorted(new.at_ms for new in sent if new.lane == lane and new.at_ms > since_ms)

    def _add(self, row_id: int, version: str | None, user_id: str | None) -> None:
        text = self._writes.rules.get(version or "")
        lane = Lane() if text is None else Lane.of(RulesSource.model_validate_json(text))
        user = hashlib.sha256((user_id or "").encode()).digest()[:16]
        self._writes._put(self.places, row_id, Place(lane, user))
        rows = sorted((*self._rows.get((lane, user), ()), row_id))
        self._writes._put(self._rows, (lane, user), tuple(rows))
        self._set_state(row_id, self._state_of(self.places[row_id]))
        if (lane, user) not in self.turns:
            self._writes._put(self.turns, (lane, user), Turn())

    def _resend(self, row_id: int) -> bool:
        place = self.places.get(row_id)
        if place is not None:
            turn = self.turns[place.lane, place.user]
            if turn.due_ms is not None:
                hurried = replace(turn, due_ms=0)
                self._writes._put(self.turns, (place.lane, place.user), hurried)
            return True
        event = self._writes.events.get(row_id)
        if event is None or event.row.outcome is not Outcome.FORWARDED:
            return False
        if "lane" not in self._live:
            self._set_state(row_id, DeliveryState.HELD)
        self._add(row_id, event.row.rules_version, event.row.user_id)
        return True

    def _waiting_row(self, row_id: int) -> WaitingRow:
        place = self.places[row_id]
        return WaitingRow(row_id, place.alone, place.tries, place.first_try_ms)

    def _let_go(self, lane: Lane, user: bytes, due_ms: int) -> None:
        if (lane, user) in self._rows:
            turn = replace(self.turns[lane, user], due_ms=due_ms)
            self._writes._put(self.turns, (lane, user), turn)
        else:
            self._writes._drop(self.turns, (lane, user))

    def _settle(self, row_id: int, end: SendEnd) -> None:
        if end.fate in GONE:
            self._leave(row_id, GONE[end.fate])
            self._writes._count_at(end.ended_ms, GONE[end.fate])
            return
        place = self.places[row_id]
        alone = place.alone or end.alone or end.fate is Fate.SPLIT
        self._writes._put(self.places, row_id, replace(place, send=None, alone=alone))
        self._set_state(row_id, self._state_of(place))

    def _leave(self, row_id: int, state: DeliveryState) -> None:
        place = (self.places[row_id].lane, self.places[row_id].user)
        self._writes._drop(self.places, row_id)
        left = tuple(other for other in self._rows[place] if other != row_id)
        if left:
            self._writes._put(self._rows, place, left)
        else:
            self._writes._drop(self._rows, place)
        self._set_state(row_id, state)

    def _state_of(self, place: Place) -> DeliveryState | None:
        """The state that a waiting row should have, None while nothing was aligned."""
        if "lane" not in self._live:
            return None
        if self._live["lane"] != place.lane:
            return DeliveryState.HELD
        return DeliveryState.RETRYING if place.tries else DeliveryState.PENDING

    def _set_state(self, row_id: int, state: DeliveryState | None) -> None:
        event = self._writes.events.get(row_id)
        if event is None or state is None or event.row.delivery is state:
            return
        old, counts = event.row.delivery, self._writes.counts
        row = replace(event.row, delivery=state)
        self._writes._put(self._writes.events, row_id, replace(event, row=row))
        if old is not None:
            self._writes._put(counts, old, counts.get(old, 0) - 1)
        self._writes._put(counts, state, counts.get(state, 0) + 1)
