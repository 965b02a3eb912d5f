"""The keys that work now."""

from collections.abc import Callable

import pytest

from sprig_tui.ui.modals.help import HelpModal
from tests.log_rows import new_row
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_is_made_of_the_bindings(terminal: Callable[..., Terminal], key: str) -> None:
    """The list's, the screen's, and those of everywhere; escape closes it."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press(key)
        text = await wait_for_text(pilot, "HERE", "EVERYWHERE")
        for words in (
            "Map this event or page",
            "Hold the list; events go on",
            "Newest on top, following",
            "Triggered events and page URLs",
            "Leave the terminal",
        ):
            assert words in text
        await pilot.press("escape")
        await wait_for_no_text(pilot, "EVERYWHERE")


async def test_help_is_of_the_screen_on_show(terminal: Callable[..., Terminal]) -> None:
    """The set-up steps have other keys than the list."""
    scene = terminal()
    async with scene.app.run_test(size=(100, 40)) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        await pilot.press("question_mark")
        text = await wait_for_text(pilot, "Skip this step, or not")
        assert "Hold the list" not in text
        await pilot.press("q")
        await wait_until(pilot, lambda: not isinstance(scene.app.screen, HelpModal))
        assert scene.app.is_running


async def test_a_key_that_the_operator_chose_is_shown(terminal: Callable[..., Terminal]) -> None:
    """By the binding's id in [ui.keys], while the program runs."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(100, 40)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        scene.config.edit_by_hand('[ui.keys]\n"events.pause" = "w"\n"live.test" = " "')
        await wait_until(pilot, lambda: scene.app.snapshot.config.ui.keys)
        await pilot.press("w")
        await wait_for_text(pilot, "PAUSED")


@pytest.mark.parametrize(
    ("key", "first"),
    [("1", "Map this event or page"), ("2", "Add a mapping"), ("5", "Change")],
)
async def test_the_screens_own_keys_come_first_and_the_frameworks_never(
    terminal: Callable[..., Terminal], key: str, first: str
) -> None:
    """Then those of the list, then those of everywhere."""
    scene = terminal()
    await scene.receive({"type": "track", "event": "Order", "userId": "u", "messageId": "m"})
    async with scene.app.run_test(size=(100, 45)) as pilot:
        await wait_for_text(pilot, "unmapped event")
        await pilot.press(key)
        await wait_for_text(pilot, f"[{key} ")
        await pilot.press("question_mark")
        text = await wait_for_text(pilot, "HERE", "IN THE LIST", "EVERYWHERE")
        places = [text.index(words) for words in ("HERE", first, "IN THE LIST", "EVERYWHERE")]
        assert places == sorted(places)
        for foreign in ("Focus Next", "Copy selected text", "Scroll", "Screenshot"):
            assert foreign not in text


async def test_a_search_finds_keys_by_what_they_do(terminal: Callable[..., Terminal]) -> None:
    """Or by their id; escape goes back to all of them, then away."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("question_mark", "slash", *"follow")
        text = await wait_for_text(pilot, "Newest on top, following")
        assert "Map this event" not in text
        await pilot.press(*"xyz")
        await wait_for_text(pilot, "No key does that here")
        await pilot.press("escape")
        await wait_for_text(pilot, "Map this event")
        await pilot.press("t")
        await wait_for_text(pilot, "Press any key")
