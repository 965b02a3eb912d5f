"""The one writer of a store; the contract holds what it does to the log."""

import asyncio
import os
import sqlite3
import threading
from operator import methodcaller
from pathlib import Path

import psutil
import pytest

from sprig_tui.adapters.store.committer import Committer
from sprig_tui.adapters.store.opening import OpenOptions
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.space import FreeSpace
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.ports import StoreUnavailableError
from tests.adapters.store.stores import append, ask, writing
from tests.log_rows import new_row


def threads() -> set[str]:
    """The names of all living threads of writers."""
    return {one.name for one in threading.enumerate() if one.name.startswith("store")}


async def test_the_store_is_made_private_under_any_umask(folder: Path) -> None:
    """Folder 0700, files 0600."""
    old = os.umask(0)
    try:
        log = await SqliteEventLog.open(folder / "state" / "shop" / "events.db")
    finally:
        os.umask(old)
    await log.transact(methodcaller("append", new_row(1)))
    modes = {one.name: one.stat().st_mode & 0o777 for one in (folder / "state").rglob("*")}
    await log.close()
    assert modes.pop("shop") == 0o700
    assert set(modes) == {"events.db", "events.db-wal", "events.db-shm", "events.db-mark"}
    assert set(modes.values()) == {0o600}


async def test_what_was_stored_is_there_after_a_restart(path: Path) -> None:
    """Ids go on."""
    for expected in (1, 2, 3):
        log = await SqliteEventLog.open(path)
        assert log.notice == ""
        assert await log.transact(methodcaller("append", new_row(expected))) == expected
        await log.close()


async def test_nothing_stays_open(path: Path) -> None:
    """No file and no thread, however often it is opened and closed, or cannot be opened."""
    log = await SqliteEventLog.open(path)
    await log.close()
    other = path.with_name("other.db")
    sqlite3.connect(other).execute("CREATE TABLE t (x)").connection.close()
    before = psutil.Process().num_fds()
    for _ in range(5):
        log = await SqliteEventLog.open(path)
        await log.transact(methodcaller("append", new_row(1, message_id=None)))
        await log.close()
        with pytest.raises(StoreUnavailableError, match="another program"):
            await SqliteEventLog.open(other)
        with pytest.raises(StoreUnavailableError):
            await SqliteEventLog.open(path / "below")
    assert psutil.Process().num_fds() == before
    assert threads() == set()


async def test_a_probe_proves_a_write(path: Path) -> None:
    """It fails where an event would."""
    log = await SqliteEventLog.open(path, OpenOptions(busy_seconds=0))
    await log.probe()
    await log.probe()
    assert ask(path, "SELECT value FROM meta WHERE name = 'probe'") == [(2,)]
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailableError, match="locked"):
        await log.probe()
    other.close()
    await log.probe()
    await log.close()


async def test_an_almost_full_disk_does_not_keep_the_engine_from_starting(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It refuses events and says why; room can be made through it."""
    with writing(path) as session:
        append(session, *(new_row(n) for n in range(10)))

    def refuse(_self: FreeSpace) -> None:
        raise StoreUnavailableError("the disk is almost full")

    monkeypatch.setattr(FreeSpace, "require", refuse)
    log = await SqliteEventLog.open(path)
    with pytest.raises(StoreUnavailableError, match="almost full"):
        await log.probe()
    assert await log.prune(0, keep_days=1, keep_events=3) == 7
    await log.close()


async def test_the_operator_hears_of_damage(path: Path) -> None:
    """The notice stays while the log is open."""
    path.write_text("not a database\n" * 100)
    log = await SqliteEventLog.open(path)
    assert str(path.with_name("events.db.damaged-1")) in log.notice
    await log.transact(methodcaller("append", new_row(1)))
    assert log.notice
    await log.close()


async def test_pruning_lets_events_through(path: Path) -> None:
    """It goes in steps, and what is asked between them is answered between them."""
    with writing(path) as session:
        append(session, *(new_row(n) for n in range(2_000)))
    log = await SqliteEventLog.open(path)
    pruning = asyncio.ensure_future(log.prune(0, keep_days=1, keep_events=0))
    await log.probe()
    assert not pruning.done()
    assert await log.transact(methodcaller("append", new_row(9_999))) == 2_001
    assert not pruning.done()
    assert await pruning >= 2_000
    await log.close()


async def test_a_reader_sees_a_work_only_after_its_commit(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nobody is answered before it."""
    log = await SqliteEventLog.open(path)
    reader = await SqliteLogReader.open(path)
    inside, go_on = threading.Event(), threading.Event()

    def slow(tx: object) -> None:
        methodcaller("append", new_row(1))(tx)
        inside.set()
        assert go_on.wait(10)

    work = asyncio.ensure_future(log.transact(slow))
    await asyncio.to_thread(inside.wait, 10)
    assert await reader.rows() == []
    assert not work.done()
    go_on.set()
    await work
    assert len(await reader.rows()) == 1
    await reader.close()
    await log.close()


async def test_a_cancelled_close_still_closes(path: Path) -> None:
    """The thread ends with what was queued before."""
    log = await SqliteEventLog.open(path)
    append_ = asyncio.ensure_future(log.transact(methodcaller("append", new_row(1))))
    await asyncio.sleep(0)
    closing = asyncio.ensure_future(log.close())
    await asyncio.sleep(0)
    closing.cancel()
    assert await append_ == 1
    await log.close()
    assert threads() == set()
    assert Committer(path, OpenOptions()).notice == ""
