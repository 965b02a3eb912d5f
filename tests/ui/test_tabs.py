"""The table of screens."""

from collections.abc import Callable

from sprig_tui.ui.app import OPENERS, SprigApp
from sprig_tui.ui.modals.problems import ProblemsModal
from sprig_tui.ui.screens.live import LiveScreen
from sprig_tui.ui.tabs import TABS
from tests import factories
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal


def test_tabs_keys_and_screens_are_one_table() -> None:
    """Each has a key of its own, an id to rebind it by, and a screen."""
    assert [tab.key for tab in TABS] == [str(number) for number in range(1, len(TABS) + 1)]
    assert {tab.mode for tab in TABS} == set(OPENERS) == set(SprigApp.MODES)
    assert TABS[0].mode == SprigApp.DEFAULT_MODE
    ids = [tab.binding.id for tab in TABS]
    assert len(set(ids)) == len(ids)
    assert all(tab.mode in tab.binding.action and tab.binding.tooltip for tab in TABS)


async def test_a_tab_shows_its_list_whatever_is_open_over_it(
    terminal: Callable[..., Terminal],
) -> None:
    """From within an event and from another tab; a dialog stays, for something may be typed."""
    scene = terminal()
    await scene.receive(factories.identify(), factories.track("Order Completed", messageId="2"))
    async with scene.app.run_test(size=(100, 30)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        await pilot.press("enter")
        await wait_for_text(pilot, "[Why]")
        await pilot.press("1")
        await wait_for_text(pilot, "FOLLOWING")
        assert isinstance(scene.app.screen, LiveScreen)
        await pilot.press("enter")
        await wait_for_text(pilot, "[Why]")
        await pilot.press("2")
        await wait_for_text(pilot, "[2 Mappings]")
        await pilot.press("1")
        await wait_for_text(pilot, "FOLLOWING")
        assert len(scene.app.screen_stack) == 1
        scene.app.push_screen(ProblemsModal())
        await wait_for_text(pilot, "esc")
        scene.app.show_tab("mappings")
        await wait_for_text(pilot, "[2 Mappings]")
        scene.app.show_tab("live")
        await wait_until(pilot, lambda: isinstance(scene.app.screen, ProblemsModal))
