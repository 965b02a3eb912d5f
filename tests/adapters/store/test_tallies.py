"""Counts that are written once a commit."""

import sqlite3
from collections.abc import Iterator

import pytest

from sprig_tui.adapters.store.migrations import migrate
from sprig_tui.adapters.store.tallies import Counters, Hits
from sprig_tui.domain.log import MappingKey

KEY = MappingKey("page_urls", "exactly", "u")


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """An empty store in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    yield connection
    connection.close()


def test_counters_are_written_once_and_read_at_the_start(connection: sqlite3.Connection) -> None:
    """A counter that nobody raised is 0."""
    counters = Counters(connection)
    counters.add("a", 2)
    counters.add("a")
    assert (counters["a"], counters["b"]) == (3, 0)
    counters.keep_work()
    assert counters.write()
    assert not counters.write()
    assert Counters(connection)["a"] == 3


def test_counters_of_a_failed_work_are_taken_back(connection: sqlite3.Connection) -> None:
    """Those of the works before it stay."""
    counters = Counters(connection)
    counters.add("a")
    counters.keep_work()
    counters.add("a", 5)
    counters.drop_work()
    counters.drop_work()
    assert counters["a"] == 1
    counters.write()
    assert Counters(connection)["a"] == 1


def test_hits_add_up_over_works_and_commits(connection: sqlite3.Connection) -> None:
    """With the latest time, whatever order they came in."""
    hits = Hits(connection)
    for at_ms in (3, 9):
        hits.add(KEY, at_ms)
        hits.keep_work()
    hits.add(KEY, 99)
    hits.drop_work()
    assert hits.write()
    assert not hits.write()
    hits.add(KEY, 5)
    hits.keep_work()
    hits.write()
    found = connection.execute("SELECT pattern, count, last_at FROM mapping_hits").fetchall()
    assert found == [(b"u", 3, 9)]
