"""The parts of one event and the way through them."""

from collections.abc import Callable

import pytest
from textual.containers import VerticalScroll

from sprig_tui.domain.outbox import Fate, Lane, NewSend, SendEnd
from sprig_tui.domain.settings import Mode
from sprig_tui.ui.screens.event import EventScreen
from sprig_tui.ui.screens.event_parts import parts_content
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal

IDENTIFY = {"type": "identify", "userId": "u_1", "messageId": "m-1", "traits": {"plan": "pro"}}
LONG = {
    "type": "track",
    "event": "A",
    "userId": "u_1",
    "properties": {str(n): n for n in range(90)},
}


@pytest.mark.parametrize(("section", "wide"), [(0, False), (1, False), (2, True)])
def test_the_chosen_parts_stand_in_brackets(section: int, wide: bool) -> None:
    """Not by colour alone."""
    text = parts_content(section, wide=wide, receiver="Sprig", room=80).plain
    assert text.count("[") == (2 if wide else 1)


async def test_two_keys_go_to_the_ends_of_the_list(terminal: Callable[..., Terminal]) -> None:
    """As in the list itself; the part stays."""
    scene = terminal()
    await scene.receive(*(LONG | {"messageId": f"m-{number}"} for number in range(4)))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.app.push_screen(EventScreen(2))
        await wait_for_text(pilot, "#2")
        await pilot.press("l")
        await wait_for_text(pilot, "[Segment sent]", "properties {90}")
        await pilot.press("G")
        await wait_for_text(pilot, "#1", "[Segment sent]")
        await pilot.press("g")
        await wait_for_text(pilot, "#4", "[Segment sent]")


async def test_the_place_stays_when_stepping(terminal: Callable[..., Terminal]) -> None:
    """So that the same field is compared from event to event."""
    scene = terminal()
    await scene.receive(*(LONG | {"messageId": f"m-{number}"} for number in range(3)))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.app.push_screen(EventScreen(3))
        await wait_for_text(pilot, "#3", "STEPS")
        why = scene.app.screen.query_one("#why-pane", VerticalScroll)
        await pilot.press("pagedown")
        await wait_until(pilot, lambda: why.scroll_offset.y > 0)
        there = why.scroll_offset.y
        await pilot.press("j")
        await wait_for_text(pilot, "#2")
        assert why.scroll_offset.y == there
        await pilot.press("slash", *"50", "enter")
        await wait_for_text(pilot, "50: 50", "1 of 1")
        await pilot.press("j")
        text = await wait_for_text(pilot, "#1", "1 of 1")
        assert "50: 50" in text


async def test_the_whole_of_an_answer_is_shown_on_demand(
    terminal: Callable[..., Terminal],
) -> None:
    """`v` in the timeline; what the destination said is never markup."""
    scene = terminal('[destination]\nmode = "live"\napi_keys = { development = "k" }\n')
    await scene.receive(IDENTIFY)
    outbox, now = scene.log.writes.outbox, scene.clock.ms
    outbox.align(Lane(), Mode.LIVE, after=0, limit=10)
    (user,) = outbox.claim(Lane(), now_ms=now, users=1, rows=5)
    send = outbox.begin(NewSend(Lane(), now, "POST", "/v2/users", (user.user,), (1,)))
    answer = b"[b]" + b"x\n" * 1_100 + b"END"
    outbox.end(send, SendEnd(Fate.PARKED, now, 9, 400, "Refused.", answer))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "#1", "Press r to deliver it again")
        await pilot.press("l", "l", "l")
        await wait_for_text(pilot, "[Timeline]", "waited", "| [b]x")
        await pilot.press("end")
        await wait_for_text(pilot, "more bytes; v shows them")
        await pilot.press("v", "end")
        await wait_for_text(pilot, "| END")


@pytest.mark.parametrize("size", [(60, 16), (40, 10), (160, 45)])
async def test_every_part_is_drawn_at_every_size(
    terminal: Callable[..., Terminal], size: tuple[int, int]
) -> None:
    """With the ASCII set too."""
    scene = terminal(ascii_only=True)
    await scene.receive(IDENTIFY)
    async with scene.app.run_test(size=size) as pilot:
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "forwarded.identify")
        wide = size[0] >= 120
        if not wide:
            await pilot.press("l")
        await wait_for_text(pilot, 'userId: "u_1"')
        for words in ("Not sent", "RECEIVED", "Received"):
            await pilot.press("l")
            text = await wait_for_text(pilot, words)
            assert ("STEPS" in text) == wide
