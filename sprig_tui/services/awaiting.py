"""Wait until the log holds rows that match a query."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import Query
from sprig_tui.ports import LogReader

POLL_SECONDS: Final = 0.05


@dataclass(slots=True)
class Awaited:
    """Rows that matched, oldest first, and whether they are as many as were waited for."""

    rows: Sequence[LogRow]
    enough: bool


@dataclass(slots=True)
class Wait:
    """Looks at the rows past the id `after` until `count` of them match."""

    reader: LogReader
    query: Query
    count: int
    after: int = 0
    _found: dict[int, LogRow] = field(default_factory=dict)

    async def within(self, seconds: float) -> Awaited:
        """The rows, as soon as there are enough of them, or those that there are by then.

        The log is looked at when it has changed. Of a query that old rows may come to match (a
        delivery goes on) all rows are looked at again, at most half of the time.

        Raises:
            StoreUnavailableError: the log cannot be read.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        token: int | None = None
        while True:
            began = loop.time()
            last = began >= until
            if (now := await self.reader.change_token()) != token:
                token = now
                await self._look()
            if len(self._found) >= self.count or last:
                rows = [self._found[row_id] for row_id in sorted(self._found)][: self.count]
                return Awaited(rows, len(rows) >= self.count)
            took = loop.time() - began
            await asyncio.sleep(max(min(max(POLL_SECONDS, took), until - loop.time()), 0))

    async def _look(self) -> None:
        if self.query.changing:
            self._found.clear()
        newest = await self.reader.rows(limit=1)
        rows = await self.reader.rows(
            query=self.query, after=self.after, limit=self.count - len(self._found)
        )
        self._found.update((row.id, row) for row in rows)
        if newest and not self.query.changing:
            self.after = max(self.after, newest[0].id)
