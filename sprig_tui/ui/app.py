"""The terminal application: its screens, its keys, its themes."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled, WorkerFailed

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.ui.context import TerminalContext
from sprig_tui.ui.keymap import keymap_of
from sprig_tui.ui.mouse import MOUSE_KEYS
from sprig_tui.ui.tabs import TABS
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.theming import follow_themes, load_themes

if TYPE_CHECKING:
    from sprig_tui.domain.settings import Kind
    from sprig_tui.services.mapping_view import Proposal

DEFAULT_THEME: Final = "sprig-dark"
QUIT_TIP: Final = "Leave the terminal"
COMPARE_TIP: Final = "What another kind of destination would decide otherwise; changes nothing"


def _live() -> Screen[Any]:
    from sprig_tui.ui.screens.live import LiveScreen

    return LiveScreen()


def _mappings() -> Screen[Any]:
    from sprig_tui.ui.screens.mappings import MappingsScreen

    return MappingsScreen()


def _deliveries() -> Screen[Any]:
    from sprig_tui.ui.screens.deliveries import DeliveriesScreen

    return DeliveriesScreen()


def _overview() -> Screen[Any]:
    from sprig_tui.ui.screens.overview import OverviewScreen

    return OverviewScreen()


def _settings() -> Screen[Any]:
    from sprig_tui.ui.screens.settings import SettingsScreen

    return SettingsScreen()


OPENERS: Final[dict[str, Callable[[], Screen[Any]]]] = {
    "live": _live,
    "mappings": _mappings,
    "deliveries": _deliveries,
    "overview": _overview,
    "settings": _settings,
}
"""A screen is imported when it is first shown."""


class SprigApp(TerminalApp):
    """`SprigApp(context).run()` shows the terminal; `return_code` is not 0 after a crash.

    `q` leaves it; what becomes of the engine then is the caller's business.
    """

    TITLE = "sprig-tui"
    CSS_PATH = "app.tcss"
    MODES: ClassVar[dict[str, Any]] = {tab.mode: OPENERS[tab.mode] for tab in TABS}
    DEFAULT_MODE = "live"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(tab.binding for tab in TABS),
        Binding("question_mark,f1", "help", "Help", key_display="?", id="app.help"),
        Binding("exclamation_mark", "problems", "Problems", show=False, key_display="!",
                tooltip="What is wrong with the config", id="app.problems"),
        Binding("colon", "command_palette", "Commands", show=False, id="app.commands"),
        Binding("q", "quit", "Quit", tooltip=QUIT_TIP, id="app.quit"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, tooltip=QUIT_TIP),
        Binding("ctrl+z", "suspend_process", "To the shell; fg comes back", id="app.suspend",
                show=False),
        *MOUSE_KEYS,
    ]  # fmt: skip

    def __init__(self, context: TerminalContext) -> None:
        super().__init__(context)
        self._bad_themes = load_themes(self)
        self._bad_names = self._use(context.snapshot)

    def on_mount(self) -> None:
        """Follow the outside world from now on, and tell which themes cannot be used."""
        for sentence in (*self._bad_themes, *self._bad_names):
            self.notify(sentence, severity="warning")
        self.start_watching()
        self.run_worker(follow_themes(self, self._bad_themes), description="themes")

    def watch_snapshot(self, before: ConfigSnapshot, now: ConfigSnapshot) -> None:
        """A theme or a key that changed in the file holds at once."""
        if before.config.ui != now.config.ui:
            for sentence in self._use(now):
                self.notify(sentence, severity="warning")

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """What the command palette offers: all that keys do here, the screens, themes, help."""
        from sprig_tui.ui import palette

        yield from palette.tab_commands(self)
        yield from palette.screen_commands(self, screen)
        yield SystemCommand("Compare destinations", COMPARE_TIP, self._compare_kinds)
        yield SystemCommand("Problems", "What is wrong with the config", self.action_problems)
        yield palette.notices_command(self)
        yield SystemCommand("Theme for now", "Not kept; Settings saves one", self.search_themes)
        yield SystemCommand("Keys", "The keys of this screen, and other ones", self.action_help)
        yield SystemCommand("Key tester", "See which keys reach the program", self.action_test_keys)
        yield SystemCommand("Doctor", "Look at every part of an event's way", self.action_doctor)
        yield palette.mouse_command(self)
        yield SystemCommand("Quit", "Leave the terminal", self.exit)

    def action_help(self) -> None:
        """Show the keys that work now."""
        from sprig_tui.ui.modals.help import HelpModal

        self.push_screen(HelpModal(self.screen))

    def action_test_keys(self) -> None:
        """Show what arrives of the keys that are pressed."""
        from sprig_tui.ui.key_names import key_groups
        from sprig_tui.ui.modals.key_tester import KeyTester

        self.push_screen(KeyTester(key_groups(self.screen)))

    def action_doctor(self) -> None:
        """Look at every part of the way of an event."""
        from sprig_tui.ui.modals.doctor import DoctorModal

        self.push_screen(DoctorModal())

    @work(group="compare-kinds", exclusive=True, description="compare destinations")
    async def _compare_kinds(self) -> None:
        """What another kind would decide otherwise; nothing is changed."""
        from sprig_tui.ui.modals.kind_choice import compare_kinds

        await compare_kinds(self)

    @work(group="problems", exclusive=True, description="problems of the config")
    async def action_problems(self) -> None:
        """List what is wrong with the config."""
        from sprig_tui.ui.problem_places import show_problems

        await show_problems(self)

    def open_event(self, row_id: int, kind: "Kind | None" = None) -> None:
        """Show an event in full, as another kind of destination would decide it if one is given."""
        from sprig_tui.ui.screens.event import EventScreen

        self.push_screen(EventScreen(row_id, kind=kind))

    async def add_mapping(self, table: Table, seen: str, start: "Proposal | None" = None) -> None:
        """Show Mappings with its add form filled in, and come back when the form is closed."""
        from sprig_tui.ui.screens.mappings import MappingsScreen

        came_from = self.current_mode
        await self.switch_mode("mappings")
        if isinstance(self.screen, MappingsScreen):
            self._come_back(came_from, self.screen.start_add(table, seen, start))
        else:
            self.notify("Something is open in Mappings: close it first.")

    @work(group="mapping-form", description="back from the form")
    async def _come_back(self, mode: str, form: Worker[str | None]) -> None:
        try:
            saved = await form.wait()
        except (WorkerFailed, WorkerCancelled):
            return
        await self.switch_mode(mode)
        if saved:
            self.notify(f"Saved: {saved}")

    def _use(self, snapshot: ConfigSnapshot) -> list[str]:
        """Give the app the look and keys that the config asks for; gives what cannot be had."""
        ui = snapshot.config.ui
        self.set_keymap(keymap_of(ui.keys))
        if ui.theme in self.available_themes:
            self.theme = ui.theme
            return []
        if DEFAULT_THEME in self.available_themes:
            self.theme = DEFAULT_THEME
        return [f"There is no theme {ui.theme!r}; {DEFAULT_THEME} is shown."]
