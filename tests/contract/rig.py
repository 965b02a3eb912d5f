"""An event log with its reader, for the tests that every log has to pass."""

from dataclasses import dataclass
from typing import Any

from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.domain.log import NewRow
from sprig_tui.ports import FlowReader, LogReader, OutboxReader
from tests.fakes.log import MemoryLog


@dataclass
class Rig:
    """A log that keeps three rejected rows and three event requests, and its reader."""

    log: MemoryLog | SqliteEventLog
    reader: LogReader
    outbox: OutboxReader
    flow: FlowReader

    async def do(self, method: str, *args: object, **kwargs: object) -> Any:  # noqa: ANN401
        """Run one method of the transaction."""
        return await self.log.transact(lambda tx: getattr(tx, method)(*args, **kwargs))

    async def append(self, *rows: NewRow) -> list[int]:
        """Append rows as one unit of work; their ids."""
        return await self.log.transact(lambda tx: [tx.append(row) for row in rows])

    async def ids(self, **arguments: Any) -> list[int]:  # noqa: ANN401
        """The ids that `rows` gives for the same arguments."""
        return [row.id for row in await self.reader.rows(**arguments)]
