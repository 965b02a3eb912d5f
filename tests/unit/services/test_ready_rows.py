"""Waiting rows become requests again; what cannot is parked with a sentence."""

from dataclasses import replace

import pytest

from sprig_tui.domain.merging import MAX_JSON
from sprig_tui.domain.outbox import Lane, WaitingRow, WaitingUser
from sprig_tui.domain.settings import Environment
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.compiled_rules import CompiledRules
from sprig_tui.services.ready_rows import CHUNK, DAMAGED, NOT_KEPT, Loaded, ReadyRows
from tests import factories
from tests.fakes.log import MemoryLog
from tests.unit.services.delivery_bench import append

RULES = factories.registered(unknown_users="forward")


async def read(log: MemoryLog, *rows: list[int], alone: bool = False) -> Loaded:
    users = [
        WaitingUser(str(place).encode(), tuple(WaitingRow(row, alone=alone) for row in ids))
        for place, ids in enumerate(rows)
    ]
    return await ReadyRows(log, CompiledRules(log)).read(users, Lane())


async def test_every_row_gets_its_own_request_in_order() -> None:
    log = MemoryLog()
    ids = [append(log, factories.track(), RULES) for _ in range(CHUNK + 5)]
    loaded = await read(log, ids[:3], ids[3:], alone=True)
    assert [[ready.row_id for ready in queue] for queue in loaded.queues] == [ids[:3], ids[3:]]
    assert loaded.unreadable == {}
    first = loaded.queues[0][0]
    assert (first.user, first.alone) == (b"0", True)
    assert first.request.json == {
        "userId": factories.USER,
        "events": [{"event": factories.BUTTON, "timestamp": factories.TIMESTAMP_MS}],
    }


async def test_a_row_that_is_not_kept_any_more_does_not_stop_the_others() -> None:
    log = MemoryLog()
    ids = [append(log, factories.track(), RULES) for _ in range(3)]
    log.writes.remove(ids[1])
    loaded = await read(log, ids)
    assert [ready.row_id for ready in loaded.queues[0]] == [ids[0], ids[2]]
    assert loaded.unreadable == {ids[1]: NOT_KEPT}


async def test_a_damaged_row_is_never_sent() -> None:
    """It may still read well, as an event of somebody else."""
    log = MemoryLog()
    ids = [append(log, factories.track(), RULES) for _ in range(2)]
    log.writes.events[ids[0]] = replace(log.writes.events[ids[0]], damaged=True)
    loaded = await read(log, ids)
    assert [ready.row_id for ready in loaded.queues[0]] == [ids[1]]
    assert loaded.unreadable == {ids[0]: DAMAGED}


@pytest.mark.parametrize("text", [None, "not JSON"])
async def test_a_row_without_readable_rules_is_unreadable(text: str | None) -> None:
    log = MemoryLog()
    row_id = append(log, factories.track(), RULES)
    if text is None:
        log.writes.rules.clear()
    else:
        log.writes.rules[RULES.version] = text
    loaded = await read(log, [row_id])
    assert loaded.queues == [[]]
    assert loaded.unreadable[row_id].startswith("It cannot be sent: ")


async def test_a_payload_that_is_damaged_is_unreadable() -> None:
    log = MemoryLog()
    row_id = append(log, factories.track(), RULES, payload=b"{not JSON")
    loaded = await read(log, [row_id])
    assert "rejected.invalid_json" in loaded.unreadable[row_id]


async def test_a_row_of_another_lane_is_never_made_ready() -> None:
    log = MemoryLog()
    rules = factories.registered(environment="production", unknown_users="forward")
    row_id = append(log, factories.track(), rules)
    assert Lane.of(rules.source).environment is Environment.PRODUCTION
    assert (await read(log, [row_id])).queues == [[]]


async def test_no_more_of_a_user_is_read_than_a_request_can_hold() -> None:
    log = MemoryLog()
    traits = {"text": "x" * (MAX_JSON // 20)}
    ids = [append(log, factories.identify(traits), RULES) for _ in range(2 * CHUNK)]
    other = [append(log, factories.track(), RULES)]
    large, small = (await read(log, ids, other)).queues
    assert len(large) == CHUNK
    assert len(small) == 1


async def test_a_log_that_cannot_be_read_now_parks_nothing() -> None:
    log = MemoryLog()
    row_id = append(log, factories.track(), RULES)

    async def refuse(version: str) -> str | None:
        raise StoreUnavailableError("the disk is gone")

    log.rules = refuse  # type: ignore[method-assign]
    with pytest.raises(StoreUnavailableError):
        await read(log, [row_id])
