"""Memory of widgets that are gone."""

import gc
import weakref
from collections.abc import Callable

from textual.widgets import Static

from sprig_tui.ui.removed_widgets import WATCHERS, forget_removed_widgets
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal


async def test_the_lines_of_a_widget_that_is_gone_are_let_go(
    terminal: Callable[..., Terminal],
) -> None:
    scene = terminal()
    async with scene.app.run_test() as pilot:
        await pilot.press("question_mark")
        await wait_for_text(pilot, "EVERYWHERE")
        lines = weakref.ref(scene.app.screen.query(Static).first()._styles_cache)
        await pilot.press("escape")
        await wait_for_no_text(pilot, "EVERYWHERE")

        def let_go() -> bool:
            forget_removed_widgets(scene.app)
            gc.collect()
            return lines() is None

        await wait_until(pilot, let_go)
        assert lines() is None


async def test_a_screen_that_is_closed_is_let_go(terminal: Callable[..., Terminal]) -> None:
    """Also while nothing changes that it watched, as the config may not for weeks."""
    scene = terminal()
    await scene.receive({"type": "track", "event": "Signed Up", "userId": "u_1"})
    async with scene.app.run_test() as pilot:
        await wait_for_text(pilot, "Signed Up")
        assert getattr(scene.app, WATCHERS)
        closed = []
        for _ in range(3):
            await pilot.press("enter")
            await wait_for_text(pilot, "STEPS")
            closed.append(weakref.ref(scene.app.screen))
            await pilot.press("escape")
            await wait_for_no_text(pilot, "STEPS")

        def let_go() -> bool:
            forget_removed_widgets(scene.app)
            gc.collect()
            return not any(screen() for screen in closed)

        await wait_until(pilot, let_go)


async def test_the_terminal_lets_go_by_itself(terminal: Callable[..., Terminal]) -> None:
    scene = terminal()
    async with scene.app.run_test():
        callbacks = [getattr(timer._callback, "func", None) for timer in scene.app._timers]
        assert forget_removed_widgets in callbacks
