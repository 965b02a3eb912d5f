"""Memory of widgets that are gone."""

import gc
import weakref
from collections.abc import Callable

from textual.widgets import Static

from sprig_tui.ui.removed_widgets import forget_removed_widgets
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
            forget_removed_widgets()
            gc.collect()
            return lines() is None

        await wait_until(pilot, let_go)
        assert lines() is None


async def test_the_terminal_lets_go_by_itself(terminal: Callable[..., Terminal]) -> None:
    scene = terminal()
    async with scene.app.run_test():
        assert forget_removed_widgets in [timer._callback for timer in scene.app._timers]
