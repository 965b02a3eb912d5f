"""The config file in an editor."""

import contextlib
from collections.abc import Callable, Iterator

import pytest

from tests.screen import wait_for_text, wait_until
from tests.ui.conftest import Terminal


@contextlib.contextmanager
def _suspended() -> Iterator[None]:
    yield


async def test_e_opens_the_file_and_what_was_saved_holds(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = terminal()
    monkeypatch.setattr(scene.app, "suspend", _suspended)
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("5")
        await wait_for_text(pilot, "[5 Settings]")
        await pilot.press("E")
        await wait_until(pilot, lambda: scene.editor.opened == [scene.config.path])
        scene.editor.missing = "there is no editor; set $EDITOR"
        await pilot.press("E")
        await wait_for_text(pilot, "there is no editor; set $EDITOR")


async def test_a_terminal_that_cannot_be_left_says_so(terminal: Callable[..., Terminal]) -> None:
    scene = terminal()
    async with scene.app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("5")
        await wait_for_text(pilot, "[5 Settings]")
        await pilot.press("E")
        await wait_for_text(pilot, "cannot be left for an editor")
        assert scene.editor.opened == []
