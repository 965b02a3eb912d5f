"""A store from before the queue was made."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from sprig_tui.adapters.store import migrations
from sprig_tui.adapters.store.flow_tallies import FlowTallies
from sprig_tui.adapters.store.outbox import StoreOutbox
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.outbox import Lane, WaitingUser
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Environment, Mode
from tests.adapters.store.stores import append, ask, do, writing
from tests.log_rows import new_row

PRODUCTION = Lane(environment=Environment.PRODUCTION)


def fill_old_store(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = migrations.MIGRATIONS
    before = steps[: steps.index(migrations.create_outbox)]
    with monkeypatch.context() as old:
        old.setattr(migrations, "MIGRATIONS", before)
        old.setattr(migrations, "LATEST", len(before))
        old.setattr(StoreOutbox, "enter", lambda *_args, **_kwargs: None)
        old.setattr(FlowTallies, "write", lambda _self: False)
        with writing(path) as session:
            source = RulesSource(environment=Environment.PRODUCTION).to_json()
            do(session, lambda tx: tx.save_rules("v", source))
            for number, state in enumerate(DeliveryState, start=1):
                row = new_row(number, Reason.EVENT, user_id="u", delivery=state)
                append(session, replace(row, rules_version="v" if number > 1 else None))
            append(session, replace(new_row(8), user_id=None))


def test_what_waits_enters_the_queue(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of receipt, in the lane of its rules; the books stay as they were."""
    fill_old_store(path, monkeypatch)
    books = ask(path, "SELECT name, value FROM counters WHERE name IN ('held', 'pending')")

    def claim(lane: Lane) -> Sequence[WaitingUser]:
        def work(tx: object) -> Sequence[WaitingUser]:
            outbox: StoreOutbox = tx.outbox  # type: ignore[attr-defined]
            outbox.align(lane, Mode.LIVE, after=0, limit=100)
            return outbox.claim(lane, now_ms=0, users=9, rows=9)

        return do(session, work)

    with writing(path) as session:
        after = ask(path, "SELECT name, value FROM counters WHERE name IN ('held', 'pending')")
        assert after == books
        (user,) = claim(PRODUCTION)
        assert [row.row_id for row in user.rows] == [2, 3, 4]
