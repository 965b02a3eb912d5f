"""Emptying the log."""

from operator import methodcaller
from pathlib import Path

import pytest

from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.resetting import EMPTIED, empty_store
from sprig_tui.adapters.store.session import Work, WriterSession
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import MappingKey
from sprig_tui.domain.outbox import Fate, Lane, NewSend, SendEnd
from sprig_tui.domain.reasons import Reason
from tests.adapters.store.stores import append, ask, do
from tests.log_rows import START_MS, new_row

KEY = MappingKey("triggered_events", "exactly", "A")


def fill(session: WriterSession) -> None:
    """Something in every table."""
    append(session, new_row(1), new_row(2, Reason.INVALID_JSON))
    append(session, new_row(3, Reason.EVENT, user_id="u", delivery=DeliveryState.PENDING))
    do(session, methodcaller("know", "u", origin="alias", at_ms=1))
    do(session, methodcaller("note_request", "A", at_ms=1))
    do(session, methodcaller("note_audience", "vip", "audience", "u", member=True, at_ms=1))
    do(session, methodcaller("count_hit", KEY, at_ms=1))
    do(session, lambda tx: tx.is_known("u"))
    send = NewSend(Lane(), START_MS, "POST", "/v2/users", (b"u",), (3,))
    do(session, lambda tx: tx.outbox.begin(send))


def counted(path: Path) -> dict[str, int]:
    """The rows of each table."""
    return {table: ask(path, f"SELECT count(*) FROM {table}")[0][0] for table in EMPTIED}  # noqa: S608


def test_nothing_is_left_but_the_ids_and_the_requests_made(
    session: WriterSession, path: Path
) -> None:
    """Requests count against the rate limit until they are old."""
    fill(session)
    assert all(counted(path).values())
    assert do(session, empty_store) == 3
    assert not any(counted(path).values())
    counters = dict(ask(path, "SELECT name, value FROM counters WHERE value <> 0"))
    assert set(counters) == {"last_id", "commits"}
    assert ask(path, "SELECT rows, kept FROM sends") == [(1, 0)]
    assert not do(session, lambda tx: tx.is_known("u"))
    assert append(session, new_row(1)) == [4]


def test_a_request_under_way_ends_without_its_rows(session: WriterSession, path: Path) -> None:
    fill(session)
    do(session, empty_store)
    do(session, lambda tx: tx.outbox.begin_session(at_ms=START_MS))
    assert ask(path, "SELECT count(*) FROM queues") == [(0,)]
    assert ask(path, "SELECT count(*) FROM sends WHERE ended_at IS NULL") == [(0,)]


def test_a_request_that_leaves_after_it_holds_no_row(session: WriterSession, path: Path) -> None:
    """Its rows were claimed before."""
    fill(session)
    do(session, empty_store)
    send = NewSend(Lane(), START_MS, "POST", "/v2/users", (b"u",), (3,))
    send_id = do(session, lambda tx: tx.outbox.begin(send))
    end = SendEnd(Fate.RETRY, START_MS, 1, 500, "No.")
    do(session, lambda tx: tx.outbox.end(send_id, end))
    assert not any(counted(path).values())
    assert ask(path, "SELECT rows, kept FROM sends ORDER BY id") == [(1, 0), (1, 0)]


def test_hits_of_the_same_commit_are_told_apart(session: WriterSession, path: Path) -> None:
    """Those before it are forgotten, those after it count."""
    hit = Work(methodcaller("count_hit", KEY, at_ms=1))
    session.commit([hit, hit, Work(empty_store), hit])
    assert ask(path, "SELECT count FROM mapping_hits") == [(1,)]


def test_what_fails_halfway_is_taken_back(session: WriterSession, path: Path) -> None:
    fill(session)

    def fail(transaction: object) -> None:
        empty_store(transaction)  # type: ignore[arg-type]
        raise LookupError

    with pytest.raises(LookupError):
        do(session, fail)
    do(session, methodcaller("count_hit", KEY, at_ms=2))
    assert ask(path, "SELECT count FROM mapping_hits") == [(2,)]
    assert ask(path, "SELECT count(*) FROM events") == [(3,)]
    assert ask(path, "SELECT value FROM counters WHERE name = 'received'") == [(3,)]


async def test_the_log_goes_on_afterwards(path: Path) -> None:
    log = await SqliteEventLog.open(path)
    reader = await SqliteLogReader.open(path)
    for number in range(3):
        await log.transact(lambda tx, n=number: tx.append(new_row(n)))  # type: ignore[misc]
    assert await log.reset() == 3
    books = await reader.books()
    assert (books.received, books.reasons, sum(books.deliveries.values())) == (0, {}, 0)
    assert books.balanced()
    assert await log.reset() == 0
    await log.transact(lambda tx: tx.append(new_row(1)))
    assert [row.id for row in await reader.rows()] == [4]
    await reader.close()
    await log.close()
