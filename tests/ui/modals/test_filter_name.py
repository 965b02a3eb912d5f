"""The name for a filter."""

from collections.abc import Callable

from sprig_tui.ui.modals.filter_name import FilterName
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal


async def test_a_name_is_judged_and_says_what_it_replaces(
    terminal: Callable[..., Terminal],
) -> None:
    """Enter takes no name that cannot be written in a query; a leading @ is as good."""
    scene = terminal()
    given: list[str | None] = []
    async with scene.app.run_test(size=(80, 24)) as pilot:
        modal = FilterName("why:unmapped", {"mine": "is:failed [b]"})
        await scene.app.push_screen(modal, given.append)
        await wait_for_text(pilot, "why:unmapped", "Then @NAME stands for it")
        await pilot.press(*"a b", "enter")
        await wait_for_text(pilot, "Not yet: a name has 1 to 40 letters")
        assert scene.app.screen is modal
        await pilot.press("ctrl+u", *"@mine")
        await wait_for_text(pilot, "Replaces what @mine is now: is:failed [b]")
        await pilot.press("enter")
        await wait_until(pilot, lambda: given == ["mine"])


async def test_escape_saves_nothing(terminal: Callable[..., Terminal]) -> None:
    scene = terminal()
    given: list[str | None] = []
    async with scene.app.run_test(size=(60, 16)) as pilot:
        await scene.app.push_screen(FilterName("x\x1b[2J", {}), given.append)
        await wait_for_text(pilot, "x\\x1b[2J", "esc leaves")
        await pilot.press("escape")
        await wait_until(pilot, lambda: given == [None])
