"""The list of a setting's values."""

from textual.app import App
from textual.pilot import Pilot

from sprig_tui.ui.modals.setting_choice import SettingChoice
from tests.screen import wait_for_text, wait_until

CHOICES = [("dry_run", "send nothing"), ("live", "queue"), ("hold", "wait")]


class Asking(App[None]):
    """Opens the list at once and keeps what came of it."""

    def __init__(self, present: str) -> None:
        super().__init__()
        self.present = present
        self.seen: list[str] = []
        self.answers: list[str | None] = []

    def on_mount(self) -> None:
        modal = SettingChoice("destination.mode", CHOICES, self.present, self.seen.append)
        self.push_screen(modal, self.answers.append)


async def answer(pilot: Pilot[None], app: Asking, *keys: str) -> str | None:
    await wait_for_text(pilot, "destination.mode", "enter choose   esc cancel")
    await pilot.press(*keys)
    await wait_until(pilot, lambda: app.answers)
    return app.answers[0]


async def test_the_present_value_is_marked_and_the_list_begins_there() -> None:
    """By a word, and each value with its meaning."""
    app = Asking("live")
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_for_text(pilot, "dry_run  send nothing", "live     queue  (now)")
        assert await answer(pilot, app, "j", "enter") == "hold"
        assert app.seen == ["live", "hold"]


async def test_escape_chooses_nothing_and_takes_the_preview_back() -> None:
    """As if the list had never been open."""
    app = Asking("hold")
    async with app.run_test(size=(80, 24)) as pilot:
        assert await answer(pilot, app, "k", "up", "escape") is None
        assert app.seen == ["hold", "live", "dry_run", "hold"]


async def test_an_unknown_present_value_begins_at_the_top() -> None:
    """A theme that is gone, for one."""
    app = Asking("gone")
    async with app.run_test(size=(80, 24)) as pilot:
        assert await answer(pilot, app, "enter") == "dry_run"
