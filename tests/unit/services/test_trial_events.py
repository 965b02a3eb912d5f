"""The test event of the terminal."""

import pytest

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import Config, TriggeredEvent
from sprig_tui.ports import EngineUnreachableError
from sprig_tui.services.trial_events import any_foreign, send_trial
from tests.fakes.engine import MemorySender


async def test_sends_an_identify_and_then_a_track() -> None:
    """Of one user, with ids of their own."""
    sender = MemorySender()
    lines = await send_trial(sender, Config(), "t-1")
    assert [event["type"] for event in sender.sent] == ["identify", "track"]
    assert {event["userId"] for event in sender.sent} == {"sprig-tui-test"}
    assert [event["messageId"] for event in sender.sent] == ["t-1-identify", "t-1-track"]
    assert lines == ["identify taken", "track taken"]
    assert sender.sent[1]["event"] == "sprig-tui test"


async def test_tries_a_registered_event_and_tells_the_decision() -> None:
    """So that a mapping is seen to work."""
    sender = MemorySender(
        lambda event: (
            {"reason": "forwarded.event", "delivery": "dry_run"}
            if event["type"] == "track"
            else {"reason": "filtered.duplicate", "delivery": None}
        )
    )
    config = Config(triggered_events=(TriggeredEvent(event="Signed Up"),))
    assert await send_trial(sender, config, "t-2") == [
        "identify filtered (duplicate)",
        "track forwarded, dry run",
    ]
    assert sender.sent[1]["event"] == "Signed Up"
    sender = MemorySender(lambda _event: {"reason": "forwarded.event", "delivery": None})
    assert (await send_trial(sender, config, "t-5"))[1] == "track forwarded"


async def test_tells_what_the_listener_refused() -> None:
    """An answer that is no success is no decision."""
    sender = MemorySender()
    sender.status, sender.message = 401, "unknown write key"
    lines = await send_trial(sender, Config(), "t-3")
    assert lines[0] == "identify: the listener answered 401 unknown write key"


async def test_no_engine_is_an_error() -> None:
    """The screen says so."""
    sender = MemorySender()
    sender.unreachable = "no engine answers"
    with pytest.raises(EngineUnreachableError):
        await send_trial(sender, Config(), "t-4")


def test_events_of_others_are_told_from_its_own() -> None:
    """Also those without a user."""
    own = LogRow(1, 0, Reason.EVENT, "", user_id="sprig-tui-test")
    assert not any_foreign([own, own])
    assert any_foreign([own, LogRow(2, 0, Reason.MISSING_USER_ID, "")])
