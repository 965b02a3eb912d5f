"""What was seen and is not mapped."""

import pytest

from sprig_tui.domain.settings import Config, TriggeredEvent
from sprig_tui.ports import EngineUnreachableError
from sprig_tui.services.seen_unmapped import Seen, SeenUnmapped
from tests.fakes.engine import MemoryEngine
from tests.fakes.log import MemoryLog


async def test_an_event_that_is_not_mapped_is_proposed_by_its_name() -> None:
    """With the mapping that it may be a slip of."""
    log = MemoryLog()
    await log.transact(lambda tx: tx.note_request("signed up", at_ms=1_000))
    config = Config(triggered_events=(TriggeredEvent(event="Signed Up"),))
    (seen,) = await SeenUnmapped(log, MemoryEngine()).present(config)
    assert (seen.table, seen.name) == ("triggered_events", "signed up")
    assert seen.near.startswith('#1 "Signed Up" would match')
    near = seen.near
    mapping = TriggeredEvent(event="signed up")
    assert seen == Seen(mapping, 1, 1_000, ("signed up",), near=near)


async def test_the_engine_denies_an_event() -> None:
    """And who asked is told when it cannot."""
    engine = MemoryEngine()
    await SeenUnmapped(MemoryLog(), engine).deny("Bought")
    assert engine.denied == ["Bought"]
    engine.unreachable = "no engine answers"
    with pytest.raises(EngineUnreachableError):
        await SeenUnmapped(MemoryLog(), engine).deny("Played")
