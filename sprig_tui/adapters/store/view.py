"""Follow a store that appears, is replaced and is opened anew."""

import time
from pathlib import Path
from typing import Final

from sprig_tui.adapters.store.connection import connect_reader
from sprig_tui.adapters.store.migrations import LATEST, version_of
from sprig_tui.adapters.store.selects import OpenStore
from sprig_tui.ports import StoreUnavailableError

BUSY_SECONDS: Final = 2.0
MIGRATION_SECONDS: Final = 2.0
MIGRATION_POLL_SECONDS: Final = 0.02
"""A store of an older version may be in the hands of an engine that is just starting."""


class StoreView:
    """The store as it is now, on the reader's thread.

    It is opened when it appears and opened anew when it was replaced. `token` counts the changes
    that were noticed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store: OpenStore | None = None
        self._file: tuple[int, int] | None = None
        self._data_version = 0
        self.token = 0

    def current(self) -> OpenStore | None:
        """The open store, None while there is none.

        Raises:
            StoreUnavailableError: it was written by another version of the program.
            sqlite3.Error: SQLite cannot work with it.
        """
        file = _identity(self._path)
        if self._store is not None and file != self._file:
            self.close()
        if self._store is None and file is not None:
            self._store = self._open()
            self._file = file
        return self._store

    def look(self) -> int:
        """`token`, after looking for a change."""
        store = self.current()
        version = 0 if store is None else store.data_version()
        if version != self._data_version:
            self._data_version = version
            self.token += 1
        return self.token

    def close(self) -> None:
        """Let go of the store; that it will be another one next time counts as a change."""
        if self._store is not None:
            self._store.close()
            self._store = None
            self.token += 1

    def _open(self) -> OpenStore | None:
        until = time.monotonic() + MIGRATION_SECONDS
        while True:
            connection = connect_reader(self._path, busy_seconds=BUSY_SECONDS)
            try:
                version = version_of(connection)
            except BaseException:
                connection.close()
                raise
            if version == LATEST:
                return OpenStore(connection)
            connection.close()
            if version == 0:
                return None
            if time.monotonic() > until:
                raise StoreUnavailableError(
                    "the store is of an older version; start the engine once to bring it up to date"
                )
            time.sleep(MIGRATION_POLL_SECONDS)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file the path names now; None for none, and for one that holds nothing yet."""
    try:
        status = path.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status.st_size else None
