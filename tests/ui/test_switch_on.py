"""A mapping that is off is switched on from the event that it would have matched."""

from collections.abc import Callable

from sprig_tui.ui.screens.event import EventScreen
from tests.screen import screen_text, wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

OFF = '[[triggered_events]]\nevent = "Cart Viewed"\nenabled = false\n'
CART = {"type": "track", "event": "Cart Viewed", "userId": "u", "messageId": "m-2"}


async def test_a_switches_the_mapping_on_after_a_question(
    terminal: Callable[..., Terminal],
) -> None:
    """One line of the file; what was decided stays."""
    scene = terminal(OFF)
    await scene.receive(CART)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "Press a to switch the mapping on", "a Switch on")
        await pilot.press("a")
        await wait_for_text(pilot, 'Switch on #1 "Cart Viewed"?')
        await pilot.press("n")
        await wait_for_no_text(pilot, "Switch on #1")
        assert scene.config.text == OFF
        await pilot.press("a")
        await wait_for_text(pilot, 'Switch on #1 "Cart Viewed"?')
        await pilot.press("y")
        await wait_for_text(pilot, 'Saved: #1 "Cart Viewed" is on.')
        await wait_until(pilot, lambda: scene.app.snapshot.config.triggered_events[0].enabled)
        assert "mapping_disabled" in screen_text(scene.app.screen)
        await pilot.press("a")
        await wait_for_text(pilot, "not in the file any more as it was then")


async def test_what_others_wrote_meanwhile_stays(terminal: Callable[..., Terminal]) -> None:
    """Where the mapping is on already, that is told."""
    scene = terminal(OFF)
    await scene.receive(CART)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        scene.app.push_screen(EventScreen(1))
        await wait_for_text(pilot, "a Switch on")
        await pilot.press("a")
        await wait_for_text(pilot, "Switch on #1")
        scene.config.edit_by_hand("# mine\n" + OFF)
        await pilot.press("y")
        await wait_for_text(pilot, "Saved: #1")
        assert scene.config.text == "# mine\n" + OFF.replace("false", "true")
        scene.config.edit_by_hand(OFF)
        await wait_for_text(pilot, "a Switch on")
        await pilot.press("a")
        await wait_for_text(pilot, "Switch on #1")
        scene.config.edit_by_hand(OFF.replace("false", "true"))
        await pilot.press("y")
        await wait_for_text(pilot, "Not saved:")


async def test_the_same_key_switches_it_on_from_the_list(terminal: Callable[..., Terminal]) -> None:
    """The advice names it there too."""
    scene = terminal(OFF)
    await scene.receive(CART)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "> a switches the mapping on that matches", "a Switch on")
        await pilot.press("a")
        await wait_for_text(pilot, 'Switch on #1 "Cart Viewed"?')
        await pilot.press("y")
        await wait_until(pilot, lambda: scene.app.snapshot.config.triggered_events[0].enabled)
