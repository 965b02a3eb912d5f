"""The writer's thread: many works in one commit, failures and what comes after them."""

import asyncio
import shutil
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from operator import methodcaller
from pathlib import Path
from typing import Any

import pytest

from sprig_tui.adapters.store import committer as committer_module
from sprig_tui.adapters.store.committer import Committer, Order
from sprig_tui.adapters.store.opening import OpenOptions
from sprig_tui.adapters.store.session import Work, WriterSession
from sprig_tui.adapters.store.transaction import StoreTransaction
from sprig_tui.ports import StoreUnavailableError
from tests.adapters.store.stores import append, ask, writing
from tests.log_rows import new_row

COMMITS = "SELECT value FROM counters WHERE name = 'commits'"


def fail_as_a_disk_does(*_args: object) -> bool:
    """In place of something that writes."""
    raise sqlite3.OperationalError("disk I/O error")


class Thread:
    """A committer on its thread, and a way to give it works."""

    def __init__(self, path: Path) -> None:
        self.committer = Committer(path, OpenOptions(busy_seconds=0))
        self._thread = threading.Thread(target=self.committer.run)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self.committer.stop()
        self._thread.join()

    def put(
        self, function: Callable[[StoreTransaction], Any], *, frees: bool = False
    ) -> "asyncio.Future[Any]":
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self.committer.put(Order(Work(function), loop, future, frees))
        return future

    def append(self, number: int, *, frees: bool = False) -> "asyncio.Future[Any]":
        return self.put(methodcaller("append", new_row(number)), frees=frees)


@pytest.fixture
async def thread(path: Path) -> AsyncIterator[Thread]:
    """Started and ended by the test, or ended here."""
    thread = Thread(path)
    yield thread
    if thread._thread.is_alive():
        await asyncio.to_thread(thread.end)


async def test_what_is_queued_shares_commits(thread: Thread, path: Path) -> None:
    """Fifty works that wait together are one commit, in their order."""
    futures = [thread.append(number) for number in range(50)]
    thread.start()
    assert await asyncio.gather(*futures) == list(range(1, 51))
    assert ask(path, COMMITS) == [(1,)]
    assert await thread.append(50) == 51
    assert ask(path, COMMITS) == [(2,)]


async def test_a_commit_does_not_wait_for_ever(
    thread: Thread, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of many works is answered before the last."""
    monkeypatch.setattr(committer_module, "GATHER_WORKS", 10)
    futures = [thread.append(number) for number in range(25)]
    thread.start()
    await asyncio.gather(*futures)
    assert ask(path, COMMITS) == [(3,)]


async def test_one_who_no_longer_waits_gets_no_work_done(thread: Thread) -> None:
    """The others are not disturbed."""
    cancelled, kept = thread.append(1), thread.append(2)
    cancelled.cancel()
    thread.start()
    assert await kept == 1


async def test_odd_errors_reach_their_caller(thread: Thread) -> None:
    """A future cannot carry a StopIteration."""
    thread.start()
    with pytest.raises(RuntimeError, match="StopIteration"):
        await thread.put(lambda _tx: next(iter(())))
    with pytest.raises(SystemExit):
        await thread.put(lambda _tx: exec("raise SystemExit"))  # noqa: S102


async def test_a_loop_that_is_closed_is_not_waited_for(thread: Thread, path: Path) -> None:
    """What it asked for is done all the same."""

    async def order() -> None:
        thread.append(1)

    await asyncio.to_thread(asyncio.run, order())
    thread.start()
    assert await thread.append(2) == 2
    assert ask(path, "SELECT count(*) FROM events") == [(2,)]


async def test_a_failed_commit_answers_all_its_works_and_recovers(
    thread: Thread, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None of them was kept; the next work finds the store opened anew."""
    thread.start()
    await thread.append(0)
    with monkeypatch.context() as patch:
        patch.setattr(StoreTransaction, "write", fail_as_a_disk_does)
        found = await asyncio.gather(thread.append(1), thread.append(2), return_exceptions=True)
    assert [str(one) for one in found] == ["the store failed: disk I/O error"] * 2
    assert ask(path, "SELECT id FROM events") == [(1,)]
    assert list(await asyncio.gather(thread.append(1), thread.append(2))) == [2, 3]
    assert thread.committer.notice == ""


async def test_a_commit_of_unknown_outcome_is_refused_and_its_repeat_recognised(
    thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sender tries again, and the event is there once."""
    commit = WriterSession.commit

    def fail_afterwards(self: WriterSession, works: Iterable[Work]) -> None:
        commit(self, works)
        fail_as_a_disk_does()

    thread.start()
    await thread.append(0)
    with monkeypatch.context() as patch:
        patch.setattr(WriterSession, "commit", fail_afterwards)
        with pytest.raises(StoreUnavailableError):
            await thread.append(1)
    found = await thread.put(methodcaller("find", "m-1", new_row(1).payload))
    assert (found.row.id, found.same_body) == (2, True)


async def test_a_store_that_stays_locked_makes_every_work_unavailable(
    thread: Thread, path: Path
) -> None:
    """And none once the lock is gone, without a restart."""
    thread.start()
    await thread.append(1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    found = await asyncio.gather(*(thread.append(n) for n in (2, 3)), return_exceptions=True)
    assert [type(one) for one in found] == [StoreUnavailableError] * 2
    assert "locked" in str(found[0])
    other.execute("ROLLBACK")
    assert await thread.append(4) == 2
    other.close()


async def test_a_store_that_cannot_be_opened_makes_all_that_waits_unavailable(
    thread: Thread, path: Path
) -> None:
    """At once, not one after the other."""
    path.mkdir()
    futures = [thread.append(n) for n in range(3)]
    thread.start()
    found = await asyncio.gather(*futures, return_exceptions=True)
    assert [type(one) for one in found] == [StoreUnavailableError] * 3
    path.rmdir()
    assert await thread.append(9) == 1


async def test_a_bug_in_the_writer_is_logged_and_answered(
    thread: Thread, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The senders repeat; the thread lives on."""
    thread.start()
    await thread.append(1)
    with monkeypatch.context() as patch:
        patch.setattr(StoreTransaction, "write", methodcaller("no_such_method"))
        with pytest.raises(StoreUnavailableError, match="the store failed"):
            await thread.append(2)
    assert "the store's writer failed" in caplog.text
    assert await thread.append(3) == 2


async def test_a_full_disk_takes_only_what_makes_room(
    thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even within one commit; with space it goes on."""
    thread.start()
    await thread.append(1)
    full = StoreUnavailableError("the disk is almost full")

    def refuse() -> None:
        raise full

    with monkeypatch.context() as patch:
        patch.setattr(thread.committer._space, "require", refuse)
        found = await asyncio.gather(
            thread.append(2), thread.append(3, frees=True), return_exceptions=True
        )
    assert isinstance(found[0], StoreUnavailableError)
    assert found[1] == 2
    assert await thread.append(4) == 3


async def test_damage_on_the_way_is_set_aside_and_told(
    thread: Thread, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The events of that moment are refused, the next ones stored."""
    thread.start()
    await thread.append(1)
    with pytest.raises(StoreUnavailableError):
        await thread.put(methodcaller("run", "PRAGMA wal_checkpoint(TRUNCATE)"))
    path.write_bytes(path.read_bytes()[:100] + b"\x55" * (path.stat().st_size - 100))
    assert await thread.append(2) == 1
    assert "1 event" in thread.committer.notice
    assert "damaged-1" in caplog.text


@pytest.mark.parametrize("with_companions", [False, True], ids=["file", "all"])
async def test_a_store_that_was_deleted_in_use_is_made_anew(
    thread: Thread, path: Path, with_companions: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """What is answered as stored afterwards is in the file; ids go on."""
    thread.start()
    await asyncio.gather(*(thread.append(n) for n in range(3)))
    for name in path.parent.iterdir() if with_companions else [path]:
        name.unlink()
    assert await thread.append(7) == 4
    assert ask(path, "SELECT id FROM events") == [(4,)]
    assert "deleted while it was in use, with 3 events; a new one was begun" in caplog.text
    assert thread.committer.notice.count("begun") == 1


async def test_a_store_that_was_moved_away_in_use_is_whole(thread: Thread, path: Path) -> None:
    """What was confirmed is in it, though its write-ahead log was left behind."""
    thread.start()
    await thread.append(1)
    elsewhere = path.with_name("elsewhere.db")
    path.rename(elsewhere)
    assert await thread.append(2) == 2
    assert ask(elsewhere, "SELECT id FROM events") == [(1,)]
    assert ask(path, "SELECT id FROM events") == [(2,)]
    assert f"moved to {elsewhere}" in thread.committer.notice


async def test_another_store_that_was_put_in_the_place_is_used(thread: Thread, path: Path) -> None:
    """Nothing of the former one is mixed into it."""
    with writing(path.with_name("backup.db")) as session:
        append(session, *(new_row(n) for n in range(3)))
    thread.start()
    await thread.append(8)
    reading = sqlite3.connect(path, isolation_level=None)
    reading.execute("BEGIN")
    reading.execute("SELECT * FROM events").fetchall()  # so that the log cannot be cut
    path.with_name("backup.db").rename(path)
    assert await thread.append(9) == 4
    assert ask(path, "SELECT id FROM events") == [(1,), (2,), (3,), (4,)]
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]
    assert thread.committer.notice.endswith("with 1 event; another file is in its place.")
    reading.close()


async def test_a_damaged_file_that_was_put_in_the_place_is_not_said_to_be_used(
    thread: Thread, path: Path
) -> None:
    """Both are told: what became of the store, and that a new one was begun."""
    thread.start()
    await thread.append(1)
    path.with_name("broken.db").write_text("no store at all" * 100)
    path.with_name("broken.db").rename(path)
    assert await thread.append(2) == 2
    assert thread.committer.notice == (
        "The store's file was deleted while it was in use, with 1 event; another file is in its"
        " place. The store was damaged (file is not a database). It was moved to"
        f" {path}.damaged-1; a new one was begun."
    )


async def test_an_older_copy_that_was_put_in_the_place_is_told_with_what_it_lacks(
    thread: Thread, path: Path
) -> None:
    """It is the same store, so what was confirmed since is known to be lost."""
    with writing(path) as session:
        append(session, new_row(1))
    shutil.copy(path, path.with_name("copy.db"))
    thread.start()
    await asyncio.gather(thread.append(2), thread.append(3))
    path.with_name("copy.db").rename(path)
    assert await thread.append(4) == 4
    assert "with 3 events; another file is in its place" in thread.committer.notice
    assert "The store lost the last 2 events that had been confirmed" in thread.committer.notice


async def test_a_write_ahead_log_that_was_deleted_in_use_loses_nothing(
    thread: Thread, path: Path
) -> None:
    """What it held is brought into the store first."""
    thread.start()
    await thread.append(1)
    path.with_name("events.db-wal").unlink()
    assert await thread.append(2) == 2
    assert ask(path, "SELECT id FROM events") == [(1,), (2,)]
    assert "events.db-wal" in thread.committer.notice
    assert "lost" not in thread.committer.notice


async def test_a_file_that_goes_during_a_commit_is_not_confirmed(
    thread: Thread, path: Path
) -> None:
    """The sender repeats, and finds the new store."""
    thread.start()
    await thread.append(1)
    with pytest.raises(StoreUnavailableError, match="taken away"):
        await thread.put(lambda _tx: path.unlink())
    assert await thread.append(2) == 2
    assert ask(path, "SELECT id FROM events") == [(2,)]


async def test_a_store_that_went_and_cannot_be_made_anew_takes_no_events(
    thread: Thread, path: Path
) -> None:
    """It says why, and goes on by itself once it can."""
    thread.start()
    await thread.append(1)
    path.unlink()
    path.mkdir()
    for _attempt in range(2):
        with pytest.raises(StoreUnavailableError, match="not a regular file"):
            await thread.append(2)
    path.rmdir()
    assert await thread.append(2) == 2
    assert "deleted while it was in use" in thread.committer.notice


async def test_a_large_store_is_checked_in_use(
    thread: Thread, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it finds is told; ending ends the check too."""
    monkeypatch.setattr(committer_module, "CHECKED_BYTES", 0)
    thread.start()
    await thread.append(1)
    thread.committer._report_damage("page 7")
    assert "page 7" in thread.committer.notice


async def test_a_resting_writer_cuts_the_write_ahead_log(
    thread: Thread, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that the store is one file most of the time."""
    monkeypatch.setattr(committer_module, "IDLE_SECONDS", 0.01)
    thread.start()
    await asyncio.gather(*(thread.append(n) for n in range(300)))
    wal = path.with_name(path.name + "-wal")
    async with asyncio.timeout(10):
        while wal.stat().st_size:
            await asyncio.sleep(0.01)
    assert await thread.append(999) == 301
