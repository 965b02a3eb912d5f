"""The flow as a whole: how much came, where it went, and what deserves a look."""

import contextlib

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Footer, Static

from sprig_tui.ports import StoreUnavailableError
from sprig_tui.ui.messages import LogChanged
from sprig_tui.ui.screens.mode_screen import ModeScreen
from sprig_tui.ui.widgets.overview_chain import chain_content
from sprig_tui.ui.widgets.status_bar import StatusBar


class OverviewScreen(ModeScreen):
    """What the books say, in words."""

    CSS_PATH = "overview.tcss"
    chain = getters.query_one("#chain", Static)

    def compose(self) -> ComposeResult:
        """Head, the books, keys."""
        yield StatusBar()
        with VerticalScroll():
            yield Static(id="chain")
        yield Footer(compact=True, show_command_palette=False)

    @on(events.ScreenResume)
    @on(LogChanged)
    async def take_in(self) -> None:
        """Read the books again."""
        with contextlib.suppress(StoreUnavailableError):
            books = await self.app.context.reader.books()
            self.chain.update(chain_content(books, self.app.glyphs))
