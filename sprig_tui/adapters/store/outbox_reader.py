"""The readers' side of the queue of deliveries; implements `ports.OutboxReader`."""

from collections.abc import Sequence

from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.selects import PAST_ANY_ID
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import Attempt, LaneFigures, Latency, Waiting


class SqliteOutboxReader:
    """Reads through a log reader, on its thread and its connection; that one is to be closed."""

    def __init__(self, reader: SqliteLogReader) -> None:
        self._reader = reader

    async def lanes(self, *, now_ms: int) -> Sequence[LaneFigures]:
        """As `ports.OutboxReader`."""
        return await self._reader.read(lambda store: store.outbox.lanes(now_ms), ())

    async def waiting(
        self, *, after: int = 0, limit: int = 200, state: DeliveryState | None = None
    ) -> Sequence[Waiting]:
        """As `ports.OutboxReader`."""
        return await self._reader.read(lambda store: store.outbox.waiting(after, limit, state), ())

    async def in_state(
        self, state: DeliveryState, *, before: int | None = None, limit: int = 200
    ) -> Sequence[LogRow]:
        """As `ports.OutboxReader`."""
        high = PAST_ANY_ID if before is None else before
        return await self._reader.read(lambda store: store.outbox.in_state(state, high, limit), ())

    async def attempts(self, row_id: int) -> Sequence[Attempt]:
        """As `ports.OutboxReader`."""
        return await self._reader.read(lambda store: store.outbox.attempts(row_id), ())

    async def latency(self) -> Latency:
        """As `ports.OutboxReader`."""
        return await self._reader.read(lambda store: store.outbox.latency(), Latency())
