"""A value that is chosen by left and right."""

from textual.app import App, ComposeResult

from sprig_tui.ui.widgets.choice import Choice
from tests.screen import screen_text, wait_until

OPTIONS = (("exactly", "the whole text"), ("contains", "anywhere"), ("regex", "an expression"))


class OneChoice(App[None]):
    def __init__(self, value: str) -> None:
        super().__init__()
        self.choice = Choice(OPTIONS, value)
        self.changes: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.choice

    def on_choice_changed(self, message: Choice.Changed) -> None:
        assert message.control is self.choice
        self.changes.append(message.value)


async def test_left_and_right_go_round() -> None:
    """And say so each time."""
    app = OneChoice("contains")
    async with app.run_test(size=(60, 3)) as pilot:
        app.choice.focus()
        await pilot.press("right", "space", "left")
        await wait_until(pilot, lambda: app.changes == ["regex", "exactly", "regex"])
        assert "[< regex >]" in screen_text(app.screen)
        assert "an expression" in screen_text(app.screen)


async def test_a_click_takes_the_next_value() -> None:
    """The mouse is never needed, but it works."""
    app = OneChoice("exactly")
    async with app.run_test(size=(60, 3)) as pilot:
        await pilot.click(Choice)
        await wait_until(pilot, lambda: app.changes)
        assert app.changes == ["contains"]


async def test_an_unknown_value_is_the_first() -> None:
    """A theme that is gone, for one."""
    app = OneChoice("nonsense")
    async with app.run_test(size=(60, 3)):
        assert app.choice.value == "exactly"


async def test_the_brackets_go_with_the_focus() -> None:
    """For whom colours do not tell it."""
    app = OneChoice("regex")
    async with app.run_test(size=(60, 3)) as pilot:
        app.set_focus(None)
        await wait_until(pilot, lambda: " < regex > " in screen_text(app.screen))
        app.choice.focus()
        await wait_until(pilot, lambda: "[< regex >]" in screen_text(app.screen))
        assert " < regex > " not in screen_text(app.screen)
