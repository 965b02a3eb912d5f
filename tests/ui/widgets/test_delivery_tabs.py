"""The lists of deliveries by name."""

from textual.app import App, ComposeResult

from sprig_tui.services.delivery_pages import DeliveryList
from sprig_tui.ui.widgets.delivery_tabs import DeliveryTabs
from tests.screen import screen_text, wait_for_text, wait_until


class Showing(App[None]):
    """Only the tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.picked: list[DeliveryList] = []

    def compose(self) -> ComposeResult:
        yield DeliveryTabs()

    def on_delivery_tabs_picked(self, event: DeliveryTabs.Picked) -> None:
        self.picked.append(event.which)


async def test_a_click_picks_a_list() -> None:
    """The space behind the names picks none."""
    app = Showing()
    async with app.run_test(size=(80, 3)) as pilot:
        tabs = app.query_one(DeliveryTabs)
        tabs.said = "1-2 of 2"
        await wait_for_text(pilot, "[Waiting] Retrying  Failed  Delivered  Dry run", "1-2 of 2")
        await pilot.click(DeliveryTabs, offset=(22, 0))
        await wait_until(pilot, lambda: app.picked == [DeliveryList.FAILED])
        await pilot.click(DeliveryTabs, offset=(70, 0))
        tabs.active = tabs.beside(-1)
        await wait_for_text(pilot, "[Dry run]")
        assert tabs.beside(1) is DeliveryList.WAITING
        assert app.picked == [DeliveryList.FAILED]


async def test_the_names_come_first_on_a_small_screen() -> None:
    app = Showing()
    async with app.run_test(size=(50, 3)) as pilot:
        app.query_one(DeliveryTabs).said = "1-200 of 100,000"
        await pilot.pause()
        text = screen_text(app.screen)
        assert "Dry run" in text
        assert "100,000" not in text
