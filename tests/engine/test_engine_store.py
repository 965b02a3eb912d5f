"""The engine's care for its store."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path
from typing import Any

import pytest

from sprig_tui import engine_store as store_module
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.domain.settings import Store
from sprig_tui.engine_store import StoreKeeper
from sprig_tui.ports import StoreTakenError, StoreUnavailableError
from tests.fakes.engine import FixedClock
from tests.log_rows import new_row


@contextlib.asynccontextmanager
async def running(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Have a work that never ends done meanwhile."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def nothing() -> None:
    """In place of what is to be done with another store."""


@pytest.fixture
async def log(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SqliteEventLog]:
    """An open store that is looked after all the time."""
    monkeypatch.setattr(store_module, "PROBE_SECONDS", 0.01)
    log = await SqliteEventLog.open(folder / "events.db")
    yield log
    await log.close()


async def test_a_store_that_cannot_be_made_anew_is_a_problem_until_it_can(
    log: SqliteEventLog, folder: Path
) -> None:
    """Then whoever kept something in it is told, once."""
    told = asyncio.Event()
    calls: list[int] = []

    async def replaced() -> None:
        calls.append(1)
        told.set()

    keeper = await StoreKeeper.of(log, replaced)
    async with asyncio.timeout(10), running(keeper.probe()):
        await log.transact(lambda tx: tx.append(new_row(1)))
        assert keeper.problem == ""
        (folder / "events.db").unlink()
        (folder / "events.db").mkdir()
        while "not a regular file" not in keeper.problem:
            await asyncio.sleep(0.01)
        assert not calls
        (folder / "events.db").rmdir()
        await told.wait()
        assert keeper.problem == ""
    assert calls == [1]


async def test_the_limits_of_the_moment_are_kept(
    log: SqliteEventLog, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They can change while it works."""
    monkeypatch.setattr(store_module, "HOUSEKEEPING_SECONDS", 0.01)
    await log.transact(lambda tx: [tx.append(new_row(number)) for number in range(5)])
    limits = [Store(keep_events=3)]
    keeper = await StoreKeeper.of(log, nothing)
    reader = await SqliteLogReader.open(folder / "events.db")
    async with asyncio.timeout(10), running(keeper.prune(FixedClock(), lambda: limits[0])):
        for kept in (3, 1):
            limits[0] = Store(keep_events=kept)
            while len(await reader.rows()) != kept:
                await asyncio.sleep(0.01)
        assert [row.id for row in await reader.rows()] == [5]
    await reader.close()


async def test_pruning_goes_on_after_a_failure_of_the_store(
    log: SqliteEventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it was, the next attempt may go well."""
    monkeypatch.setattr(store_module, "HOUSEKEEPING_SECONDS", 0.01)
    failures: list[Exception] = [
        StoreUnavailableError("the disk is full"),
        sqlite3.DataError("out of range"),
        OSError("no descriptors left"),
    ]
    pruned = asyncio.Event()

    async def prune(*_args: object, **_options: object) -> int:
        if failures:
            raise failures.pop()
        pruned.set()
        return 0

    monkeypatch.setattr(log, "prune", prune)
    keeper = await StoreKeeper.of(log, nothing)
    async with asyncio.timeout(10), running(keeper.prune(FixedClock(), Store)):
        await pruned.wait()
    assert not failures


async def test_a_store_that_another_engine_took_is_a_problem(
    log: SqliteEventLog, folder: Path
) -> None:
    """It is asked again and again, until that one is gone."""
    taken = [True]

    async def replaced() -> None:
        if taken[0]:
            raise StoreTakenError("process 7 owns it")

    keeper = await StoreKeeper.of(log, replaced)
    async with asyncio.timeout(10), running(keeper.probe()):
        (folder / "events.db").unlink()
        while not keeper.problem:
            await asyncio.sleep(0.01)
        assert keeper.problem == "process 7 owns it"
        taken[0] = False
        while keeper.problem:
            await asyncio.sleep(0.01)
