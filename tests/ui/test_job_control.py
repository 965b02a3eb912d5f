"""Who would bring the program back."""

import contextlib
import os
from collections.abc import Callable, Iterator

import pytest
from textual.app import App

from sprig_tui.ports import EditorError
from sprig_tui.ui.job_control import has_shell
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal


@pytest.mark.parametrize(
    ("session", "group", "found"), [(1, 5, True), (1, 7, False), (2, 5, False), (None, 5, False)]
)
def test_a_shell_has_the_same_session_and_another_group(
    monkeypatch: pytest.MonkeyPatch, session: int | None, group: int, found: bool
) -> None:
    def session_of(pid: int) -> int:
        if pid and session is None:
            raise ProcessLookupError
        return (session or 1) if pid else 1

    monkeypatch.setattr(os, "getsid", session_of)
    monkeypatch.setattr(os, "getpgid", lambda _pid: group)
    monkeypatch.setattr(os, "getpgrp", lambda: 7)
    assert has_shell() is found


async def test_without_a_shell_it_says_so_and_goes_on(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but a signal would bring it back."""
    monkeypatch.setattr("sprig_tui.ui.telling.has_shell", lambda: False)
    scene = terminal()
    async with scene.app.run_test(notifications=True) as pilot:
        await wait_for_text(pilot, "LISTENING", "2 of 7 steps")
        await pilot.press("ctrl+z")
        await wait_for_text(pilot, "There is no shell to go back to.")
        monkeypatch.setattr("sprig_tui.ui.telling.has_shell", lambda: True)
        suspended: list[object] = []
        monkeypatch.setattr(App, "action_suspend_process", lambda app: suspended.append(app))
        await pilot.press("ctrl+z")
        assert suspended == [scene.app]


async def test_the_screens_come_back_whatever_failed_without_them(
    terminal: Callable[..., Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual brings them back where nothing fails."""
    back: list[object] = []

    @contextlib.contextmanager
    def suspend(app: object) -> Iterator[None]:
        yield
        back.append(app)

    monkeypatch.setattr(App, "suspend", suspend)
    scene = terminal()
    async with scene.app.run_test():
        with pytest.raises(EditorError), scene.app.suspend():
            raise EditorError("there is none")
    assert back == [scene.app]
