"""The list of what was seen and is not mapped."""

from textual.app import ComposeResult

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.settings import Config, TriggeredEvent
from sprig_tui.services.seen_unmapped import Seen
from sprig_tui.ui.context import TerminalContext
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.seen_pane import SeenPane
from tests.screen import wait_for_text
from tests.ui.conftest import Terminal


def seen(*names: str) -> list[Seen]:
    return [Seen(TriggeredEvent(event=name), 2, 2_000, (name,)) for name in names]


class OnePane(TerminalApp):
    def __init__(self, context: TerminalContext) -> None:
        super().__init__(context)
        self.pane = SeenPane(ConfigSnapshot(Config(), "/config/sprig.toml", ""))

    def compose(self) -> ComposeResult:
        yield self.pane

    def name_at_cursor(self) -> str | None:
        return self.pane.selected.name if self.pane.selected else None


async def test_the_cursor_follows_its_row() -> None:
    """More frequent ones may come before it at any time."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.show_seen(seen("a", "b", "c"))
        app.pane.rows.cursor = 1
        app.pane.show_seen(seen("new", "a", "b", "c"))
        assert app.name_at_cursor() == "b"
        app.pane.show_seen(seen("new", "a"))
        assert app.name_at_cursor() == "a"
        app.pane.show_seen([])
        assert app.name_at_cursor() is None
        await wait_for_text(pilot, "Everything that was seen is mapped.")


async def test_a_search_narrows_the_list_and_counts_them_all() -> None:
    """Every word must be in the name."""
    app = OnePane(Terminal().context)
    async with app.run_test(size=(80, 12)) as pilot:
        app.pane.show_seen(seen("Cart Viewed", "Viewed", "Cart"))
        app.pane.search("viewed cart")
        assert app.name_at_cursor() == "Cart Viewed"
        assert (app.pane.count, app.pane.rows.count) == (3, 1)
        app.pane.search("nothing")
        await wait_for_text(pilot, "Nothing here holds “nothing”")
