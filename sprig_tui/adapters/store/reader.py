"""The readers' side of the store; implements `ports.LogReader`."""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, Self, TypeVar

from sprig_tui.adapters.store.errors import sentence
from sprig_tui.adapters.store.selects import PAST_ANY_ID, Found, OpenStore, Span
from sprig_tui.adapters.store.view import StoreView
from sprig_tui.domain.audience_reading import AUDIENCE
from sprig_tui.domain.log import (
    Audience,
    AudienceMember,
    Books,
    EventRequest,
    KnownUser,
    LogRow,
    MappingHits,
    MappingKey,
    StoredEvent,
)
from sprig_tui.domain.query import Query
from sprig_tui.ports import StoreUnavailableError

CHUNK_ROWS: Final = 500
"""Rows looked at in one read, so that no read keeps the write-ahead log from being cut."""

T = TypeVar("T")


class SqliteLogReader:
    """Reads the store on a thread of its own, whether an engine runs or not.

    A store that is not there yet reads as an empty one. Every method raises
    StoreUnavailableError when the store is there but cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._view = StoreView(path)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store reader")
        self._closed = False

    @classmethod
    async def open(cls, path: Path) -> Self:
        """A reader of the store at `path`."""
        return cls(path)

    async def change_token(self) -> int:
        """As `ports.LogReader`; only ever grows."""
        return await self._run(self._view.look)

    async def books(self) -> Books:
        """As `ports.LogReader`."""
        return await self.read(OpenStore.books, Books())

    async def rows(
        self,
        *,
        query: Query | None = None,
        before: int | None = None,
        after: int | None = None,
        limit: int = 200,
        scan: int | None = None,
    ) -> Sequence[LogRow]:
        """As `ports.LogReader`; goes on in short reads, between which it can be cancelled."""
        low, high = after or 0, PAST_ANY_ID if before is None else before
        left = PAST_ANY_ID if scan is None else scan
        oldest_first = after is not None
        rows: list[LogRow] = []
        while len(rows) < limit and left > 0:
            span = Span(high, low, min(left, CHUNK_ROWS), oldest_first)
            found = await self._look(span, query, limit - len(rows))
            rows.extend(found.rows)
            left -= found.looked_at
            if found.looked_at < span.scan and len(rows) < limit:
                break
            low, high = (found.last_id, high) if oldest_first else (low, found.last_id)
        return rows

    async def event(self, row_id: int) -> StoredEvent | None:
        """As `ports.LogReader`."""
        return await self.read(lambda store: store.event(row_id), None)

    async def events(self, row_ids: Sequence[int]) -> Sequence[StoredEvent]:
        """As `ports.LogReader`."""
        return await self.read(lambda store: _kept(store, row_ids), ())

    async def rules(self, version: str) -> str | None:
        """As `ports.LogReader`."""
        return await self.read(lambda store: store.rules(version), None)

    async def mapping_hits(self) -> Mapping[MappingKey, MappingHits]:
        """As `ports.LogReader`."""
        return await self.read(OpenStore.mapping_hits, {})

    async def event_requests(self, *, denied: bool = False) -> Sequence[EventRequest]:
        """As `ports.LogReader`."""
        return await self.read(lambda store: store.event_requests(denied=denied), ())

    async def users(self, *, after: str = "", limit: int = 1000) -> Sequence[KnownUser]:
        """As `ports.LogReader`."""
        return await self.read(lambda store: store.users(after, limit), ())

    async def user_count(self) -> int:
        """As `ports.LogReader`."""
        return await self.read(OpenStore.user_count, 0)

    async def is_known(self, user_id: str) -> bool:
        """As `ports.LogReader`."""
        return await self.read(lambda store: store.is_known(user_id), False)  # noqa: FBT003

    async def audiences(self) -> Sequence[Audience]:
        """As `ports.LogReader`."""
        return await self.read(OpenStore.audiences, ())

    async def audience_members(
        self, key: str, computation_class: str = AUDIENCE, *, after: str = "", limit: int = 1000
    ) -> Sequence[AudienceMember]:
        """As `ports.LogReader`."""
        return await self.read(
            lambda store: store.audience_members(key, computation_class, after, limit), ()
        )

    async def close(self) -> None:
        """As `ports.LogReader`; reading afterwards raises StoreUnavailableError."""
        if not self._closed:
            self._closed = True
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._thread, self._view.close)
            self._thread.shutdown(wait=True)

    async def _look(self, span: Span, query: Query | None, limit: int) -> Found:
        return await self.read(lambda store: store.rows(span, query, limit), Found((), 0, 0))

    async def read(self, ask: Callable[[OpenStore], T], nothing: T) -> T:
        """What `ask` finds on the reader's thread; `nothing` while there is no store."""

        def read() -> T:
            store = self._view.current()
            return nothing if store is None else ask(store)

        return await self._run(read)

    async def _run(self, ask: Callable[[], T]) -> T:
        if self._closed:
            raise StoreUnavailableError("the reader is closed")
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._guarded, ask)
        except sqlite3.Error as error:
            raise StoreUnavailableError(sentence(error)) from error

    def _guarded(self, ask: Callable[[], T]) -> T:
        """After an error the next read opens the store anew."""
        try:
            return ask()
        except sqlite3.Error:
            self._view.close()
            raise


def _kept(store: OpenStore, row_ids: Sequence[int]) -> Sequence[StoredEvent]:
    found = (store.event(row_id) for row_id in row_ids)
    return [event for event in found if event is not None]
