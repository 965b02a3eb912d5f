"""What enter does at each step."""

from collections.abc import Callable

import pytest

from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal

STEPS = ("config", "key", "listener", "sender", "event", "mappings", "live")


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        ("config", ("[5 Settings]", "version")),
        ("key", ("destination.api_keys.development", "typed unseen")),
        ("listener", ("[5 Settings]", "listener.port")),
        ("sender", ("Copied the",)),
        ("mappings", ("[2 Mappings]", "Seen, not mapped")),
        ("live", ("Mode: what happens to what is forwarded",)),
    ],
)
async def test_enter_goes_where_the_step_is_done(
    terminal: Callable[..., Terminal], step: str, shown: tuple[str, ...]
) -> None:
    scene = terminal()
    async with scene.app.run_test(size=(100, 40), notifications=True) as pilot:
        await wait_for_text(pilot, "2 of 7 steps")
        await pilot.press("g", *("j" for _ in range(STEPS.index(step))), "enter")
        await wait_for_text(pilot, *shown)


async def test_a_key_that_was_typed_makes_its_step_done(terminal: Callable[..., Terminal]) -> None:
    """It is in the file and nowhere on the screen; the next thing is to check it."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "2 of 7 steps")
        await pilot.press("enter")
        await wait_for_text(pilot, "typed unseen")
        await pilot.press(*"key-canary-1234", "enter")
        text = await wait_for_text(pilot, "3 of 7 steps", "Saved. Press c", "c Check key")
        assert "canary" not in text
        assert "key-canary-1234" in scene.config.text


async def test_the_test_event_is_sent(terminal: Callable[..., Terminal]) -> None:
    scene = terminal()
    async with scene.app.run_test(size=(100, 40)) as pilot:
        await wait_for_text(pilot, "2 of 7 steps")
        await pilot.press("g", "j", "j", "j", "j", "enter")
        await wait_until(pilot, lambda: len(scene.sender.sent) == 2)
