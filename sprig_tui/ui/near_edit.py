"""From an event that no mapping takes to the form of the mapping that it almost matched."""

from sprig_tui.domain.config_edits import entry_place
from sprig_tui.domain.log import LogRow
from sprig_tui.ui.terminal import TerminalApp


async def edit_near_miss(app: TerminalApp, key: str, row: LogRow) -> None:
    """Show Mappings with the form of the entry `key` (`page_urls.2`), tried on the row's name.

    Nothing is saved by that. What is open in Mappings stays, and the operator is told.
    """
    from sprig_tui.ui.screens.mappings import MappingsScreen

    table, index = entry_place(key) or ("filters", 0)
    await app.switch_mode("mappings")
    if table != "filters" and isinstance(app.screen, MappingsScreen):
        app.screen.start_edit(table, index, row.name or "")
    else:
        app.notify("Something is open in Mappings: close it first.")
