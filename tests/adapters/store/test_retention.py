"""Removing rows in small steps; the contract holds which."""

from operator import methodcaller
from pathlib import Path

import pytest

from sprig_tui.adapters.store import texts
from sprig_tui.adapters.store import transaction as transaction_module
from sprig_tui.adapters.store.retention import STEP_ROWS, prune_rows, prune_texts
from sprig_tui.adapters.store.session import WriterSession
from sprig_tui.domain.reasons import Reason
from tests.adapters.store.stores import append, ask, change, do
from tests.log_rows import new_row


def test_one_step_is_bounded(session: WriterSession) -> None:
    """Events are stored between the steps."""
    append(session, *(new_row(n) for n in range(STEP_ROWS + 50)))
    steps = [do(session, lambda tx: prune_rows(tx, oldest_ms=0, keep_events=10)) for _ in range(3)]
    assert steps == [STEP_ROWS, 40, 0]


def test_removed_rows_leave_nothing_behind(session: WriterSession, path: Path) -> None:
    """Not their messageId, not their note as rejected, not in the counts; not on the disk."""
    do(session, lambda tx: tx.append(new_row(1, payload=b'"canary-1234567890"')))
    do(session, lambda tx: tx.append(new_row(2, Reason.INVALID_JSON)))
    do(session, lambda tx: tx.append(new_row(3)))
    assert do(session, lambda tx: prune_rows(tx, oldest_ms=0, keep_events=1)) == 2
    assert ask(path, "SELECT event FROM messages") == [(3,)]
    assert ask(path, "SELECT event FROM rejections") == []
    assert dict(ask(path, "SELECT name, value FROM counters WHERE name LIKE 'kept%'")) == {
        "kept": 1,
        "kept_rejected": 0,
    }
    session.close()
    assert b"canary-1234567890" not in path.read_bytes()


def test_a_damaged_messageid_does_not_stop_it(session: WriterSession, path: Path) -> None:
    """Its index entry is found to lead nowhere later."""
    append(session, *(new_row(n) for n in (1, 2)))
    change(path, "UPDATE events SET message_id = 5 WHERE id = 1")
    assert do(session, lambda tx: prune_rows(tx, oldest_ms=0, keep_events=0)) == 2
    assert do(session, lambda tx: tx.find("m-1", b"")) is None


def test_texts_and_rules_that_nobody_uses_go_too(
    session: WriterSession, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those that kept rows name stay."""
    for module in (texts, transaction_module):
        monkeypatch.setattr(module, "STALE_ROWS", 10)
    monkeypatch.setattr("sprig_tui.adapters.store.retention.STALE_ROWS", 10)
    for version in ("v1", "v2"):
        do(session, methodcaller("save_rules", version, "{}"))
        row = new_row(rules_version=version, detail=version * 3, message_id=None)
        for _ in range(3):
            append(session, *[row] * 20)
    while do(session, lambda tx: prune_rows(tx, oldest_ms=0, keep_events=20)):
        pass
    assert do(session, lambda tx: prune_texts(tx, 0)) is None
    assert ask(path, "SELECT version FROM rules") == [(b"v2",)]
    bodies = [body for (body,) in ask(path, "SELECT body FROM texts")]
    assert b"v2v2v2" in bodies
    assert b"v1v1v1" not in bodies
    while do(session, lambda tx: prune_rows(tx, oldest_ms=0, keep_events=0)):
        pass
    do(session, lambda tx: prune_texts(tx, 0))
    assert b"v2v2v2" in [body for (body,) in ask(path, "SELECT body FROM texts")]
