"""What the reader asks the store; the contract holds the answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sprig_tui.adapters.store.connection import connect_reader
from sprig_tui.adapters.store.rows import DAMAGED
from sprig_tui.adapters.store.selects import PAST_ANY_ID, Found, OpenStore, Span
from sprig_tui.adapters.store.session import WriterSession
from sprig_tui.domain.query import Query, parse_query
from tests.adapters.store.stores import append, change, do
from tests.log_rows import new_row

ALL = Span(before=PAST_ANY_ID, after=0, scan=100, oldest_first=False)


@pytest.fixture
def store(session: WriterSession, path: Path) -> Iterator[OpenStore]:
    """The reader's view of a store with five rows."""
    append(session, *(new_row(n, name="odd" if n % 2 else "even") for n in range(1, 6)))
    store = OpenStore(connect_reader(path, busy_seconds=0))
    yield store
    store.close()


def test_a_span_tells_how_far_it_looked(store: OpenStore) -> None:
    """So that the next read can go on there."""
    found = store.rows(ALL, parse_query("name:odd"), 2)
    assert ([row.id for row in found.rows], found.looked_at, found.last_id) == ([5, 3], 3, 3)
    assert store.rows(Span(3, 2, 9, oldest_first=True), None, 9) == Found([], 0, 0)


def test_no_read_keeps_a_snapshot(store: OpenStore, session: WriterSession) -> None:
    """Not after a full read, not after one that ended early, not after one that failed."""

    def fail(_row: object) -> bool:
        raise LookupError("as planned")

    store.rows(ALL, None, 1)
    store.rows(ALL, None, 100)
    store.event(1)
    store.books()
    with pytest.raises(LookupError):
        store.rows(ALL, Query("", fail), 1)
    session.require_checkpoint()
    assert store.books().received == 5


def test_a_damaged_row_is_shown_as_such(store: OpenStore, path: Path) -> None:
    """The first one has all its texts to itself."""
    change(path, "UPDATE events SET payload = x'00' WHERE id = 2")
    change(path, "UPDATE texts SET body = x'ff'")
    details = [row.detail for row in store.rows(ALL, None, 9).rows]
    assert [detail == DAMAGED for detail in details] == [True, True, True, True, False]
    event = store.event(2)
    assert event is not None
    assert (event.payload, event.row.detail) == (b"\x00", DAMAGED)


def test_damaged_rules_are_none(store: OpenStore, session: WriterSession, path: Path) -> None:
    """An old row is explained without them."""
    do(session, lambda tx: tx.save_rules("v", "{}"))
    assert store.rules("v") == "{}"
    change(path, "UPDATE rules SET source = x'00'")
    assert store.rules("v") is None
