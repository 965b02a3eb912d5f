"""What is delivered again."""

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import NewRow
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import RulesSource
from sprig_tui.domain.settings import Environment
from sprig_tui.services import resending
from sprig_tui.services.resending import Resending, ResendPlan
from tests.fakes.engine import MemoryEngine
from tests.fakes.log import MemoryLog
from tests.fakes.outbox_reader import FakeOutboxReader
from tests.log_rows import new_row

PRODUCTION = Lane(environment=Environment.PRODUCTION)


def row(number: int, state: DeliveryState, version: str | None = "v") -> NewRow:
    return new_row(number, Reason.EVENT, delivery=state, rules_version=version)


def rig(*rows: NewRow) -> tuple[MemoryLog, MemoryEngine, Resending]:
    log, engine = MemoryLog(), MemoryEngine()
    source = RulesSource(environment=Environment.PRODUCTION)
    log.writes.save_rules("v", source.model_dump_json())
    log.writes.save_rules("damaged", "{")
    for each in rows:
        log.writes.append(each)
    return log, engine, Resending(log, FakeOutboxReader(log), engine)


async def test_a_plan_names_where_rows_go_and_what_was_taken() -> None:
    """By the rules that decided them; rules that are gone count as the default ones."""
    log, engine, service = rig(
        row(1, DeliveryState.DELIVERED),
        row(2, DeliveryState.DRY_RUN),
        row(3, DeliveryState.FAILED, None),
        row(4, DeliveryState.FAILED, "gone"),
        row(5, DeliveryState.FAILED, "damaged"),
    )
    plan = await service.plan(await log.rows(after=0))
    assert list(plan.row_ids) == [1, 2, 3, 4, 5]
    assert plan.lanes == {PRODUCTION: 2, Lane(): 3}
    assert plan.taken == 1
    assert await service.send(plan) == 5
    assert engine.resent == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("failed", [0, 1, 3, 4])
async def test_all_failed_rows_are_found_by_pages(
    failed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order of receipt, and asked for by pages too."""
    monkeypatch.setattr(resending, "PAGE", 2)
    rows = [row(number, DeliveryState.FAILED) for number in range(1, failed + 1)]
    _log, engine, service = rig(*rows, row(9, DeliveryState.DELIVERED))
    plan = await service.plan_failed()
    assert list(plan.row_ids) == list(range(1, failed + 1))
    assert plan.lanes == ({PRODUCTION: failed} if failed else {})
    assert await service.send(plan) == failed
    assert engine.resent == list(plan.row_ids)


async def test_nothing_is_sent_of_an_empty_plan() -> None:
    _log, engine, service = rig()
    assert await service.send(ResendPlan()) == 0
    assert engine.resent == []
