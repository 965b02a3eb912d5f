"""The store as a part of the engine: probed, pruned, and followed when another takes its place."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Final, Self

from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.domain.settings import Store
from sprig_tui.ports import Clock, LogTransaction, StoreTakenError, StoreUnavailableError

PROBE_SECONDS: Final = 5.0
HOUSEKEEPING_SECONDS: Final = 60.0
FAILURES: Final = (StoreUnavailableError, StoreTakenError, OSError, sqlite3.Error)
"""What may be over at the next attempt."""


class StoreKeeper:
    """Looks after the log; `problem` is what keeps it from taking events now, "" for nothing.

    `replaced` is called when the store was opened anew: what was kept in it, or beside it, may be
    gone. While that fails it is called again.
    """

    def __init__(self, log: SqliteEventLog, replaced: Callable[[], Awaitable[None]]) -> None:
        self._log = log
        self._replaced = replaced
        self._opening: object = None
        self.problem = ""

    @classmethod
    async def of(cls, log: SqliteEventLog, replaced: Callable[[], Awaitable[None]]) -> Self:
        """A keeper of the log as it is open now."""
        keeper = cls(log, replaced)
        keeper._opening = await log.transact(_opening)
        return keeper

    async def probe(self) -> None:
        """Write to the store again and again, for ever."""
        while True:
            try:
                await self._log.probe()
                opening = await self._log.transact(_opening)
                if opening is not self._opening:
                    await self._replaced()
                self._opening = opening
                self.problem = ""
            except FAILURES as error:
                self.problem = str(error)
            await asyncio.sleep(PROBE_SECONDS)

    async def prune(self, clock: Clock, limits: Callable[[], Store]) -> None:
        """Remove what is older or more than the limits of the moment, for ever."""
        while True:
            kept = limits()
            with contextlib.suppress(*FAILURES):
                await self._log.prune(
                    clock.now_ms(), keep_days=kept.keep_days, keep_events=kept.keep_events
                )
            await asyncio.sleep(HOUSEKEEPING_SECONDS)


def _opening(transaction: LogTransaction) -> object:
    return transaction.opening
