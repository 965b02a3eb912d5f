"""Asking for a key."""

from collections.abc import Callable

import pytest

from sprig_tui.ui.key_names import KeyGroup, KeyLine
from sprig_tui.ui.modals.key_capture import KeyCapture
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal

MAP = KeyLine("a", "Map this event", "live.map", ("a",))
PAUSE = KeyLine("p", "Hold the list", "events.pause", ("p",))
GROUPS = [KeyGroup("HERE", (MAP, PAUSE))]


@pytest.mark.parametrize(
    ("keys", "said", "given"),
    [
        (("ctrl+e",), "", "ctrl+e"),
        (("a",), "", "a"),
        (("p", "p"), "p: it does: Hold the list (events.pause): press it again", "p"),
        (("p", "escape"), "press it again", None),
        (("tab",), "", "tab"),
        (("escape",), "", None),
    ],
)
async def test_a_key_is_taken_unless_it_means_something_else(
    terminal: Callable[..., Terminal], keys: tuple[str, ...], said: str, given: str | None
) -> None:
    """Then it is pressed twice."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        results: list[str | None] = []
        scene.app.push_screen(KeyCapture(MAP, GROUPS), results.append)
        await wait_for_text(pilot, "Press the new key for: Map this event", "Now a")
        await pilot.press(keys[0])
        if said:
            await wait_for_text(pilot, said)
        await pilot.press(*keys[1:])
        await wait_until(pilot, lambda: results)
        assert results == [given]
