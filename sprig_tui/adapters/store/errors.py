"""What a failure of SQLite means to the operator."""

import sqlite3
from typing import Final

SENTENCES: Final = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_BUSY: "another program keeps the store locked",
    sqlite3.SQLITE_LOCKED: "another program keeps the store locked",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
    sqlite3.SQLITE_READONLY: "the store cannot be written",
    sqlite3.SQLITE_CANTOPEN: "the store cannot be opened",
    sqlite3.SQLITE_CORRUPT: "the store is damaged",
    sqlite3.SQLITE_NOTADB: "the store is not a database",
}
DAMAGE: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class DamagedError(Exception):
    """The store's file cannot be trusted; `str()` says what is wrong with it."""


def sentence(error: BaseException) -> str:
    """Why the store cannot take events, with SQLite's name of the error."""
    if not isinstance(error, sqlite3.Error):
        return f"the store failed: {error}"
    name = getattr(error, "sqlite_errorname", None)
    known = SENTENCES.get(_code(error), f"the store failed: {error}")
    return f"{known} ({name})" if name else known


def is_damage(error: BaseException) -> bool:
    """Whether SQLite found the file itself to be broken."""
    return isinstance(error, DamagedError) or (
        isinstance(error, sqlite3.DatabaseError) and _code(error) in DAMAGE
    )


def is_storage_failure(error: BaseException) -> bool:
    """Whether SQLite failed, as opposed to being asked for something impossible."""
    asked_wrong = (
        sqlite3.ProgrammingError,
        sqlite3.IntegrityError,
        sqlite3.DataError,
        sqlite3.NotSupportedError,
    )
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(error, asked_wrong)


def _code(error: sqlite3.Error) -> int:
    """The primary result code; extended codes carry it in their low byte."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
