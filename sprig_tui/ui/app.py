"""The terminal application: its screens, its keys, its themes."""

from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from sprig_tui.domain.decision import Table
from sprig_tui.ui.tabs import TABS
from sprig_tui.ui.terminal import TerminalApp


class SprigApp(TerminalApp):
    """`SprigApp(context).run()` shows the terminal; `return_code` is not 0 after a crash."""

    TITLE = "sprig-tui"
    CSS_PATH = "app.tcss"
    MODES: ClassVar[dict[str, Any]] = {tab.mode: tab.open for tab in TABS}
    DEFAULT_MODE = "live"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(tab.binding for tab in TABS),
        Binding("q", "quit", "Quit", tooltip="Leave the terminal", id="app.quit"),
    ]

    def on_mount(self) -> None:
        """Follow the outside world from now on."""
        self.start_watching()

    async def add_mapping(self, table: Table, pattern: str) -> None:
        """Show Mappings with its add form filled in."""
        from sprig_tui.ui.screens.mappings import MappingsScreen

        await self.switch_mode("mappings")
        if isinstance(self.screen, MappingsScreen):
            self.screen.start_add(table, pattern)
