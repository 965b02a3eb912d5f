"""The part of the log that a screen looks at, whatever the log's length."""

from typing import Final

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import Query
from sprig_tui.ports import LogReader

PAGE: Final = 200
SCAN: Final = 5_000
LEAP: Final = 4
"""Following a filter that has fallen so many scans behind begins at the newest row again."""
PAGES_KEPT: Final = 3


class LogWindow:
    """Rows around a place in the log, newest first, filtered by a query.

    At most `PAGES_KEPT` pages are held; loading at one end lets go of the other. A query is
    searched `SCAN` rows at a time, so that one call stays short; `has_older` and `has_newer` tell
    whether another call could find more. Row ids count up by one, so they also say how far.
    """

    def __init__(self, reader: LogReader, *, page: int = PAGE, scan: int = SCAN) -> None:
        self._reader = reader
        self._page = page
        self._scan = scan
        self.query: Query | None = None
        self.rows: list[LogRow] = []
        self.newest_id = 0
        self.oldest_id = 0
        self.was_read = False
        self._floor = 0
        self._ceiling = 0

    @property
    def has_older(self) -> bool:
        """Whether rows older than the window may exist."""
        return self._floor > self.oldest_id

    @property
    def has_newer(self) -> bool:
        """Whether rows newer than the window may exist."""
        return self._ceiling < self.newest_id

    @property
    def newer_unseen(self) -> int:
        """How many rows newer than the window there are, whether they match or not."""
        return max(self.newest_id - max(self._ceiling, self.oldest_id - 1), 0)

    @property
    def looked_at(self) -> int:
        """Among how many rows the window's are all that match."""
        return max(self._ceiling - max(self._floor, self.oldest_id) + 1, 0)

    async def measure(self) -> None:
        """Find the log's two ends and let go of what lies beyond; cheap."""
        newest = await self._reader.rows(limit=1)
        self.was_read = True
        oldest = await self._reader.rows(after=0, limit=1)
        self.newest_id = newest[0].id if newest else 0
        self.oldest_id = oldest[0].id if oldest else 0
        while self.rows and not self.oldest_id <= self.rows[-1].id <= self.newest_id:
            self.rows.pop()

    async def show_newest(self, query: Query | None = None) -> None:
        """Begin at the newest row that matches `query`."""
        await self.measure()
        self.query = query
        await self._begin_at(self.newest_id)

    async def show_oldest(self) -> None:
        """Begin at the oldest row that matches."""
        await self.measure()
        self.rows, self._floor = [], self.oldest_id
        self._ceiling = self.oldest_id - 1
        await self.load_newer()

    async def show_from(self, row_id: int) -> None:
        """Begin at a row, or the next older one that matches."""
        await self.measure()
        await self._begin_at(max(min(row_id, self.newest_id), self.oldest_id))

    async def follow(self, depth: int) -> None:
        """Take in what is new and read the newest `depth` rows again, for they may have changed.

        The window must begin at the newest row (`show_newest`). Of what is new for a query at most
        `scan` rows are looked at; `has_newer` tells that more wait.
        """
        before = self.newest_id
        await self.measure()
        if self.query is None or self.newest_id < before:
            await self._begin_at(self.newest_id, limit=max(depth, 1))
            return
        if self.newest_id - self._ceiling > LEAP * self._scan:
            await self._begin_at(self.newest_id)
            return
        await self.reread(0, depth)
        await self.load_newer()
        if len(self.rows) > self._page:
            del self.rows[self._page :]
            self._floor = self.rows[-1].id

    async def load_older(self) -> int:
        """Look further back; returns how many rows were dropped at the newer end."""
        found = await self._read_older(self._floor, self._page)
        self.rows += found
        surplus = max(len(self.rows) - PAGES_KEPT * self._page, 0)
        if surplus:
            del self.rows[:surplus]
            self._ceiling = self.rows[0].id
        return surplus

    async def load_newer(self) -> int:
        """Look further up; returns how many rows were put before the present ones."""
        found = await self._reader.rows(
            query=self.query, after=self._ceiling, limit=self._page, scan=self._bound()
        )
        if len(found) == self._page:
            self._ceiling = found[-1].id
        elif self.query is None:
            self._ceiling = self.newest_id
        else:
            reached = found[-1].id if found else 0
            self._ceiling = min(max(self._ceiling + self._scan, reached), self.newest_id)
        self.rows[:0] = reversed(found)
        if len(self.rows) > PAGES_KEPT * self._page:
            del self.rows[PAGES_KEPT * self._page :]
            self._floor = self.rows[-1].id
        return len(found)

    async def reread(self, start: int, count: int) -> None:
        """Read some rows again; those that are gone or match no more leave the window."""
        part = self.rows[start : start + count]
        if not part:
            return
        query = self.query
        if query is None:
            newer = part[0].id + 1
            found = await self._reader.rows(before=newer, limit=len(part), scan=len(part))
        else:
            # those of a rare kind may lie far apart: what lies between them is not read
            events = await self._reader.events([row.id for row in part])
            found = [one.row for one in events if query.accepts(one.row, lambda one=one: one)]  # type: ignore[misc]
        lowest = part[-1].id
        self.rows[start : start + count] = [row for row in found if row.id >= lowest]

    async def _begin_at(self, row_id: int, limit: int | None = None) -> None:
        self._ceiling = row_id
        self.rows = await self._read_older(row_id + 1, limit or self._page)

    async def _read_older(self, before: int, limit: int) -> list[LogRow]:
        found = await self._reader.rows(
            query=self.query, before=before, limit=limit, scan=self._bound()
        )
        if len(found) == limit:
            self._floor = found[-1].id
        elif self.query is None:
            self._floor = self.oldest_id
        else:
            self._floor = min(before - self._scan, found[-1].id if found else before)
        return list(found)

    def _bound(self) -> int | None:
        return None if self.query is None else self._scan
