"""What a unit of work does to the tables; the contract holds what it means."""

import sqlite3
from pathlib import Path

import pytest

from sprig_tui.adapters.store.opening import OpenOptions
from sprig_tui.adapters.store.session import WriterSession
from sprig_tui.adapters.store.transaction import Limits, StoreTransaction
from sprig_tui.domain.reasons import Reason
from tests.adapters.store.stores import append, ask, change, do, writing
from tests.log_rows import new_row


def test_nothing_is_done_outside_of_the_transaction(session: WriterSession) -> None:
    """SQLite may end it by itself, and a work may swallow that error."""

    def swallow(tx: StoreTransaction) -> None:
        tx.append(new_row(1))
        tx.run("ROLLBACK")
        with pytest.raises(sqlite3.OperationalError, match="ended by an earlier error"):
            tx.append(new_row(2))

    with pytest.raises(sqlite3.OperationalError, match="ended by an earlier error"):
        do(session, swallow)
    session.abandon()


def test_a_messageid_whose_row_is_gone_is_free(session: WriterSession, path: Path) -> None:
    """Damage may take a row and leave its messageId."""
    do(session, lambda tx: tx.append(new_row(1)))
    change(path, "DELETE FROM events")
    assert do(session, lambda tx: tx.find("m-1", b"")) is None
    assert do(session, lambda tx: tx.append(new_row(1))) == 2


def test_a_repeat_of_a_damaged_row_is_found(session: WriterSession, path: Path) -> None:
    """It is still the row that holds the messageId."""
    do(session, lambda tx: tx.append(new_row(1)))
    change(path, "UPDATE events SET payload = x'00'")
    found = do(session, lambda tx: tx.find("m-1", new_row(1).payload))
    assert found is not None
    assert "damaged" in found.row.detail


def test_repeated_texts_are_stored_once(session: WriterSession, path: Path) -> None:
    """A thousand events of one kind share their words."""
    append(session, *(new_row(n) for n in range(50)))
    assert ask(path, "SELECT count(*) FROM texts")[0] <= (5,)
    assert ask(path, "SELECT typeof(detail), count(*) FROM events GROUP BY 1 ORDER BY 1") == [
        ("blob", 1),
        ("integer", 49),
    ]


def test_a_rules_version_in_use_notes_a_recent_row(session: WriterSession, path: Path) -> None:
    """So that it is not removed while rows name it; not at every row."""
    do(session, lambda tx: tx.save_rules("v", "{}"))
    append(session, *(new_row(n, rules_version="v") for n in (1, 2, 3)))
    assert ask(path, "SELECT used FROM rules") == [(1,)]


def test_the_ring_of_rejected_rows_forgets_them_everywhere(path: Path) -> None:
    """The row, its note and its count."""
    with writing(path, OpenOptions(Limits(rejected=2))) as session:
        append(session, *(new_row(n, Reason.INVALID_JSON) for n in range(5)))
    assert ask(path, "SELECT event FROM rejections ORDER BY 1") == [(4,), (5,)]
    assert ask(path, "SELECT id FROM events ORDER BY 1") == [(4,), (5,)]
    assert ask(path, "SELECT value FROM counters WHERE name = 'kept_rejected'") == [(2,)]
