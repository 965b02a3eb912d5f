"""The path of a file."""

import pytest

from sprig_tui.ui.modals.path_form import PathForm
from tests.screen import screen_text, wait_for_text, wait_until
from tests.ui.conftest import Terminal
from tests.ui.screens.test_mapping_lists import OnMappings


@pytest.mark.parametrize(
    ("start", "keys", "given"),
    [("/a", ["!", "enter"], "/a!"), ("/a", ["escape"], None), ("", ["enter", "b", "enter"], "b")],
)
async def test_a_path_is_given_or_none(start: str, keys: list[str], given: str | None) -> None:
    app = OnMappings(Terminal().context)
    answers: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(PathForm("Import \x1b", "what for \x1b", start), answers.append)
        await wait_for_text(pilot, "Import \\x1b", "what for \\x1b", "enter goes on")
        await pilot.press(*keys)
        await wait_until(pilot, lambda: answers)
        assert answers == [given]
        assert "goes on" not in screen_text(app.screen)
