"""The queue of deliveries on the writer's connection; implements `ports.Outbox`.

`outbox` holds the rows that wait, `queues` a line for each user who has some, `sends` the requests,
`attempts` which rows they held.
"""

from collections.abc import Sequence
from typing import Final

from sprig_tui.adapters.store.flow_tallies import FlowTallies
from sprig_tui.adapters.store.ids import digest_of, to_bytes, unpack_id
from sprig_tui.adapters.store.lanes import Lanes, Run
from sprig_tui.adapters.store.queues import USERS_OF, Queues
from sprig_tui.adapters.store.rows import STATES_BY_CODE
from sprig_tui.adapters.store.tallies import Counters, of_lane
from sprig_tui.adapters.store.waiting_states import WAITING, WaitingStates
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import NewRow
from sprig_tui.domain.outbox import (
    UNKNOWN_END,
    Fate,
    Lane,
    NewSend,
    SendEnd,
    WaitingRow,
    WaitingUser,
)
from sprig_tui.domain.settings import Mode

FARTHEST_MS: Final = 15 * 60_000
MAX_ANSWER: Final = 4_096
GONE: Final = {Fate.DELIVERED: DeliveryState.DELIVERED, Fate.PARKED: DeliveryState.FAILED}


class StoreOutbox:
    """Every method runs inside the transaction that `run` executes in.

    What is delivered and what fails is counted in `flow`, at the time that the outcome tells.
    """

    def __init__(self, run: Run, counters: Counters, flow: FlowTallies) -> None:
        self._run = run
        self._counters = counters
        self._flow = flow
        self.lanes = Lanes(run)
        self._states = WaitingStates(run, counters)
        self._queues = Queues(run, counters)

    def enter(self, row_id: int, row: NewRow, state: DeliveryState) -> None:
        """A row that was appended in `state` waits from now on, unless it was a dry run."""
        if state in WAITING:
            self.queue_up(row_id, user_id=row.user_id, version=row.rules_version, state=state)

    def queue_up(
        self, row_id: int, *, user_id: str | None, version: str | None, state: DeliveryState
    ) -> None:
        """A row that stands in `events` in `state` waits from now on."""
        lane = self.lanes.id_of(self.lanes.decided_for(version))
        user = digest_of(user_id or "")
        self._states.enter(row_id, lane, user, was=state, resent=False)
        self._queues.add(lane, user, row_id)

    def begin_session(self, *, at_ms: int) -> int:
        """As `ports.Outbox`."""
        self._queues.void_leases(at_ms=at_ms, farthest_ms=at_ms + FARTHEST_MS)
        cut_off = self._run("SELECT id FROM sends WHERE ended_at IS NULL", ()).fetchall()
        for (send_id,) in cut_off:
            self.end(send_id, SendEnd(Fate.RETRY, at_ms, 0, None, UNKNOWN_END, failed=False))
        return len(cut_off)

    def align(self, lane: Lane, mode: Mode, *, after: int, limit: int) -> int | None:
        """As `ports.Outbox`."""
        if after == 0:
            self._states.go_live(self.lanes.id_of(lane) if mode is Mode.LIVE else 0)
        return self._states.align(after=after, limit=limit)

    def claim(self, lane: Lane, *, now_ms: int, users: int, rows: int) -> Sequence[WaitingUser]:
        """As `ports.Outbox`; nobody is claimed unless the lane was aligned as the live one."""
        number = self.lanes.id_of(lane)
        if self._states.live_lane != number:
            return ()
        return [
            WaitingUser(user, self._rows_of(number, user, rows), failures)
            for user, failures in self._queues.lease(number, now_ms=now_ms, users=users)
        ]

    def release(self, lane: Lane, users: Sequence[bytes], *, next_ms: int) -> None:
        """As `ports.Outbox`."""
        number = self.lanes.id_of(lane)
        for user in users:
            self._queues.let_go(number, user, next_ms)

    def begin(self, send: NewSend) -> int:
        """As `ports.Outbox`."""
        lane = self.lanes.id_of(send.lane)
        count = len(send.row_ids)
        made = self._run(
            "INSERT INTO sends (lane, left_at, method, path, rows, kept) VALUES (?, ?, ?, ?, ?, ?)",
            (lane, send.at_ms, to_bytes(send.method), to_bytes(send.path), count, count),
        )
        send_id = int(made.lastrowid or 0)
        gone = sum(not self._try(event, send_id, send.at_ms) for event in send.row_ids)
        if gone:
            self._run("UPDATE sends SET kept = kept - ? WHERE id = ?", (gone, send_id))
        return send_id

    def end(self, send_id: int, end: SendEnd) -> None:
        """As `ports.Outbox`."""
        self._run(
            "UPDATE sends SET ended_at = ?, fate = ?, status = ?, took = ?, sentence = ?,"
            " answer = ? WHERE id = ?",
            (
                end.ended_ms,
                to_bytes(end.fate),
                end.status,
                end.took_ms,
                to_bytes(end.sentence),
                end.answer[:MAX_ANSWER],
                send_id,
            ),
        )
        rows = self._run(
            "SELECT event, lane, user, state FROM outbox WHERE send = ?", (send_id,)
        ).fetchall()
        for event, lane, _user, code in rows:
            self._settle(event, lane, STATES_BY_CODE[code], end)
        retried = end.fate is Fate.RETRY
        for lane, user in dict.fromkeys((lane, user) for _event, lane, user, _code in rows):
            if end.failed or not retried:
                self._queues.count_failure(lane, user, failed=retried)
            self._queues.let_go(lane, user, end.next_ms if retried else 0)

    def park(self, row_id: int, *, sentence: str, at_ms: int) -> None:
        """As `ports.Outbox`; the sentence is kept as an attempt without a request."""
        found = self._run("SELECT lane, user, state FROM outbox WHERE event = ?", (row_id,))
        place = found.fetchone()
        if place is None:
            return
        lane, user, code = place
        made = self._run(
            "INSERT INTO sends (lane, left_at, ended_at, fate, took, sentence, method, path, rows,"
            " kept) VALUES (?, ?, ?, ?, 0, ?, x'', x'', 1, 1)",
            (lane, at_ms, at_ms, to_bytes(Fate.PARKED), to_bytes(sentence)),
        )
        self._run("INSERT INTO attempts VALUES (?, ?)", (row_id, made.lastrowid))
        self._states.leave(row_id, lane, STATES_BY_CODE[code], DeliveryState.FAILED)
        self._flow.add_delivery(DeliveryState.FAILED, at_ms)
        if not self._rows_of(lane, user, 1):
            self._queues.let_go(lane, user, 0)

    def resend(self, row_ids: Sequence[int], *, at_ms: int) -> int:  # noqa: ARG002
        """As `ports.Outbox`."""
        return sum(self._resend(row_id) for row_id in row_ids)

    def next_ms(self, lane: Lane) -> int | None:
        """As `ports.Outbox`."""
        return self._queues.next_due(self.lanes.id_of(lane))

    def waiting(self, lane: Lane) -> tuple[int, int]:
        """As `ports.Outbox`."""
        number = self.lanes.id_of(lane)
        rows = sum(self._counters[of_lane(number, state)] for state in WAITING)
        return rows, self._counters[of_lane(number, USERS_OF)]

    def sent_since(self, lane: Lane, since_ms: int) -> Sequence[int]:
        """As `ports.Outbox`."""
        found = self._run(
            "SELECT left_at FROM sends WHERE lane = ? AND left_at > ? AND method <> x''"
            " ORDER BY left_at",
            (self.lanes.id_of(lane), since_ms),
        )
        return [int(at_ms) for (at_ms,) in found.fetchall()]

    def _rows_of(self, lane: int, user: bytes, limit: int) -> tuple[WaitingRow, ...]:
        found = self._run(
            "SELECT event, alone, tries, first_at FROM outbox WHERE lane = ? AND user = ?"
            " ORDER BY event LIMIT ?",
            (lane, user, limit),
        )
        return tuple(
            WaitingRow(event, bool(alone), tries, first_at)
            for event, alone, tries, first_at in found.fetchall()
        )

    def _try(self, event: int, send_id: int, at_ms: int) -> bool:
        """A request holds a row from now on; False of one that was removed since it was claimed."""
        found = self._run(
            "UPDATE outbox SET send = ?, tries = tries + 1, first_at = ifnull(first_at, ?)"
            " WHERE event = ?",
            (send_id, at_ms, event),
        )
        if found.rowcount == 0:
            return False
        self._run("UPDATE events SET attempts = attempts + 1 WHERE id = ?", (event,))
        self._run("INSERT INTO attempts VALUES (?, ?)", (event, send_id))
        return True

    def _settle(self, event: int, lane: int, old: DeliveryState, end: SendEnd) -> None:
        """What a request's end means for one of its rows."""
        if end.fate in GONE:
            self._states.leave(event, lane, old, GONE[end.fate])
            self._flow.add_delivery(GONE[end.fate], end.ended_ms)
            return
        alone = end.alone or end.fate is Fate.SPLIT
        self._run(
            "UPDATE outbox SET send = NULL, alone = alone OR ? WHERE event = ?", (alone, event)
        )
        state = self._states.state_in(lane, tried=True, came_with=old)
        self._states.change(event, lane, old, state)

    def _resend(self, row_id: int) -> bool:
        waiting = self._run("SELECT lane, user FROM outbox WHERE event = ?", (row_id,)).fetchone()
        if waiting is not None:
            self._queues.hurry(*waiting)
            return True
        found = self._run(
            "SELECT e.delivery, e.user_id, ifnull(t.body, e.rules_version) FROM events e"
            " LEFT JOIN texts t ON t.id = e.rules_version AND typeof(e.rules_version) = 'integer'"
            " WHERE e.id = ?",
            (row_id,),
        ).fetchone()
        if found is None or found[0] is None:
            return False
        code, packed, version = found
        lane = self.lanes.id_of(self.lanes.decided_for(_text(version)))
        user = digest_of(unpack_id(packed) if isinstance(packed, bytes) else "")
        self._states.enter(row_id, lane, user, was=STATES_BY_CODE[code], resent=True)
        self._queues.add(lane, user, row_id)
        return True


def _text(cell: object) -> str | None:
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else None
