"""One open store with its writing connection."""

import sqlite3
from operator import methodcaller
from pathlib import Path

import pytest

from sprig_tui.adapters.store import session as session_module
from sprig_tui.adapters.store.connection import WAL_LIMIT_BYTES, connect_reader
from sprig_tui.adapters.store.mark import Mark, MarkFile
from sprig_tui.adapters.store.session import Work, WriterSession
from sprig_tui.ports import StoreUnavailableError
from tests.adapters.store.stores import append, ask, do, writing
from tests.log_rows import new_row

COMMITS = "SELECT value FROM counters WHERE name = 'commits'"


def test_many_works_share_one_commit(session: WriterSession, path: Path) -> None:
    """Their results are there afterwards."""
    works = [Work(methodcaller("append", new_row(n))) for n in range(20)]
    session.commit(works)
    assert [work.result for work in works] == list(range(1, 21))
    assert ask(path, COMMITS) == [(1,)]


def test_a_commit_without_changes_is_none(session: WriterSession, path: Path) -> None:
    """A look-up costs no write."""
    do(session, lambda tx: tx.find("m", b""))
    assert ask(path, COMMITS) == []


def test_an_error_of_a_work_stays_with_it(session: WriterSession, path: Path) -> None:
    """Of whatever kind; the work before and after it are committed."""

    def exit_(_tx: object) -> None:
        raise SystemExit(3)

    works = [
        Work(methodcaller("append", new_row(1))),
        Work(exit_),
        Work(methodcaller("run", "SELECT ?")),
        Work(methodcaller("append", new_row(2))),
    ]
    session.commit(works)
    errors = [type(work.error) for work in works]
    assert errors == [type(None), SystemExit, sqlite3.ProgrammingError, type(None)]
    assert ask(path, "SELECT id FROM events") == [(1,), (2,)]


def test_a_failure_of_sqlite_ends_the_whole_commit(session: WriterSession, path: Path) -> None:
    """Nobody is told that something was stored."""
    works = [Work(methodcaller("append", new_row(1))), Work(methodcaller("run", "nonsense"))]
    with pytest.raises(sqlite3.OperationalError):
        session.commit(works)
    session.abandon()
    assert ask(path, "SELECT id FROM events") == []


def test_each_commit_is_noted_outside_of_the_store(session: WriterSession, path: Path) -> None:
    """The mark is what the store itself says."""
    append(session, new_row(1), new_row(2))
    do(session, lambda tx: tx.know("u", origin="alias", at_ms=1))
    file = MarkFile(path)
    assert file.read() == session.state == Mark(session.store_id, commits=2, last_id=2, kept=2)
    file.close()


def test_catching_up_never_gives_an_id_out_twice(session: WriterSession) -> None:
    """After a loss the ids go on where they had come to."""
    session.catch_up(Mark(session.store_id, commits=9, last_id=41, kept=0))
    assert do(session, lambda tx: tx.append(new_row(1))) == 42
    assert session.state.commits > 9
    session.catch_up(Mark(session.store_id, commits=1, last_id=1, kept=0))
    assert session.state.last_id == 42


def wal(path: Path) -> int:
    """Bytes in the write-ahead log."""
    return path.with_name(path.name + "-wal").stat().st_size


def test_the_log_is_cut_when_the_writer_rests(
    session: WriterSession, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not for a little, and not while somebody reads."""
    do(session, lambda tx: tx.append(new_row(1)))
    session.checkpoint_when_idle()
    assert wal(path) > 0
    monkeypatch.setattr(session_module, "IDLE_PAGES", 1)
    reader = connect_reader(path, busy_seconds=0)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM events").fetchall()
    session.checkpoint_when_idle()
    assert wal(path) > 0
    reader.close()
    do(session, lambda tx: tx.append(new_row(2)))
    session.checkpoint_when_idle()
    assert wal(path) == 0


def test_the_log_is_copied_while_the_writer_is_busy(session: WriterSession, path: Path) -> None:
    """So it does not grow without end: it is used from its start again."""
    for number in range(0, 6_000, 20):
        append(session, *(new_row(number + k) for k in range(20)))
        session.checkpoint_when_due()
    assert wal(path) < WAL_LIMIT_BYTES


def test_recovery_needs_everything_in_the_store_itself(
    session: WriterSession, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader in the way makes the senders wait rather than the promise weak."""
    monkeypatch.setattr(session_module, "DUE_PAGES", 0)
    do(session, lambda tx: tx.append(new_row(1)))
    session.require_checkpoint()
    session._connection.execute("PRAGMA busy_timeout = 0")
    reader = connect_reader(path, busy_seconds=0)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM events").fetchall()
    do(session, lambda tx: tx.append(new_row(2)))
    with pytest.raises(StoreUnavailableError, match="being read"):
        session.require_checkpoint()
    reader.close()
    session.require_checkpoint()


def test_closing_leaves_one_file(path: Path) -> None:
    """The write-ahead log is in the store then."""
    with writing(path) as session:
        do(session, lambda tx: tx.append(new_row(1)))
    assert {one.name for one in path.parent.iterdir()} == {"events.db", "events.db-mark"}
