"""What leaves next: users leased, their rows read, requests planned and noted in the log."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from sprig_tui.domain.delivery_settings import DeliverySettings
from sprig_tui.domain.lane_gate import LaneGate
from sprig_tui.domain.merging import MAX_SHARED_ROWS, MAX_USER_ROWS, Send, plan_sends
from sprig_tui.domain.outbox import Lane, NewSend, WaitingUser
from sprig_tui.domain.request_window import RequestWindow
from sprig_tui.ports import Clock, EventLog, LogTransaction
from sprig_tui.services.courier import Flight
from sprig_tui.services.ready_rows import Loaded, ReadyRows

ROWS_AT_ONCE: Final = 800
USERS_AT_ONCE: Final = 400


@dataclass(frozen=True, slots=True)
class Channel:
    """Where flights go now: the settings with the gate and the window that belong to them."""

    settings: DeliverySettings
    gate: LaneGate
    window: RequestWindow


@dataclass(frozen=True, slots=True)
class Departure:
    """Flights that may leave. `next_ms` is when the next user is due, None if none waits.

    `claimed` is how many users were leased for it: with none there was nothing to do.
    """

    flights: Sequence[Flight]
    next_ms: int | None
    claimed: int


class Departures:
    """Prepares flights. A user that is leased in vain is given back, at the latest next time."""

    def __init__(self, event_log: EventLog, rows: ReadyRows, *, clock: Clock) -> None:
        self._log = event_log
        self._rows = rows
        self._clock = clock
        self._leased: list[tuple[Lane, list[bytes]]] = []
        self._breadth = 1

    async def prepare(
        self, channel: Channel, *, room: int, may_leave: Callable[[], bool]
    ) -> Departure:
        """At most `room` flights of the users that are due, none if `may_leave` says no by then.

        Raises:
            StoreUnavailableError: nothing may leave, because it could not be noted.
        """
        lane = channel.settings.lane
        left_in = channel.gate.round
        # A probe holds one user's rows, so that no bad row can keep the lane closed for all.
        probing = channel.gate.closed is not None
        asked = room if probing else min(room * self._breadth, USERS_AT_ONCE)
        users, next_ms = await self._log.transact(partial(self._claim, lane=lane, asked=asked))
        self._leased.clear()
        if not users:
            return Departure((), next_ms, 0)
        self._leased.append((lane, [user.user for user in users]))
        loaded = await self._rows.read(users, lane)
        planned = plan_sends(loaded.queues, lane.kind)
        if not probing:
            self._learn(planned, room=room, full=len(users) == asked)
        sends = planned[:room] if may_leave() else []
        work = partial(self._begin, lane=lane, users=users, loaded=loaded, sends=sends)
        ids, next_ms = await self._log.transact(work)
        self._leased.clear()
        flights = _flights(channel, users, zip(ids, sends, strict=True), left_in=left_in)
        return Departure(flights, next_ms, len(users))

    def _claim(
        self, transaction: LogTransaction, *, lane: Lane, asked: int
    ) -> tuple[Sequence[WaitingUser], int | None]:
        outbox = transaction.outbox
        for other, users in self._leased:
            outbox.release(other, users, next_ms=0)
        rows = min(ROWS_AT_ONCE // asked, MAX_USER_ROWS)
        found = outbox.claim(lane, now_ms=self._clock.now_ms(), users=asked, rows=rows)
        return found, outbox.next_ms(lane)

    def _begin(
        self,
        transaction: LogTransaction,
        *,
        lane: Lane,
        users: Sequence[WaitingUser],
        loaded: Loaded,
        sends: Sequence[Send],
    ) -> tuple[list[int], int | None]:
        outbox, at_ms = transaction.outbox, self._clock.now_ms()
        for row_id, sentence in loaded.unreadable.items():
            outbox.park(row_id, sentence=sentence, at_ms=at_ms)
        ids = [outbox.begin(_new_send(lane, send, at_ms)) for send in sends]
        leaving = {user for send in sends for user in send.users}
        staying = [user.user for user in users if user.user not in leaving]
        outbox.release(lane, staying, next_ms=0)
        return ids, outbox.next_ms(lane)

    def _learn(self, planned: Sequence[Send], *, room: int, full: bool) -> None:
        """Ask for as many users next time as fill the room, for a request may hold many of them."""
        if len(planned) > room:
            self._breadth = max(self._breadth // 4, 1)
        elif full and any(send.shared for send in planned):
            self._breadth = min(self._breadth * 2, MAX_SHARED_ROWS)


def _flights(
    channel: Channel,
    users: Sequence[WaitingUser],
    begun: Iterable[tuple[int, Send]],
    *,
    left_in: int,
) -> list[Flight]:
    """The flights of requests that the log knows, with what their users went through before."""
    tried = {row.row_id: row.first_try_ms for user in users for row in user.rows}
    failures = {user.user: user.failures for user in users}
    return [
        Flight(
            send_id=send_id,
            send=send,
            settings=channel.settings,
            gate=channel.gate,
            window=channel.window,
            left_in=left_in,
            failures=max(failures[user] for user in send.users),
            first_tries={row_id: tried[row_id] for row_id in send.row_ids},
        )
        for send_id, send in begun
    ]


def _new_send(lane: Lane, send: Send, at_ms: int) -> NewSend:
    path = urlsplit(send.request.url).path
    return NewSend(lane, at_ms, send.request.method, path, send.users, send.row_ids)
