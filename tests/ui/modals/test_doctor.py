"""The doctor within the terminal."""

from collections.abc import Callable

from sprig_tui.services.diagnosis import Finding, Health
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


async def test_each_part_has_a_line_and_its_remedy_below(
    terminal: Callable[..., Terminal],
) -> None:
    """`o` connects to the destination, which nothing does by itself."""
    scene = terminal()
    scene.findings = [
        Finding("port", Health.OK, "127.0.0.1:8765 takes events"),
        Finding("store", Health.PROBLEM, "the \x1b[2Jdisk is full", "make room"),
    ]
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "No event has arrived yet")
        scene.app.action_doctor()
        text = await wait_for_text(pilot, "✓ ok", "✗ problem")
        assert "\x1b" not in text
        await pilot.press("j")
        await wait_for_text(pilot, "> make room")
        await pilot.press("o")
        await wait_until(pilot, lambda: scene.examined == [False, True])
        await pilot.press("escape")
        await wait_for_no_text(pilot, "Doctor:")
