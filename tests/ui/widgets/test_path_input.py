"""Paths that are longer than their field."""

from textual.app import App, ComposeResult

from sprig_tui.ui.widgets.path_input import PathInput
from tests.screen import screen_text, wait_for_text

FOLDER = "/home/somebody/" + "a-folder-deep-down/" * 8


class Field(App[None]):
    def compose(self) -> ComposeResult:
        yield PathInput(FOLDER + "events-20261201.jsonl", id="path")


async def test_the_name_and_the_ending_are_on_show() -> None:
    """At once, in another window, and after the path was replaced."""
    app = Field()
    async with app.run_test(size=(40, 3)) as pilot:
        await wait_for_text(pilot, "/events-20261201.jsonl")
        await pilot.resize_terminal(30, 3)
        await wait_for_text(pilot, "/events-20261201.jsonl")
        field = app.query_one(PathInput)
        field.replace_path(FOLDER + "events-20261201.csv")
        await wait_for_text(pilot, "/events-20261201.csv")
        field.replace_path(FOLDER + "events-20261201.json-lines")
        await wait_for_text(pilot, "/events-20261201.json-lines")


async def test_the_cursor_stays_on_show_where_it_was_put() -> None:
    """Whoever mends the beginning sees it, however wide the window gets meanwhile."""
    app = Field()
    async with app.run_test(size=(40, 3)) as pilot:
        await wait_for_text(pilot, "events-20261201.jsonl")
        await pilot.press("home")
        await wait_for_text(pilot, "/home/somebody")
        await pilot.resize_terminal(30, 3)
        await wait_for_text(pilot, "/home/somebody")
        assert "jsonl" not in screen_text(app.screen)
