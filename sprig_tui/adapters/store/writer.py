"""The writer's side of the store; implements `ports.EventLog`."""

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from sprig_tui.adapters.store.committer import Committer, Order
from sprig_tui.adapters.store.opening import OpenOptions
from sprig_tui.adapters.store.resetting import empty_store
from sprig_tui.adapters.store.retention import prune_rows, prune_sends, prune_texts
from sprig_tui.adapters.store.session import Work
from sprig_tui.adapters.store.transaction import StoreTransaction
from sprig_tui.ports import LogTransaction, StoreUnavailableError

DAY_MS: Final = 86_400_000
SENDS_KEPT_MS: Final = 600_000
"""Requests are kept at least twice as long as they count against the rate limit."""

T = TypeVar("T")


class SqliteEventLog:
    """The one writer of a store: a thread with the only connection that writes.

    Take the store's lock (`StoreLock`) before opening it.
    """

    def __init__(self, committer: Committer) -> None:
        self._committer = committer
        self._thread = threading.Thread(target=committer.run, name="store writer", daemon=True)
        self._closed = False

    @classmethod
    async def open(cls, path: Path, options: OpenOptions | None = None) -> Self:
        """Open the store at `path`, made where there is none; look at `notice` afterwards.

        Raises:
            StoreUnavailableError: it cannot be used; the sentence says why.
        """
        log = cls(Committer(path, options or OpenOptions()))
        log._thread.start()
        try:
            await log._submit(_nothing, frees=True)
        except BaseException:
            await log.close()
            raise
        return log

    @property
    def notice(self) -> str:
        """What the operator must know about damage that was found, "" while there is none."""
        return self._committer.notice

    async def transact(self, work: Callable[[LogTransaction], T]) -> T:
        """As `ports.EventLog`."""
        return await self._submit(work)

    async def probe(self) -> None:
        """As `ports.EventLog`."""
        await self._submit(_prove_write)

    async def prune(self, now_ms: int, keep_days: int, keep_events: int) -> int:
        """Remove rows received more than `keep_days` ago, and all but the newest `keep_events`.

        Rows that wait to be delivered stay however old they are, failed ones for `keep_days`; both
        come on top of `keep_events`. Goes in small steps, between which events are stored. The
        books, users, audiences and hits stay as they are; the messageIds of removed rows are no
        duplicates any more. Returns how many rows were removed.

        Raises:
            StoreUnavailableError: it stopped on the way; what was removed stays removed.
        """
        step = partial(prune_rows, oldest_ms=now_ms - keep_days * DAY_MS, keep_events=keep_events)
        removed = 0
        while gone := await self._submit(step, frees=True):
            removed += gone
        old_sends = partial(prune_sends, before_ms=now_ms - SENDS_KEPT_MS)
        while await self._submit(old_sends, frees=True):
            pass
        after: int | None = 0 if removed else None
        while after is not None:
            after = await self._submit(partial(prune_texts, after=after), frees=True)
        return removed

    async def reset(self) -> int:
        """Empty the log in one commit; returns how many rows were removed.

        Raises:
            StoreUnavailableError: nothing was removed.
        """
        removed = await self._submit(empty_store, frees=True)
        after: int | None = 0
        while after is not None:
            after = await self._submit(partial(prune_texts, after=after), frees=True)
        return removed

    async def close(self) -> None:
        """As `ports.EventLog`."""
        if not self._closed:
            self._closed = True
            self._committer.stop()
        await asyncio.to_thread(self._thread.join)

    async def _submit(self, function: Callable[[StoreTransaction], T], *, frees: bool = False) -> T:
        if self._closed:
            raise StoreUnavailableError("the store is closed")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._committer.put(Order(Work(function), loop, future, frees))
        result: T = await future
        return result


def _nothing(_transaction: StoreTransaction) -> None:
    """Opens the store, by being the first work."""


def _prove_write(transaction: StoreTransaction) -> None:
    transaction.run("UPDATE meta SET value = value + 1 WHERE name = 'probe'")
