"""Notes beside and below a filter."""

from collections.abc import Callable

from sprig_tui.ui.widgets.filter_notes import FilterProblem
from tests.log_rows import new_row
from tests.screen import screen_text, wait_for_no_text, wait_for_text
from tests.ui.conftest import Terminal


async def test_a_mistake_goes_before_what_is_left_out(terminal: Callable[..., Terminal]) -> None:
    """Both are harmless; without either the line is the list's."""
    scene = terminal()
    scene.log.writes.append(new_row(1))
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "FOLLOWING")
        note = scene.app.screen.query_one(FilterProblem)
        note.tell("a slip [@click=app.quit]\x1b", "user:")
        await wait_for_text(pilot, "a slip [@click=app.quit]\\x1b")
        assert "Left out" not in screen_text(scene.app.screen)
        note.tell("", "user:\x1b")
        await wait_for_text(pilot, "Left out until it is finished: user:\\x1b")
        note.tell("")
        await wait_for_no_text(pilot, "Left out")
        assert not note.display
