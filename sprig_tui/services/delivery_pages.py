"""The lists of the Deliveries screen, one page of a long queue at a time."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import Waiting
from sprig_tui.domain.query import Query
from sprig_tui.ports import LogReader, OutboxReader

PAGE: Final = 200
SLICE: Final = 500
"""Rows that are read and compared with a query in one go."""
MOST_LOOKED_AT: Final = 10_000
"""Rows that are looked at for one page of what matches a query."""


class DeliveryList(StrEnum):
    """Which rows are listed: everything that waits, or one state."""

    WAITING = "waiting"
    RETRYING = "retrying"
    FAILED = "failed"
    DELIVERED = "delivered"
    DRY_RUN = "dry_run"


STATES: Final[dict[DeliveryList, tuple[DeliveryState, ...]]] = {
    DeliveryList.WAITING: (DeliveryState.PENDING, DeliveryState.RETRYING, DeliveryState.HELD),
    DeliveryList.RETRYING: (DeliveryState.RETRYING,),
    DeliveryList.FAILED: (DeliveryState.FAILED,),
    DeliveryList.DELIVERED: (DeliveryState.DELIVERED,),
    DeliveryList.DRY_RUN: (DeliveryState.DRY_RUN,),
}
"""The states whose rows a list holds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list; `waiting` says where it goes and when, None of rows that do not wait."""

    row: LogRow
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a page begins: past the id `at` (None: the list's own end), after `before` rows."""

    at: int | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class _Page:
    """The rows of a page, how many were looked at for it, the last id of those if more follow."""

    rows: Sequence[Entry]
    looked_at: int
    end: int | None


class DeliveryPages:
    """One page of one list. What waits is listed in the order of receipt, the rest newest first.

    With a `query` a page holds what matches among the next `most` rows of the list, at most
    `size` of them. All readings raise StoreUnavailableError and leave the page as it was.
    """

    def __init__(
        self,
        outbox: OutboxReader,
        log: LogReader,
        *,
        size: int = PAGE,
        most: int = MOST_LOOKED_AT,
    ) -> None:
        self._outbox = outbox
        self._log = log
        self._size = size
        self._most = most
        self._starts = [_Start()]
        self._page = _Page((), 0, None)
        self.which = DeliveryList.WAITING
        self.query: Query | None = None

    @property
    def rows(self) -> Sequence[Entry]:
        """The rows of the page."""
        return self._page.rows

    @property
    def looked_at(self) -> int:
        """How many rows were looked at to find those of the page."""
        return self._page.looked_at

    @property
    def first(self) -> int:
        """How many rows of the list come before this page; of a query, how many that match."""
        return self._starts[-1].before

    @property
    def has_next(self) -> bool:
        """Whether another page follows; of a query, whether there is more to look at."""
        return self._page.end is not None

    @property
    def has_previous(self) -> bool:
        """Whether this is not the first page."""
        return len(self._starts) > 1

    @property
    def is_full(self) -> bool:
        """Whether the page holds as many rows as it may."""
        return len(self.rows) == self._size

    async def show(self, which: DeliveryList) -> None:
        """The first page of a list, with the same query."""
        await self._take(which, [_Start()], self.query)

    async def search(self, query: Query | None) -> None:
        """The first page of what matches in the same list; None lists every row."""
        await self._take(self.which, [_Start()], query)

    async def read(self) -> None:
        """The same page as it is now; one that emptied gives way to the page before it."""
        await self._take(self.which, self._starts, self.query)
        while not self.rows and self.has_previous and not self.has_next:
            await self._take(self.which, self._starts[:-1], self.query)

    async def turn(self, pages: int) -> bool:
        """The next (1) or the previous (-1) page; False where there is none."""
        if pages > 0 and self._page.end is not None:
            start = _Start(self._page.end, self.first + len(self.rows))
            await self._take(self.which, [*self._starts, start], self.query)
        elif pages < 0 and self.has_previous:
            await self._take(self.which, self._starts[:-1], self.query)
        else:
            return False
        return True

    async def _take(
        self, which: DeliveryList, starts: Sequence[_Start], query: Query | None
    ) -> None:
        at = starts[-1].at
        page = await (self._load(which, at) if query is None else self._find(which, at, query))
        self.which, self._starts, self._page = which, list(starts), page
        self.query = query

    async def _load(self, which: DeliveryList, start: int | None) -> _Page:
        found = await self._read(which, start, self._size + 1)
        rows = found[: self._size]
        return _Page(rows, len(rows), rows[-1].row.id if len(found) > len(rows) else None)

    async def _find(self, which: DeliveryList, start: int | None, query: Query) -> _Page:
        """Slice by slice, so that nobody waits long for the store or the loop."""
        kept: list[Entry] = []
        looked_at, at = 0, start
        while True:
            found = await self._read(which, at, min(SLICE, self._most))
            kept += await self._matching(found, query)
            looked_at += len(found)
            if len(kept) > self._size:
                return _Page(kept[: self._size], looked_at, kept[self._size - 1].row.id)
            if len(found) < min(SLICE, self._most):
                return _Page(kept, looked_at, None)
            at = found[-1].row.id
            if looked_at >= self._most:
                return _Page(kept, looked_at, at)

    async def _matching(self, found: Sequence[Entry], query: Query) -> Sequence[Entry]:
        """The entries that match; payloads are read only of those whose row leaves it open."""
        kept = [entry for entry in found if query.matches(entry.row)]
        confirms = query.confirms
        if confirms is None or not kept:
            return kept
        stored = await self._log.events([entry.row.id for entry in kept])
        good = await asyncio.to_thread(lambda: {one.row.id for one in stored if confirms(one)})
        return [entry for entry in kept if entry.row.id in good]

    async def _read(self, which: DeliveryList, start: int | None, limit: int) -> Sequence[Entry]:
        if which in (DeliveryList.WAITING, DeliveryList.RETRYING):
            state = DeliveryState.RETRYING if which is DeliveryList.RETRYING else None
            found = await self._outbox.waiting(after=start or 0, limit=limit, state=state)
            return [Entry(one.row, one) for one in found]
        rows = await self._outbox.in_state(STATES[which][0], before=start, limit=limit)
        return [Entry(row) for row in rows]
