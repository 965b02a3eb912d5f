"""What Segment sent, and what of it was taken out."""

from collections.abc import Callable

import pytest

from sprig_tui.ui.screens.event import EventScreen
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal

CONFIG = """
[[filters]]
name = "no mail"
if = 'type = "track"'
action = "drop_properties"
fields = { "properties" = ["email"] }
"""
EVENT = {
    "type": "track",
    "event": "A",
    "userId": "u_1",
    "messageId": "m-1",
    "properties": {"email": "a@b.example", "plan": "pro"},
}


@pytest.mark.parametrize("kind", ["sprig", "sprig_actions", "gleap"])
async def test_what_a_filter_took_out_names_the_filter(
    terminal: Callable[..., Terminal], kind: str
) -> None:
    """In words above the payload, and at its line by a minus; for every kind of destination."""
    scene = terminal(f'[destination]\nkind = "{kind}"\n{CONFIG}', ascii_only=True)
    await scene.receive(EVENT)
    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "#1")
        await pilot.press("l")
        text = await wait_for_text(
            pilot,
            '- Destination filters took out: properties.email (filter 1 "no mail")',
            'email: "a@b.example"   taken out by filter 1 "no mail"',
            "[-] properties {2}",
        )
        line = next(one for one in text.split("\n") if "a@b.example" in one)
        assert line.split()[0] == "-"
        await pilot.press("v")
        await wait_for_text(pilot, '-     "email": "a@b.example",   taken out by filter 1')
