"""Which keys arrive."""

from collections.abc import Callable

from tests.log_rows import new_row
from tests.screen import wait_for_no_text, wait_for_text
from tests.ui.conftest import Terminal


async def test_each_key_is_named_and_told_of(terminal: Callable[..., Terminal]) -> None:
    """None of them does anything meanwhile; escape twice leaves."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "Order Completed")
        scene.app.action_test_keys()
        await wait_for_text(pilot, "Nothing has arrived yet")
        await pilot.press("p", "ctrl+y", "tab", "2", "escape")
        text = await wait_for_text(pilot, "ctrl+y", "it does nothing here")
        assert "it does: Hold the list; events go on (events.pause)" in text
        assert "it does: Triggered events and page URLs (app.mappings)" in text
        assert "PAUSED" not in text
        await pilot.press("escape")
        await wait_for_no_text(pilot, "Press any key")
        assert scene.app.current_mode == "live"
