"""One open store with its writing connection: commits of many works, checkpoints, its end."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from sprig_tui.adapters.store.errors import is_storage_failure
from sprig_tui.adapters.store.mark import Mark, MarkFile
from sprig_tui.adapters.store.tallies import COMMITS, KEPT, LAST_ID
from sprig_tui.adapters.store.transaction import Limits, StoreTransaction
from sprig_tui.ports import StoreUnavailableError

DUE_PAGES: Final = 512
IDLE_PAGES: Final = 64
PAGES_A_COMMIT: Final = 4
CHANGES_A_PAGE: Final = 4
"""Roughly what a commit adds to the write-ahead log; it only times the checkpoints."""


@dataclass(slots=True)
class Work:
    """A unit of work and what came of it: `result`, or the `error` that it raised."""

    function: Callable[[StoreTransaction], Any]
    result: Any = None
    error: BaseException | None = None


class WriterSession:
    """Owns the connection and the mark; every method runs on the writer's thread."""

    def __init__(self, connection: sqlite3.Connection, mark: MarkFile, limits: Limits) -> None:
        self._connection = connection
        self._mark = mark
        self._transaction = StoreTransaction(connection, limits)
        self._pages = 0
        self._busy_ms = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        self.store_id = bytes(
            connection.execute("SELECT value FROM meta WHERE name = 'store_id'").fetchone()[0]
        )

    @property
    def state(self) -> Mark:
        """How far the store has come."""
        counters = self._transaction.counters
        return Mark(self.store_id, counters[COMMITS], counters[LAST_ID], counters[KEPT])

    def commit(self, works: Iterable[Work]) -> None:
        """Do every work under its own savepoint, and commit them together.

        Raises:
            sqlite3.Error: SQLite failed; nothing was kept, and the session must be given up.
        """
        connection, transaction = self._connection, self._transaction
        connection.execute("BEGIN IMMEDIATE")
        before = connection.total_changes
        for work in works:
            self._perform(work)
        changed = transaction.write()
        if changed or connection.total_changes != before:
            transaction.counters.add(COMMITS)
            transaction.keep_work()
            transaction.write()
        self._require_transaction()
        connection.execute("COMMIT")
        self._mark.write(self.state)
        self._pages += PAGES_A_COMMIT + (connection.total_changes - before) // CHANGES_A_PAGE

    def catch_up(self, mark: Mark) -> None:
        """Go on where a mark had come to, so that no lost id is given out again."""

        def skip(transaction: StoreTransaction) -> None:
            for name, reached in ((LAST_ID, mark.last_id), (COMMITS, mark.commits)):
                transaction.counters.add(name, max(reached - transaction.counters[name], 0))

        self.commit([Work(skip)])

    def checkpoint_when_due(self) -> None:
        """Copy the write-ahead log into the store once it has grown, disturbing nobody."""
        if self._pages >= DUE_PAGES:
            self._checkpoint("PASSIVE")
            self._pages = 0

    def checkpoint_when_idle(self) -> None:
        """Copy and cut the write-ahead log if there is something worth it in it."""
        if self._pages >= IDLE_PAGES:
            self._truncate()
            self._pages = 0

    def require_checkpoint(self) -> None:
        """Prove that everything committed is in the store itself.

        After a failed fsync the system may show pages as written that are not on the disk; this
        writes them again before anything is acknowledged on their strength.

        Raises:
            StoreUnavailableError: a reader is in the way.
            sqlite3.Error: the disk still fails.
        """
        if not self._checkpoint("FULL"):
            raise StoreUnavailableError("the store recovers from a failure and is still being read")

    def close(self) -> None:
        """Checkpoint and let go; what was committed is safe even where this fails."""
        with contextlib.suppress(sqlite3.Error):
            self._truncate()
        self.abandon()

    def abandon(self) -> None:
        """Let go at once, rolling back what is not committed."""
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()
        self._mark.close()

    def _perform(self, work: Work) -> None:
        self._connection.execute("SAVEPOINT work")
        try:
            work.result = work.function(self._transaction)
        except BaseException as error:
            if is_storage_failure(error):
                raise
            self._connection.execute("ROLLBACK TO work")
            self._transaction.drop_work()
            work.error = error
        else:
            self._require_transaction()
            self._transaction.keep_work()
        self._connection.execute("RELEASE work")

    def _require_transaction(self) -> None:
        if not self._connection.in_transaction:
            raise sqlite3.OperationalError("the transaction was ended by an earlier error")

    def _truncate(self) -> None:
        """A reader in the way is not waited for: the next idle moment will do."""
        self._connection.execute("PRAGMA busy_timeout = 50")
        try:
            self._checkpoint("TRUNCATE")
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {self._busy_ms}")

    def _checkpoint(self, mode: str) -> bool:
        """Returns whether all of the write-ahead log was copied."""
        busy, _pages, _copied = self._connection.execute(
            f"PRAGMA wal_checkpoint({mode})"
        ).fetchone()
        return not busy
