"""One event in full."""

import asyncio
from collections.abc import Callable

import pytest

from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.outbox import Fate, Lane, NewSend, SendEnd
from sprig_tui.domain.settings import Mode
from sprig_tui.ui.screens.event import EventScreen
from sprig_tui.ui.screens.live import LiveScreen
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

CONFIG = """
[destination.api_keys]
development = "dev-canary-1234"
[[triggered_events]]
event = "Signed Up"
"""
IDENTIFY = {"type": "identify", "userId": "u_1", "messageId": "m-1", "traits": {"plan": "pro"}}
SIGNED_UP = {"type": "track", "event": "Signed Up", "userId": "u_1", "messageId": "m-2"}
ORDER = {"type": "track", "event": "Order Completed", "userId": "u_1", "messageId": "m-3"}
SCREEN = {"type": "screen", "name": "Home", "userId": "u_1", "messageId": "m-5"}
STRANGER = {"type": "track", "event": "Signed Up", "userId": "u_9", "messageId": "m-4"}


async def test_the_parts_are_turned_to_on_narrow_screens(
    terminal: Callable[..., Terminal],
) -> None:
    """Why, what Segment sent, what Sprig gets, how it arrived, and round again."""
    scene = terminal(CONFIG)
    await scene.receive(IDENTIFY, SIGNED_UP)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("enter")
        text = await wait_for_text(pilot, "[Why]", "forwarded.event", "STEPS")
        assert "sprig.toml:4" in text
        await pilot.press("right")
        await wait_for_text(pilot, "[Segment sent]", 'event: "Signed Up"')
        await pilot.press("l")
        text = await wait_for_text(
            pilot, "[Sprig gets]", "POST https://api.sprig.com/v2/users", "••••••••1234"
        )
        assert "canary" not in text
        assert "Not sent: dry run" in text
        await pilot.press("tab")
        await wait_for_text(pilot, "[Timeline]", "RECEIVED", "Shown only. r sends it.")
        await pilot.press("tab")
        await wait_for_text(pilot, "[Arrival]", "tests 1.0", "m-2")
        await pilot.press("tab")
        await wait_for_text(pilot, "[Why]", "STEPS")
        await pilot.press("left")
        await wait_for_text(pilot, "[Arrival]")
        await pilot.press("q")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, LiveScreen))
        assert scene.app.is_running


async def test_wide_screens_show_the_why_beside_a_part(
    terminal: Callable[..., Terminal],
) -> None:
    """And follow a change of size."""
    scene = terminal(CONFIG)
    await scene.receive(IDENTIFY, SIGNED_UP)
    async with scene.app.run_test(size=(160, 45)) as pilot:
        await wait_for_text(pilot, "Signed Up")
        await pilot.press("enter")
        await wait_for_text(pilot, "STEPS", 'event: "Signed Up"')
        await pilot.press("right")
        await wait_for_text(pilot, "STEPS", "POST https://api.sprig.com/v2/users")
        await pilot.press("right", "right", "right")
        await wait_for_text(pilot, "STEPS", 'event: "Signed Up"')
        await pilot.resize_terminal(80, 24)
        await wait_for_no_text(pilot, "STEPS")
        assert "[Segment sent]" in screen_text(scene.app.screen)


async def test_next_and_previous_end_at_the_ends(terminal: Callable[..., Terminal]) -> None:
    """Under the filter of the list."""
    scene = terminal(CONFIG)
    await scene.receive(IDENTIFY, SIGNED_UP, ORDER)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("slash", *"type:track", "enter")
        await wait_for_no_text(pilot, "identify")
        await pilot.press("enter")
        await wait_for_text(pilot, "#3")
        await pilot.press("k")
        await wait_for_text(pilot, "There is no newer event")
        await pilot.press("right_square_bracket")
        await wait_for_text(pilot, "#2")
        await pilot.press("j")
        await wait_for_text(pilot, "There is no older event")
        await pilot.press("left_square_bracket")
        await wait_for_text(pilot, "#3")


async def test_mapping_copying_and_knowing_work_here_too(
    terminal: Callable[..., Terminal],
) -> None:
    """As in the list."""
    scene = terminal(CONFIG)
    await scene.receive(IDENTIFY, STRANGER, SIGNED_UP, ORDER)
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("enter")
        await wait_for_text(pilot, "#4")
        await pilot.press("y")
        await wait_for_text(pilot, "Copied the payload")
        assert "Order Completed" in scene.app.clipboard
        await pilot.press("j")
        await wait_for_text(pilot, "#3")
        await pilot.press("Y")
        await wait_for_text(pilot, "Copy event #3 as", "what Sprig gets, as JSON")
        await pilot.press("end", "up", "enter")
        await wait_for_text(pilot, "Copied what Sprig gets")
        assert '"events"' in scene.app.clipboard
        assert "a Map" not in screen_text(scene.app.screen)
        await pilot.press("a")
        assert isinstance(scene.app.screen, EventScreen)
        await pilot.press("j")
        await wait_for_text(pilot, "#2", "u Make known")
        await pilot.press("u")
        await wait_for_text(pilot, "Make the user u_9 known?")
        await pilot.press("enter")
        await wait_until(pilot, lambda: scene.engine.known == ["u_9"])
        await pilot.press("k", "k")
        await wait_for_text(pilot, "#4", "a Map")
        await pilot.press("a")
        await wait_until(pilot, lambda: scene.app.current_mode == "mappings")


async def test_other_kinds_are_turned_to_with_a_warning_over_them(
    terminal: Callable[..., Terminal],
) -> None:
    """Decision, trace and requests are that kind's; the last one turns back to what happened."""
    scene = terminal(CONFIG)
    await scene.receive(IDENTIFY, SIGNED_UP, SCREEN)
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "Home")
        await pilot.press("enter")
        text = await wait_for_text(pilot, "#3", "filtered.unsupported_type", "[Why]")
        assert "WOULD DECIDE" not in text
        await pilot.press("o")
        text = await wait_for_text(
            pilot, "AS sprig_actions WOULD DECIDE; it was decided for sprig", "unmapped_event"
        )
        assert "the same rules, only with kind sprig_actions" in text.lower()
        assert "a Map" not in text
        await pilot.press("j")
        await wait_for_text(pilot, "#2", "AS sprig_actions WOULD DECIDE", "forwarded.event")
        await pilot.press("right", "right")
        await wait_for_text(pilot, "Not sent: only shown.", "Bearer")
        await pilot.press("o")
        await wait_for_text(pilot, "AS gleap WOULD DECIDE", "[Gleap gets]", "Api-Token")
        await pilot.press("Y")
        await wait_for_text(pilot, "what Gleap gets, as JSON", "curl to Gleap")
        await pilot.press("escape")
        await pilot.press("o")
        await wait_for_no_text(pilot, "WOULD DECIDE")
        await wait_for_text(pilot, "[Sprig gets]", "Not sent: dry run")


async def test_the_way_of_an_event_is_followed_and_it_is_resent(
    terminal: Callable[..., Terminal],
) -> None:
    """The timeline grows while it is looked at; `r` asks, naming the event and where it goes."""
    scene = terminal(CONFIG.replace("[destination.", '[destination]\nmode = "live"\n[destination.'))
    await scene.receive(IDENTIFY, ORDER)
    outbox, now = scene.log.writes.outbox, scene.clock.ms
    outbox.align(Lane(), Mode.LIVE, after=0, limit=10)
    async with scene.app.run_test(size=(100, 36), notifications=True) as pilot:
        await wait_for_text(pilot, "WAIT", "identify")
        await pilot.press("j", "enter")
        await wait_for_text(pilot, "#1", "STEPS", "r Resend")
        await pilot.press("right", "right", "right")
        await wait_for_text(pilot, "[Timeline]", "It is in the queue")
        (user,) = outbox.claim(Lane(), now_ms=now, users=1, rows=5)
        send = outbox.begin(NewSend(Lane(), now, "POST", "/v2/users", (user.user,), (1,)))
        await wait_for_text(pilot, "UNDER WAY")
        outbox.end(send, SendEnd(Fate.PARKED, now, 9, 400, "Refused.", b'{"no":"[b]x\x1b"}'))
        await wait_for_text(pilot, "REFUSED", "400", '{"no":"[b]x\\x1b"}', "r resends it")
        await pilot.press("r")
        await wait_for_text(
            pilot, "Resend identify (#1)?", "1 to api.sprig.com (sprig, development)"
        )
        await pilot.press("y")
        await wait_until(pilot, lambda: scene.engine.resent == [1])
        await wait_for_text(pilot, "Queued again: 1 of 1")
        await pilot.press("k")
        await wait_for_text(pilot, "#2", "Nothing to deliver")
        assert "r Resend" not in screen_text(scene.app.screen)


async def test_an_event_that_is_gone_is_told(terminal: Callable[..., Terminal]) -> None:
    """Retention goes on while one looks."""
    scene = terminal(CONFIG)
    await scene.receive(ORDER)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "Order Completed")
        scene.log.writes.remove(1)
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "The event is not kept any more")
        await pilot.press("y", "Y", "a", "u", "o", "escape")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, LiveScreen))


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("R", "Send #2 through the listener again"),
        ("a", "Add a triggered event"),
        ("Y", "keeps its messageId"),
    ],
)
async def test_a_key_that_comes_before_the_event_is_read_is_not_lost(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch, key: str, shown: str
) -> None:
    """It does what it does as soon as the event is there."""
    scene = terminal(CONFIG)
    await scene.receive(IDENTIFY, ORDER)
    read, readable = scene.log.event, asyncio.Event()

    async def read_later(row_id: int) -> StoredEvent | None:
        await readable.wait()
        return await read(row_id)

    monkeypatch.setattr(scene.log, "event", read_later)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("enter", key)
        await wait_until(pilot, lambda: isinstance(scene.app.screen, EventScreen))
        readable.set()
        await wait_for_text(pilot, shown)
