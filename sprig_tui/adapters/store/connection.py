"""Connections to the store: the one that writes and checkpoints, and those that read."""

import os
import sqlite3
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sprig_tui.adapters.store.errors import DamagedError
from sprig_tui.adapters.store.files import create_private, prepare_folder
from sprig_tui.adapters.store.migrations import migrate, version_of

PAGE_BYTES: Final = 16_384
WAL_LIMIT_BYTES: Final = 16 * 1024 * 1024
AUTOCHECKPOINT_PAGES: Final = 2_000
"""Only a safety net: the writer checkpoints by itself, after it has answered."""
CACHE_KIB: Final = 32 * 1024


def connect_writer(path: Path, *, busy_seconds: float) -> sqlite3.Connection:
    """The connection that writes, on an up-to-date schema; creates what is missing, private.

    Raises:
        StoreUnavailableError: the file or its folder cannot be used, or is not ours to use.
        sqlite3.Error: SQLite cannot work with the file.
    """
    prepare_folder(path.parent)
    create_private(path)
    connection = _connect(path, "rw", busy_seconds)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        version_of(connection)
        for setting in (
            f"page_size = {PAGE_BYTES}",
            "journal_mode = WAL",
            "synchronous = FULL",
            "fullfsync = ON",
            "secure_delete = ON",
            "cell_size_check = ON",
            "mmap_size = 0",
            f"journal_size_limit = {WAL_LIMIT_BYTES}",
            f"wal_autocheckpoint = {AUTOCHECKPOINT_PAGES}",
            f"cache_size = -{CACHE_KIB}",
        ):
            connection.execute(f"PRAGMA {setting}").fetchall()
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_reader(
    path: Path, *, busy_seconds: float, one_thread: bool = True
) -> sqlite3.Connection:
    """A connection that cannot write and never checkpoints.

    Without `one_thread`, its users see to it that only one statement runs at a time.

    Raises:
        sqlite3.Error: there is no such file, or SQLite cannot work with it.
    """
    connection = _connect(path, "ro", busy_seconds, one_thread=one_thread)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB // 4}")
    return connection


def check_quickly(connection: sqlite3.Connection) -> None:
    """Look through the whole file (about a second for 1 GB).

    Raises:
        DamagedError: it is broken; the sentence is SQLite's.
    """
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise DamagedError(" ".join(str(found).split()))


def _connect(
    path: Path, mode: str, busy_seconds: float, *, one_thread: bool = True
) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(os.fsencode(path))}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=busy_seconds,
        check_same_thread=one_thread,
    )
