"""The text area of a condition."""

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input

from sprig_tui.ui.widgets.condition_input import ConditionInput
from tests.screen import screen_text, wait_until


class Desk(App[None]):
    """The condition between two fields."""

    def __init__(self, value: str) -> None:
        super().__init__()
        self.value = value
        self.submitted = 0

    def compose(self) -> ComposeResult:
        yield Input(id="above", compact=True)
        yield ConditionInput(self.value, id="if")
        yield Input(id="below", compact=True)

    def on_mount(self) -> None:
        condition = self.query_one(ConditionInput)
        condition.styles.height = 4
        condition.fields = ("properties", "properties.email")
        condition.focus()

    def on_condition_input_submitted(self) -> None:
        self.submitted += 1


async def test_enter_submits_and_another_key_begins_a_line() -> None:
    app = Desk("")
    async with app.run_test() as pilot:
        await pilot.press("a", "ctrl+j", "b", "enter")
        await wait_until(pilot, lambda: app.submitted)
        assert app.query_one(ConditionInput).value == "a\nb"


async def test_up_and_down_leave_it_at_its_ends() -> None:
    app = Desk("a\nb")
    async with app.run_test() as pilot:
        await pilot.press("down")
        assert app.query_one(ConditionInput).has_focus
        await pilot.press("down")
        assert app.query_one("#below").has_focus
        await pilot.press("shift+tab", "up", "up")
        assert app.query_one("#above").has_focus


async def test_right_takes_the_rest_of_a_field_that_is_proposed() -> None:
    app = Desk("")
    async with app.run_test() as pilot:
        await pilot.press("p", "r", "o")
        condition = app.query_one(ConditionInput)
        await wait_until(pilot, lambda: condition.suggestion)
        assert "properties" in screen_text(app.screen)
        await pilot.press("right", "full_stop", "e", "right")
        assert condition.value == "properties.email"


async def test_nothing_is_proposed_within_a_word() -> None:
    app = Desk("prox")
    async with app.run_test() as pilot:
        await pilot.press("right", "right", "right")
        condition = app.query_one(ConditionInput)
        assert (condition.cursor_location, condition.suggestion) == ((0, 3), "")


TEXTS = ("a\u2028b", "a\r\nb", "\x1b[2J", "a\tb", "\x9b31m \u202e")


@pytest.mark.parametrize("text", TEXTS)
async def test_what_nobody_touched_stays_as_it_was_and_is_drawn_harmless(text: str) -> None:
    app = Desk(text)
    async with app.run_test():
        assert app.query_one(ConditionInput).value == text
        assert all(line.isprintable() for line in screen_text(app.screen).split("\n"))
