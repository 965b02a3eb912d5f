"""What the contract cannot see of the users who wait."""

from functools import partial
from pathlib import Path

from sprig_tui.adapters.store.session import WriterSession
from sprig_tui.adapters.store.transaction import StoreTransaction
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import Mode
from tests.adapters.store.stores import append, ask, do
from tests.log_rows import new_row


def fill(session: WriterSession, count: int) -> None:
    do(session, lambda tx: tx.outbox.align(Lane(), Mode.LIVE, after=0, limit=9))
    rows = (
        new_row(n, Reason.EVENT, user_id=f"u{n % 3}", delivery=DeliveryState.PENDING)
        for n in range(count)
    )
    append(session, *rows)


def park(row_id: int, tx: StoreTransaction) -> None:
    tx.outbox.park(row_id, sentence="x", at_ms=0)


def test_the_due_users_are_found_by_an_index(session: WriterSession, path: Path) -> None:
    """A hundred thousand users cost a claim no more than ten."""
    fill(session, 6)
    plan = ask(
        path,
        "EXPLAIN QUERY PLAN SELECT user, failures FROM queues WHERE lane = 1 AND due <= 5"
        " ORDER BY due, head LIMIT 8",
    )
    assert "queues_by_due" in plan[0][3]
    assert not any("TEMP B-TREE" in row[3] for row in plan)


def test_users_are_counted_as_they_come_and_go(session: WriterSession, path: Path) -> None:
    fill(session, 6)
    assert ask(path, "SELECT value FROM counters WHERE name = 'lane 1 users'") == [(3,)]
    for row_id in range(1, 7):
        do(session, partial(park, row_id))
    assert ask(path, "SELECT value FROM counters WHERE name = 'lane 1 users'") == [(0,)]
    assert ask(path, "SELECT * FROM queues") == []


def test_the_oldest_row_left_decides_the_turn(session: WriterSession, path: Path) -> None:
    fill(session, 6)
    do(session, lambda tx: tx.outbox.claim(Lane(), now_ms=1, users=1, rows=9))
    do(session, lambda tx: tx.outbox.park(1, sentence="x", at_ms=0))
    (user,) = ask(path, "SELECT user FROM queues WHERE due IS NULL")
    do(session, lambda tx: tx.outbox.release(Lane(), user, next_ms=0))
    assert sorted(ask(path, "SELECT head FROM queues")) == [(2,), (3,), (4,)]
