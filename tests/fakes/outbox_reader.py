"""The readers' side of the queue in memory."""

from collections.abc import Sequence

from sprig_tui.adapters.store.outbox_selects import percentile
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import Attempt, Fate, LaneFigures, Latency, Waiting
from tests.fakes.log import MemoryLog
from tests.fakes.outbox import Sent

WINDOW_MS = 300_000


class FakeOutboxReader:
    """`ports.OutboxReader` over a memory log."""

    def __init__(self, log: MemoryLog) -> None:
        self._events = log.writes.events
        self._outbox = log.writes.outbox

    async def lanes(self, *, now_ms: int) -> Sequence[LaneFigures]:
        """As `ports.OutboxReader`."""
        found = []
        places = self._outbox.places
        for lane in dict.fromkeys(place.lane for place in places.values()):
            ids = sorted(row_id for row_id, place in places.items() if place.lane == lane)
            states: dict[DeliveryState, int] = {}
            for row_id in ids:
                state = self._events[row_id].row.delivery or DeliveryState.PENDING
                states[state] = states.get(state, 0) + 1
            recent = self._outbox.sent_since(lane, now_ms - WINDOW_MS)
            users = self._outbox.waiting(lane)[1]
            oldest = self._events[ids[0]].row.received_at_ms
            due = self._outbox.next_ms(lane)
            found.append(LaneFigures(lane, states, users, oldest, due, len(recent)))
        return found

    async def waiting(
        self, *, after: int = 0, limit: int = 200, state: DeliveryState | None = None
    ) -> Sequence[Waiting]:
        """As `ports.OutboxReader`."""
        kept = (
            row_id
            for row_id in self._outbox.places
            if row_id > after and state in (None, self._events[row_id].row.delivery)
        )
        ids = sorted(kept)[:limit]
        places = [(self._events[row_id].row, self._outbox.places[row_id]) for row_id in ids]
        turns = self._outbox.turns
        return [
            Waiting(row, place.lane, turns[place.lane, place.user].due_ms) for row, place in places
        ]

    async def in_state(
        self, state: DeliveryState, *, before: int | None = None, limit: int = 200
    ) -> Sequence[LogRow]:
        """As `ports.OutboxReader`."""
        rows = (self._events[row_id].row for row_id in sorted(self._events, reverse=True))
        kept = [r for r in rows if r.delivery is state and (before is None or r.id < before)]
        return kept[:limit]

    async def attempts(self, row_id: int) -> Sequence[Attempt]:
        """As `ports.OutboxReader`."""
        if row_id not in self._events:
            return []
        return [_attempt(sent) for sent in self._outbox.sends.values() if row_id in sent.row_ids]

    async def latency(self) -> Latency:
        """As `ports.OutboxReader`."""
        ended = [
            (sent, sent.end)
            for sent in self._outbox.sends.values()
            if sent.end is not None and sent.end.status is not None
        ]
        took = sorted(end.took_ms for _sent, end in ended)
        waited = sorted(
            end.ended_ms - self._events[row_id].row.received_at_ms
            for sent, end in ended
            if end.fate is Fate.DELIVERED
            for row_id in sent.row_ids
        )
        figures = (percentile(of, at) for of in (took, waited) for at in (50, 95))
        return Latency(len(took), *figures)


def _attempt(sent: Sent) -> Attempt:
    new, end = sent.new, sent.end
    return Attempt(
        at_ms=new.at_ms if new else end.ended_ms if end else 0,
        ended_ms=end.ended_ms if end else None,
        fate=end.fate if end else None,
        status=end.status if end else None,
        took_ms=end.took_ms if end else None,
        sentence=end.sentence if end else "",
        answer=end.answer[:4_096] if end else b"",
        rows=len(sent.row_ids),
        method=new.method if new else "",
        path=new.path if new else "",
    )
