"""The flow that is counted in memory and written once a commit."""

import sqlite3
from collections.abc import Iterator

import pytest

from sprig_tui.adapters.store.flow_tallies import KEPT_BUCKETS, FlowTallies
from sprig_tui.adapters.store.migrations import migrate
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow_counts import BUCKET_MS
from sprig_tui.domain.reasons import Outcome


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """An empty store in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    yield connection
    connection.close()


def rows(connection: sqlite3.Connection) -> list[tuple[int, ...]]:
    return connection.execute("SELECT * FROM flow ORDER BY bucket").fetchall()


def test_many_works_make_one_row_a_bucket_and_add_up(connection: sqlite3.Connection) -> None:
    """Over commits and over restarts; work that failed counts nothing."""
    flow = FlowTallies(connection)
    assert not flow.write()
    for at_ms in (0, 9_999, 10_000):
        flow.add_event(Outcome.FORWARDED, at_ms)
        flow.keep_work()
    flow.add_event(Outcome.REJECTED, 0)
    flow.drop_work()
    flow.add_delivery(DeliveryState.DELIVERED, 10_001)
    flow.keep_work()
    assert flow.write()
    assert not flow.write()
    assert rows(connection) == [(0, 2, 2, 0, 0, 0, 0), (1, 1, 1, 0, 0, 1, 0)]
    later = FlowTallies(connection)
    later.add_event(Outcome.FILTERED, 10_002)
    later.add_delivery(DeliveryState.FAILED, 10_002)
    later.keep_work()
    later.write()
    assert rows(connection)[1] == (1, 2, 1, 1, 0, 1, 1)


def test_a_reset_forgets_what_its_commit_counted_so_far(connection: sqlite3.Connection) -> None:
    """Unless the reset itself is rolled back."""
    flow = FlowTallies(connection)
    flow.add_event(Outcome.FORWARDED, 0)
    flow.keep_work()
    flow.clear()
    flow.drop_work()
    flow.write()
    assert rows(connection) == [(0, 1, 1, 0, 0, 0, 0)]
    flow.add_event(Outcome.FORWARDED, 0)
    flow.keep_work()
    flow.clear()
    flow.keep_work()
    assert not flow.write()


def test_a_bucket_that_begins_takes_old_ones_away(connection: sqlite3.Connection) -> None:
    """However long the program runs, the table stays small."""
    flow = FlowTallies(connection)
    for bucket in (1, 2, KEPT_BUCKETS + 2):
        flow.add_event(Outcome.FILTERED, bucket * BUCKET_MS)
        flow.keep_work()
        flow.write()
    assert [row[0] for row in rows(connection)] == [2, KEPT_BUCKETS + 2]
