"""What to export and where to."""

from collections.abc import Callable

from sprig_tui.services.exporting import Form
from sprig_tui.ui.modals.export_form import ExportForm, ExportWish
from tests.screen import wait_for_no_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal

SCOPES = [("marked", "2 events"), ("shown", "every event")]


async def test_the_ending_follows_the_form_until_the_operator_chose_another(
    terminal: Callable[..., Terminal],
) -> None:
    """Enter in any field exports; a file needs a name."""
    scene = terminal()
    wishes: list[ExportWish | None] = []
    async with scene.app.run_test(size=(80, 24)) as pilot:
        form = ExportForm(SCOPES, scene.exports)
        await scene.app.push_screen(form, wishes.append)
        await wait_for_text(pilot, "events-1.jsonl", "2 events")
        await pilot.press("right", "tab", "right")
        await wait_for_text(pilot, "events-1.csv")
        await pilot.press("right", "down", "down")
        await wait_for_text(pilot, "events-1.json ")
        await pilot.press("end", "ctrl+u", "enter")
        assert scene.app.screen is form
        await pilot.press(*"/tmp/x.txt", "up", "up", "left", "down", "down", "enter")
        await wait_until(pilot, lambda: wishes)
    assert wishes == [ExportWish("shown", Form.CSV, "/tmp/x.txt")]


async def test_the_clipboard_needs_no_path(terminal: Callable[..., Terminal]) -> None:
    """And escape exports nothing."""
    scene = terminal()
    wishes: list[ExportWish | None] = []
    async with scene.app.run_test(size=(80, 24)) as pilot:
        await scene.app.push_screen(ExportForm(SCOPES, scene.exports), wishes.append)
        await wait_for_text(pilot, "events-1.jsonl")
        await pilot.press("tab", "tab", "right")
        await wait_for_no_text(pilot, "events-1.jsonl")
        await pilot.press("enter")
        await wait_until(pilot, lambda: wishes)
        await scene.app.push_screen(ExportForm(SCOPES, scene.exports), wishes.append)
        await wait_for_text(pilot, "events-1.jsonl")
        await pilot.press("escape")
        await wait_until(pilot, lambda: len(wishes) == 2)
    assert wishes == [ExportWish("marked", Form.JSONL, None), None]
