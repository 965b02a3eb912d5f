"""Open the store for writing: recover, look for damage, set aside what cannot be trusted."""

import contextlib
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sprig_tui.adapters.store.connection import check_quickly, connect_writer
from sprig_tui.adapters.store.errors import DamagedError, is_damage, sentence
from sprig_tui.adapters.store.files import move_aside, prepare_folder
from sprig_tui.adapters.store.mark import Mark, MarkFile
from sprig_tui.adapters.store.session import WriterSession
from sprig_tui.adapters.store.transaction import Limits
from sprig_tui.ports import StoreUnavailableError

CHECKED_BYTES: Final = 32 * 1024 * 1024
"""Stores up to this size are checked before they are used, larger ones while they are."""


@dataclass(frozen=True, slots=True)
class OpenOptions:
    """How a store is opened.

    `busy_seconds` is how long a lock of another program is waited for. `after_failure` is what
    SQLite failed with before, if this opens the store again.
    """

    limits: Limits = field(default_factory=Limits)
    busy_seconds: float = 2.0
    after_failure: Exception | None = None


def open_session(
    path: Path, options: OpenOptions, *, another: bool = False
) -> tuple[WriterSession, str]:
    """The store ready for writing, and one sentence for the operator where something was lost.

    `another`: the file may have taken the place of the one that the mark tells of, so that what
    it held is not known where it is damaged.

    Raises:
        StoreUnavailableError: it cannot be used now, or is not ours to use.
    """
    prepare_folder(path.parent)
    mark = _read_mark(path)
    try:
        try:
            return _open(path, options, mark)
        except (sqlite3.DatabaseError, DamagedError) as error:
            if not is_damage(error):
                raise
            gone = not path.exists()
            aside = move_aside(path)
            session, _notice = _open(path, options, None)
            held = None if another else mark
            return session, _gone(path, aside, held) if gone else _set_aside(
                aside, str(error), held
            )
    except sqlite3.Error as error:
        raise StoreUnavailableError(sentence(error)) from error


def _open(path: Path, options: OpenOptions, mark: Mark | None) -> tuple[WriterSession, str]:
    size = _size(path)
    if size == 0 and (mark is not None or _size(path.with_name(path.name + "-wal"))):
        raise DamagedError("the file is empty" if path.exists() else "the file is gone")
    with contextlib.ExitStack() as undo:
        connection = connect_writer(path, busy_seconds=options.busy_seconds)
        undo.callback(connection.close)
        if size <= CHECKED_BYTES or is_damage(options.after_failure or Exception()):
            check_quickly(connection)
        mark_file = MarkFile(path)
        undo.callback(mark_file.close)
        session = WriterSession(connection, mark_file, options.limits)
        if options.after_failure is not None:
            session.require_checkpoint()
        notice = _compare(session, mark)
        undo.pop_all()
    return session, notice


def _compare(session: WriterSession, mark: Mark | None) -> str:
    """What the store lacks of what was once committed to it."""
    state = session.state
    if mark is None or mark.store_id != state.store_id or mark.commits <= state.commits:
        return ""
    session.catch_up(mark)
    lost = mark.last_id - state.last_id
    what = (
        f"the last {events_text(lost)}" if lost > 0 else f"{mark.commits - state.commits} changes"
    )
    return (
        f"The store lost {what} that had been confirmed: its write-ahead log was damaged or"
        " removed, or an older copy was put in its place."
    )


def _gone(path: Path, aside: Path, mark: Mark | None) -> str:
    held = f", with {events_text(mark.kept)}" if mark is not None else ""
    return (
        f"The store's file {path} is gone{held}; a new one was begun."
        f" What was left beside it was moved to {aside}-*."
    )


def _set_aside(aside: Path, reason: str, mark: Mark | None) -> str:
    held = f" with {events_text(mark.kept)}" if mark is not None else ""
    return f"The store was damaged ({reason}). It was moved to {aside}{held}; a new one was begun."


def events_text(number: int) -> str:
    """So many events, in words."""
    return "1 event" if number == 1 else f"{number:,} events"


def _read_mark(path: Path) -> Mark | None:
    """The mark of an earlier run, None if there is none (a new one is not made yet)."""
    if not path.with_name(path.name + "-mark").exists():
        return None
    mark_file = MarkFile(path)
    try:
        return mark_file.read()
    finally:
        mark_file.close()


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return 0
