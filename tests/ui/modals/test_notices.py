"""The list of what was told."""

from collections.abc import Callable

import pytest

from sprig_tui.ui.modals.notices import NoticesModal
from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal

EVIL = "\x1b[2J[@click=app.quit]x[/]\u202e"


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_what_was_told_is_read_again(
    terminal: Callable[..., Terminal], size: tuple[int, int], *, ascii_only: bool
) -> None:
    """By the palette; the newest first, by sign and word, with its day, one of them in full."""
    scene = terminal(ascii_only=ascii_only)
    async with scene.app.run_test(size=size) as pilot:
        await wait_for_text(pilot, "LISTENING")
        scene.app.notify("first line\nlast line", severity="warning")
        scene.clock.ms += 86_400_000
        scene.app.notify(EVIL, title="Not sent", severity="error")
        await pilot.press("colon", *"Notices", "enter")
        await wait_for_text(pilot, "ERROR", "Not sent: \\x1b[2J[@click=app.quit]x[/]", " 22 ")
        await pilot.press("j")
        await wait_for_text(pilot, "WARNING", "first line last line")
        await pilot.press("escape")
        await wait_until(pilot, lambda: not isinstance(scene.app.screen, NoticesModal))


async def test_nothing_told_says_so(terminal: Callable[..., Terminal]) -> None:
    scene = terminal()
    async with scene.app.run_test(size=(80, 24)) as pilot:
        scene.app.push_screen(NoticesModal())
        await wait_for_text(pilot, "Nothing was told yet.")
