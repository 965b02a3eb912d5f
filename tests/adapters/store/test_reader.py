"""Reading the store beside an engine and without one; the contract holds the answers."""

import asyncio
import threading
from collections.abc import AsyncIterator
from operator import methodcaller
from pathlib import Path

import psutil
import pytest

from sprig_tui.adapters.store import reader as reader_module
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.rows import DAMAGED
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.domain.log import Books, LogRow
from sprig_tui.domain.query import Query, parse_query
from sprig_tui.ports import StoreUnavailableError
from tests.adapters.store.stores import append, writing
from tests.log_rows import new_row


@pytest.fixture
async def reader(path: Path) -> AsyncIterator[SqliteLogReader]:
    """Of a store that is not there yet."""
    reader = await SqliteLogReader.open(path)
    yield reader
    await reader.close()


async def test_a_store_that_is_not_there_reads_as_empty(
    reader: SqliteLogReader, path: Path
) -> None:
    """Until it appears."""
    assert await reader.books() == Books()
    assert await reader.rows() == []
    assert await reader.event(1) is None
    assert await reader.rules("v") is None
    assert await reader.user_count() == 0
    assert not await reader.is_known("u")
    nothing = (reader.mapping_hits, reader.event_requests, reader.users, reader.audiences)
    assert not any([await ask() for ask in nothing])
    with writing(path) as session:
        append(session, new_row(1))
    assert len(await reader.rows()) == 1


async def test_it_follows_a_writer_and_its_restarts(reader: SqliteLogReader, path: Path) -> None:
    """Writing, closed, writing again: the reader is never in the way and misses nothing."""
    tokens = []
    for start in (0, 10, 20):
        log = await SqliteEventLog.open(path)
        for number in range(start, start + 10):
            await log.transact(methodcaller("append", new_row(number)))
            assert len(await reader.rows(limit=99)) == number + 1
            tokens.append(await reader.change_token())
        await log.close()
        assert len(await reader.rows(limit=99)) == start + 10
    assert tokens == sorted(set(tokens))


async def test_a_long_search_goes_in_short_reads(
    reader: SqliteLogReader, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Off the loop, and it can be cancelled between them."""
    with writing(path) as session:
        append(session, *(new_row(n, name="odd" if n % 2 else "even") for n in range(100)))
    monkeypatch.setattr(reader_module, "CHUNK_ROWS", 7)
    found = await reader.rows(query=parse_query("name:odd"), limit=30)
    assert [row.id for row in found] == list(range(100, 40, -2))
    found = await reader.rows(query=parse_query("name:odd"), after=0, scan=50, limit=99)
    assert [row.id for row in found] == list(range(2, 51, 2))
    threads = set()
    looked_at = []

    def matches(row: LogRow) -> bool:
        threads.add(threading.current_thread())
        looked_at.append(row.id)
        if len(looked_at) == 8:
            loop.call_soon_threadsafe(search.cancel)
        return False

    loop = asyncio.get_running_loop()
    search = asyncio.ensure_future(reader.rows(query=Query("", matches)))
    with pytest.raises(asyncio.CancelledError):
        await search
    assert len(looked_at) < 100
    assert threading.main_thread() not in threads


async def test_a_flipped_bit_in_a_payload_is_seen(reader: SqliteLogReader, path: Path) -> None:
    """SQLite does not notice; the checksum of the row does."""
    with writing(path) as session:
        append(session, new_row(1, payload=b'{"canary": "aaaa"}'), new_row(2))
    path.write_bytes(path.read_bytes().replace(b"aaaa", b"aaab"))
    newest, damaged = await reader.rows()
    assert damaged.detail == DAMAGED
    assert newest.detail != DAMAGED


async def test_a_store_that_cannot_be_read_says_why(reader: SqliteLogReader, path: Path) -> None:
    """And is read again once it can be."""
    path.write_text("no database " * 100)
    for ask in (reader.rows(), reader.change_token(), reader.books()):
        with pytest.raises(StoreUnavailableError, match="not a database"):
            await ask
    path.unlink()
    with writing(path) as session:
        append(session, new_row(1))
    assert len(await reader.rows()) == 1


async def test_an_error_on_the_way_opens_the_store_anew(
    reader: SqliteLogReader, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next read finds everything, and the token went up."""
    with writing(path) as session:
        append(session, new_row(1))
    before = await reader.change_token()
    with monkeypatch.context() as patch:
        patch.setattr("sprig_tui.adapters.store.selects.NEWEST_FIRST", "SELECT nonsense")
        with pytest.raises(StoreUnavailableError):
            await reader.rows()
    assert len(await reader.rows()) == 1
    assert await reader.change_token() > before


async def test_it_leaves_no_files_open(path: Path) -> None:
    """However often it is opened and closed."""
    with writing(path) as session:
        append(session, new_row(1))
    before = psutil.Process().num_fds()
    for _ in range(5):
        reader = await SqliteLogReader.open(path)
        await reader.rows()
        await asyncio.gather(reader.close(), reader.close())
        with pytest.raises(StoreUnavailableError, match="closed"):
            await reader.rows()
    assert psutil.Process().num_fds() == before
