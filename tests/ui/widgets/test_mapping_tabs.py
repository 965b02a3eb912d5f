"""The tabs of the Mappings screen."""

import pytest
from textual.app import App, ComposeResult

from sprig_tui.ui.widgets.mapping_tabs import MappingTabs
from tests.screen import screen_text, wait_for_text, wait_until


class Tabs(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.tabs = MappingTabs(("Triggered events", "Page URLs"))
        self.picked: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.tabs

    def on_mapping_tabs_picked(self, message: MappingTabs.Picked) -> None:
        self.picked.append(message.place)


async def test_the_active_tab_stands_in_brackets_and_counts_are_shown() -> None:
    """Not by its colour alone."""
    app = Tabs()
    async with app.run_test(size=(80, 3)) as pilot:
        app.tabs.counts = (10_000, 2)
        app.tabs.active = 1
        await wait_for_text(pilot, " Triggered events 10,000   [Page URLs 2]")


async def test_a_click_picks_a_tab() -> None:
    """Its brackets and counts belong to it."""
    app = Tabs()
    async with app.run_test(size=(80, 3)) as pilot:
        await pilot.click(MappingTabs, offset=(3, 0))
        await pilot.click(MappingTabs, offset=(30, 0))
        await pilot.click(MappingTabs, offset=(70, 0))
        await wait_until(pilot, lambda: len(app.picked) == 2)
        await pilot.pause()
        assert app.picked == [0, 1]


async def test_tabs_that_find_no_place_are_told_and_come_by_a_click() -> None:
    """None is cut in the middle."""
    app = Tabs()
    async with app.run_test(size=(30, 3)) as pilot:
        app.tabs.counts = (10_000, 2)
        await wait_for_text(pilot, "[Triggered events 10,000]›")  # noqa: RUF001
        assert "Page" not in screen_text(app.screen)
        await pilot.click(MappingTabs, offset=(26, 0))
        await wait_until(pilot, lambda: app.picked == [1])
        app.tabs.active = 1
        await wait_for_text(pilot, "‹  [Page URLs 2]")  # noqa: RUF001
        assert "events" not in screen_text(app.screen)
        await pilot.click(MappingTabs, offset=(1, 0))
        await wait_until(pilot, lambda: app.picked == [1, 0])


async def test_what_was_done_is_forgotten_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last thing that was said counts its own time."""
    monkeypatch.setattr("sprig_tui.ui.widgets.mapping_tabs.SAID_S", 0.05)
    app = Tabs()
    async with app.run_test(size=(60, 3)) as pilot:
        app.tabs.said = "saved: one"
        app.tabs.said = "saved: two"
        await wait_until(pilot, lambda: not app.tabs.said)
        assert "saved" not in screen_text(app.screen)
