"""What the reader asks of the queue; each function is one short read on an open connection."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sprig_tui.adapters.store.ids import to_text
from sprig_tui.adapters.store.lanes import lane_of
from sprig_tui.adapters.store.queues import USERS_OF
from sprig_tui.adapters.store.rows import COLUMNS, STATE_CODES, StoredCells
from sprig_tui.adapters.store.tallies import of_lane
from sprig_tui.adapters.store.waiting_states import WAITING
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import Attempt, Fate, Lane, LaneFigures, Latency, Waiting

WINDOW_MS: Final = 300_000
LATEST: Final = 1_000
EVENT_COLUMNS: Final = ", ".join(f"e.{name.strip()}" for name in COLUMNS.split(","))
SELECT_WAITING: Final = (
    f"SELECT o.lane, q.due, {EVENT_COLUMNS} FROM outbox o JOIN events e ON e.id = o.event"  # noqa: S608
    " LEFT JOIN queues q ON q.lane = o.lane AND q.user = o.user"
    " WHERE o.event > ? AND (? IS NULL OR o.state = ?) ORDER BY o.event LIMIT ?"
)
SELECT_FAILED: Final = (
    f"SELECT {COLUMNS} FROM events WHERE delivery = {STATE_CODES[DeliveryState.FAILED]}"  # noqa: S608
    " AND id < ? ORDER BY id DESC LIMIT ?"
)
SELECT_WAITING_IN: Final = (
    f"SELECT {EVENT_COLUMNS} FROM outbox o JOIN events e ON e.id = o.event"  # noqa: S608
    " WHERE o.state = ? AND o.event < ? ORDER BY o.event DESC LIMIT ?"
)
SELECT_PAST_WAITING: Final = (
    f"SELECT {COLUMNS} FROM events WHERE delivery = ? AND id < ? ORDER BY id DESC LIMIT ?"  # noqa: S608
)
SELECT_ATTEMPTS: Final = (
    "SELECT s.left_at, s.ended_at, s.fate, s.status, s.took, s.sentence, s.answer, s.rows,"
    " s.method, s.path FROM attempts a JOIN sends s ON s.id = a.send WHERE a.event = ?"
    " ORDER BY s.id"
)


@dataclass(frozen=True, slots=True)
class OutboxSelects:
    """The queue on a connection that is open for reading; `body` looks up repeated texts."""

    connection: sqlite3.Connection
    body: Callable[[int], bytes | None]

    def lanes(self, now_ms: int) -> Sequence[LaneFigures]:
        """The lanes that have rows waiting or recent requests."""
        counts = dict(self.connection.execute("SELECT name, value FROM counters").fetchall())
        found = [
            self._figures(number, lane_of(*place), counts, now_ms)
            for number, *place in self.connection.execute(
                "SELECT id, kind, environment, endpoint FROM lanes ORDER BY id"
            ).fetchall()
        ]
        return [figures for figures in found if figures.users or figures.recent]

    def waiting(
        self, after: int, limit: int, state: DeliveryState | None = None
    ) -> Sequence[Waiting]:
        """Waiting rows past an id, of all states or of one."""
        lanes = self._lanes()
        code = None if state is None else STATE_CODES[state]
        cursor = self.connection.execute(SELECT_WAITING, (after, code, code, limit))
        return [
            Waiting(StoredCells(values, self.body).row(), lanes[lane], due)
            for lane, due, *values in cursor
        ]

    def in_state(self, state: DeliveryState, before: int, limit: int) -> Sequence[LogRow]:
        """Rows in a state, newest first; failed and waiting ones are found at once."""
        if state is DeliveryState.FAILED:
            cursor = self.connection.execute(SELECT_FAILED, (before, limit))
        else:
            select = SELECT_WAITING_IN if state in WAITING else SELECT_PAST_WAITING
            cursor = self.connection.execute(select, (STATE_CODES[state], before, limit))
        return [StoredCells(values, self.body).row() for values in cursor]

    def attempts(self, row_id: int) -> Sequence[Attempt]:
        """The requests that held a row."""
        return [_attempt(values) for values in self.connection.execute(SELECT_ATTEMPTS, (row_id,))]

    def latency(self) -> Latency:
        """Figures over the latest requests, whose events are still kept."""
        answers = self.connection.execute(
            "SELECT id, took, ended_at FROM sends WHERE status IS NOT NULL ORDER BY id DESC"
            " LIMIT ?",
            (LATEST,),
        ).fetchall()
        if not answers:
            return Latency()
        delivered = self.connection.execute(
            "SELECT s.ended_at - e.received_at FROM sends s, attempts a, events e"
            " WHERE s.id >= ? AND s.fate = ? AND a.send = s.id AND e.id = a.event"
            " ORDER BY s.id DESC LIMIT ?",
            (answers[-1][0], Fate.DELIVERED.encode(), LATEST),
        ).fetchall()
        took = sorted(took for _id, took, _ended in answers)
        waited = sorted(max(one, 0) for (one,) in delivered)
        return Latency(
            answers=len(answers),
            answer_p50=percentile(took, 50),
            answer_p95=percentile(took, 95),
            delivered_p50=percentile(waited, 50),
            delivered_p95=percentile(waited, 95),
        )

    def _lanes(self) -> Mapping[int, Lane]:
        found = self.connection.execute("SELECT id, kind, environment, endpoint FROM lanes")
        return {number: lane_of(*place) for number, *place in found.fetchall()}

    def _figures(
        self, number: int, lane: Lane, counts: Mapping[str, int], now_ms: int
    ) -> LaneFigures:
        states = {state: counts.get(of_lane(number, state), 0) for state in WAITING}
        oldest = self.connection.execute(
            "SELECT e.received_at FROM outbox o JOIN events e ON e.id = o.event WHERE o.lane = ?"
            " ORDER BY o.event LIMIT 1",
            (number,),
        ).fetchone()
        due = self.connection.execute(
            "SELECT min(due) FROM queues WHERE lane = ? AND due IS NOT NULL", (number,)
        ).fetchone()[0]
        recent = self.connection.execute(
            "SELECT count(*) FROM sends WHERE lane = ? AND left_at > ? AND method <> x''",
            (number, now_ms - WINDOW_MS),
        ).fetchone()[0]
        return LaneFigures(
            lane=lane,
            states={state: count for state, count in states.items() if count},
            users=counts.get(of_lane(number, USERS_OF), 0),
            oldest_ms=None if oldest is None else oldest[0],
            next_ms=due,
            recent=recent,
        )


def percentile(ordered: Sequence[int], percent: int) -> int | None:
    """The smallest of `ordered` that `percent` of them do not pass; None of nothing."""
    if not ordered:
        return None
    return ordered[max(-(-len(ordered) * percent // 100) - 1, 0)]


def _attempt(values: Sequence[Any]) -> Attempt:
    left_at, ended_at, fate, status, took, sentence, answer, rows, method, path = values
    return Attempt(
        at_ms=left_at,
        ended_ms=ended_at,
        fate=None if fate is None else Fate(to_text(fate)),
        status=status,
        took_ms=took,
        sentence=to_text(sentence or b""),
        answer=answer or b"",
        rows=rows,
        method=to_text(method),
        path=to_text(path),
    )
