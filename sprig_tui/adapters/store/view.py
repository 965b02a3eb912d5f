"""Follow a store that appears, is replaced and is opened anew."""

import contextlib
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


Identity = tuple[int, int]


class StoreView:
    """The store as it is now, on the reader's thread.

    It is opened when it appears and opened anew when it was replaced. `token` counts the changes
    that were noticed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._store: OpenStore | None = None
        self._file: Identity | None = None
        self._beside: list[Identity | None] = []
        self._data_version = 0
        self.token = 0

    def current(self) -> OpenStore | None:
        """The open store, None while there is none.

        Raises:
            StoreUnavailableError: it was written by another version of the program.
            sqlite3.Error: SQLite cannot work with it.
        """
        file = _identity(self._path)
        if self._store is not None and (file != self._file or self._is_apart()):
            self.close()
        if self._store is None and file is not None:
            self._store = self._open()
            self._file = file
            self._beside = self._companions()
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

    def _is_apart(self) -> bool:
        """Whether the writer began another write-ahead log than the one that is read here."""
        pairs = zip(self._beside, self._companions(), strict=True)
        return any(before and now and before != now for before, now in pairs)

    def _companions(self) -> list[Identity | None]:
        return [_file_of(self._path.with_name(self._path.name + one)) for one in ("-wal", "-shm")]

    def _open(self) -> OpenStore | None:
        if self._path.is_dir():  # SQLite would blame the disk
            raise StoreUnavailableError(f"{self._path} is not a regular file")
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


def _identity(path: Path) -> Identity | None:
    """Which file the path names now; None for none, and for one that holds nothing yet."""
    return _file_of(path) if _holds_something(path) else None


def _holds_something(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.stat().st_size > 0
    return False


def _file_of(path: Path) -> Identity | None:
    with contextlib.suppress(OSError):
        status = path.stat()
        return status.st_dev, status.st_ino
    return None
