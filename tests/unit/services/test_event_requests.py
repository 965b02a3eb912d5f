"""Which event requests wait for an operator."""

import pytest

from sprig_tui.domain.log import EventRequest
from sprig_tui.domain.matching import MappingTable
from sprig_tui.domain.settings import Config, MatchType, TriggeredEvent
from sprig_tui.ports import EngineUnreachableError
from sprig_tui.services.event_requests import EventRequests, open_requests
from tests.fakes.engine import MemoryEngine
from tests.fakes.log import MemoryLog


def request(name: str) -> EventRequest:
    return EventRequest(name, count=3, first_ms=1_000, last_ms=2_000)


def test_a_request_goes_when_the_rules_map_its_name() -> None:
    """Whether by its name or by a pattern, and when the mapping is switched off too."""
    registered = MappingTable(
        (
            TriggeredEvent(event="Signed Up"),
            TriggeredEvent(event="Cart", match=MatchType.STARTS_WITH),
            TriggeredEvent(event="Trial Started", enabled=False),
        )
    )
    names = ["Bought", "Signed Up", "Cart Viewed", "Trial Started", "signed up"]
    waiting = open_requests([request(name) for name in names], registered)
    assert [one.name for one in waiting] == ["Bought", "signed up"]


async def test_a_denied_request_does_not_wait() -> None:
    """It comes back by itself: the log opens it again when the event is seen."""
    log = MemoryLog()
    await log.transact(lambda tx: tx.note_request("Bought", at_ms=1_000))
    await log.transact(lambda tx: tx.deny_request("Bought"))
    waiting, denied = await EventRequests(log, MemoryEngine()).present(Config())
    assert (waiting, [one.name for one in denied]) == ((), ["Bought"])
    mapped = Config(triggered_events=(TriggeredEvent(event="Bought"),))
    assert await EventRequests(log, MemoryEngine()).present(mapped) == ((), ())


async def test_the_requests_follow_the_config() -> None:
    """A mapping that is added or taken away shows at once, whoever edited the file."""
    log = MemoryLog()
    await log.transact(lambda tx: tx.note_request("Bought", at_ms=1_000))
    requests = EventRequests(log, MemoryEngine())
    mapped = Config(triggered_events=(TriggeredEvent(event="Bought"),))
    assert [one.name for one in (await requests.present(Config()))[0]] == ["Bought"]
    assert await requests.present(mapped) == ((), ())
    assert await requests.present(mapped) == ((), ())
    assert [one.name for one in (await requests.present(Config()))[0]] == ["Bought"]


async def test_the_engine_denies() -> None:
    """The log has one writer, and that is the engine."""
    engine = MemoryEngine()
    await EventRequests(MemoryLog(), engine).deny("Bought")
    assert engine.denied == ["Bought"]


async def test_a_name_that_may_be_a_slip_says_of_what() -> None:
    """By the configuration that was read last."""
    requests = EventRequests(MemoryLog(), MemoryEngine())
    assert requests.near_miss("signed up") == ""
    await requests.present(Config(triggered_events=(TriggeredEvent(event="Signed Up"),)))
    assert requests.near_miss("signed up").startswith('#1 "Signed Up" would match')
    assert requests.near_miss("Bought") == ""


async def test_without_an_engine_requests_are_only_read() -> None:
    requests = EventRequests(MemoryLog())
    assert await requests.present(Config()) == ((), ())
    with pytest.raises(EngineUnreachableError):
        await requests.deny("Bought")
