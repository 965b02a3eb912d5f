"""From any screen to Live with a filter."""

from collections.abc import Callable

from sprig_tui.ui.event_search import show_events
from sprig_tui.ui.modals.problems import ProblemsModal
from sprig_tui.ui.screens.live import LiveScreen
from tests import factories
from tests.screen import wait_for_no_text, wait_for_text
from tests.ui.conftest import Terminal


async def test_live_comes_with_the_filter_and_leaves_an_event_that_was_open(
    terminal: Callable[..., Terminal],
) -> None:
    """The filter of before is replaced, and an empty one shows every event."""
    scene = terminal()
    await scene.receive(factories.identify(), factories.track("Order Completed", messageId="2"))
    async with scene.app.run_test(size=(100, 30)) as pilot:
        await wait_for_text(pilot, "Order Completed", "identify")
        await pilot.press("enter")
        await wait_for_text(pilot, "esc")
        await pilot.press("2")
        await wait_for_text(pilot, "[2 Mappings]")
        await show_events(scene.app, "is:forwarded")
        await wait_for_text(pilot, "[1 Live]", "is:forwarded")
        assert isinstance(scene.app.screen, LiveScreen)
        await wait_for_no_text(pilot, "Order Completed")
        await show_events(scene.app, "")
        await wait_for_text(pilot, "Order Completed")


async def test_something_open_over_live_is_not_lost(terminal: Callable[..., Terminal]) -> None:
    """A question or a form has to be closed by the operator."""
    scene = terminal()
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_for_text(pilot, "[1 Live]")
        scene.app.push_screen(ProblemsModal())
        await show_events(scene.app, "is:forwarded")
        await wait_for_text(pilot, "Something is open in Live: close it first.")
        assert isinstance(scene.app.screen, ProblemsModal)


async def test_escape_goes_back_to_the_screen_that_opened_the_events(
    terminal: Callable[..., Terminal],
) -> None:
    """Live has its own filter again then; whoever types another one has left that way."""
    scene = terminal()
    await scene.receive(factories.identify(), factories.track("Order Completed", messageId="2"))
    async with scene.app.run_test(size=(100, 30)) as pilot:
        await wait_for_text(pilot, "Order Completed", "identify")
        await pilot.press("slash", *"Order", "enter")
        await wait_for_text(pilot, "/ Order")
        await pilot.press("4")
        await wait_for_text(pilot, "[4 Overview]", "SENDERS")
        await show_events(scene.app, "is:forwarded")
        await wait_for_text(pilot, "[1 Live]", "/ is:forwarded", "esc Back")
        await pilot.press("escape")
        await wait_for_text(pilot, "[4 Overview]")
        await pilot.press("1")
        await wait_for_text(pilot, "[1 Live]", "/ Order")
        await wait_for_no_text(pilot, "esc Back")
        await pilot.press("4")
        await wait_for_text(pilot, "[4 Overview]")
        await show_events(scene.app, "is:forwarded")
        await wait_for_text(pilot, "/ is:forwarded", "esc Back")
        await pilot.press("f")
        await wait_for_no_text(pilot, "esc Back")
        await pilot.press("escape")
        await wait_for_text(pilot, "[1 Live]", "filter: words")
