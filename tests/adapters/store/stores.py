"""Open stores for the tests of their parts."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sprig_tui.adapters.store.opening import OpenOptions, open_session
from sprig_tui.adapters.store.session import Work, WriterSession
from sprig_tui.adapters.store.transaction import StoreTransaction
from sprig_tui.domain.log import NewRow

T = TypeVar("T")


@contextmanager
def writing(path: Path, options: OpenOptions | None = None) -> Iterator[WriterSession]:
    """The store at `path`, open for writing on this thread."""
    session, _notice = open_session(path, options or OpenOptions())
    try:
        yield session
    finally:
        session.close()


def do(session: WriterSession, function: Callable[[StoreTransaction], T]) -> T:
    """One work in a commit of its own; raises what it raised."""
    work = Work(function)
    session.commit([work])
    if work.error is not None:
        raise work.error
    result: T = work.result
    return result


def append(session: WriterSession, *rows: NewRow) -> list[int]:
    """Append rows in one commit; their ids."""
    return do(session, lambda tx: [tx.append(row) for row in rows])


def ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """What a foreign connection finds in the file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def change(path: Path, sql: str, *values: object) -> None:
    """Change the file behind the program's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql, values)
