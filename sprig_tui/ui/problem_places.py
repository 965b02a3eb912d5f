"""From a config key to where the terminal shows it."""

from sprig_tui.domain.config_edits import ListTable, entry_place
from sprig_tui.ui.modals.problems import ProblemsModal
from sprig_tui.ui.screens.mapping_lists import MappingLists
from sprig_tui.ui.screens.setting_list import SettingList
from sprig_tui.ui.terminal import TerminalApp


async def show_problems(app: TerminalApp) -> None:
    """List the problems of the config, and go to the one that is chosen; for a worker."""
    key = await app.push_screen_wait(ProblemsModal())
    if key is not None:
        await go_to(app, key)


async def go_to(app: TerminalApp, key: str) -> None:
    """Show the mapping, the filter or the setting with a dotted config key."""
    place = entry_place(key)
    await app.switch_mode("settings" if place is None else "mappings")
    screen = app.screen
    if place is not None and isinstance(screen, MappingLists):
        _show_mapping(screen, *place)
    elif isinstance(screen, SettingList):
        screen.show_place(key)


def _show_mapping(screen: MappingLists, table: ListTable, index: int) -> None:
    """Bring an entry to the front, its list not narrowed by a search."""
    screen.action_close_search()
    screen.show_tab(table)
    screen.show_config(screen.app.snapshot, select=index)
