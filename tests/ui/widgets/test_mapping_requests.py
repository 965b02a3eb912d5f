"""The list of event requests."""

from textual.app import ComposeResult

from sprig_tui.domain.log import EventRequest
from sprig_tui.ui.context import TerminalContext
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.mapping_requests import RequestPane
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal


def requests(*names: str) -> list[EventRequest]:
    return [EventRequest(name, count=2, first_ms=1_000, last_ms=2_000) for name in names]


class OnePane(TerminalApp):
    def __init__(self, context: TerminalContext) -> None:
        super().__init__(context)
        self.pane = RequestPane()

    def compose(self) -> ComposeResult:
        yield self.pane

    def name_at_cursor(self) -> str | None:
        return self.pane.selected.name if self.pane.selected else None


async def test_the_cursor_follows_its_request() -> None:
    """More frequent ones may come before it at any time."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.show_requests(requests("a", "b", "c"))
        app.pane.rows.cursor = 1
        app.pane.show_requests(requests("new", "a", "b", "c"))
        assert app.name_at_cursor() == "b"
        app.pane.show_requests(requests("new", "a"))
        assert app.name_at_cursor() == "a"
        app.pane.show_requests([])
        assert app.name_at_cursor() is None
        await wait_for_text(pilot, "No event waits for approval.")


async def test_a_search_narrows_the_requests_and_counts_them_all() -> None:
    """Every word must be in the name."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.show_requests(requests("Cart Viewed", "Viewed", "Cart"), search="viewed cart")
        assert app.name_at_cursor() == "Cart Viewed"
        assert (app.pane.count, len(app.pane.all), app.pane.rows.count) == (3, 3, 1)
        app.pane.show_requests(app.pane.all, search="nothing")
        await wait_for_text(pilot, "No request holds “nothing”")
