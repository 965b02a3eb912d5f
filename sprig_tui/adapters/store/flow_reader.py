"""The readers' side of the flow; implements `ports.FlowReader`."""

from collections.abc import Mapping, Sequence

from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.domain.flow_counts import FlowCount, SourceCount


class SqliteFlowReader:
    """Reads through a log reader, on its thread and its connection; that one is to be closed."""

    def __init__(self, reader: SqliteLogReader) -> None:
        self._reader = reader

    async def flow(self, *, since_ms: int, step_ms: int) -> Sequence[FlowCount]:
        """As `ports.FlowReader`."""
        return await self._reader.read(lambda store: store.flow.flow(since_ms, step_ms), ())

    async def source_counts(self, *, after: int, upto: int) -> Sequence[SourceCount]:
        """As `ports.FlowReader`."""
        return await self._reader.read(lambda store: store.flow.source_counts(after, upto), ())

    async def user_origins(self, *, limit: int) -> Mapping[str, int]:
        """As `ports.FlowReader`."""
        return await self._reader.read(lambda store: store.flow.user_origins(limit), {})
