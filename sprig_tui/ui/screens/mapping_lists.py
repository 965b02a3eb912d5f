"""What the Mappings screen shows; `mappings.py` adds what it changes."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.domain.safe_text import safe
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.ui.messages import ConfigChanged, LogChanged
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.destination_filter_pane import FilterPane
from sprig_tui.ui.widgets.key_line import KeyLine
from sprig_tui.ui.widgets.list_pane import Explained, ListPane
from sprig_tui.ui.widgets.mapping_pane import MappingPane
from sprig_tui.ui.widgets.mapping_tabs import MappingTabs
from sprig_tui.ui.widgets.row_list import RowList
from sprig_tui.ui.widgets.seen_pane import SeenPane
from sprig_tui.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from textual.timer import Timer

TABLES: Final[tuple[Table, Table]] = ("triggered_events", "page_urls")
TITLES: Final[Mapping[str, str]] = {
    "triggered_events": "Triggered events",
    "page_urls": "Page URLs",
    "filters": "Filters",
    "seen": "Seen, not mapped",
}
"""The tabs' titles by the ids of their panes, in the order in which they stand."""
READ_EVERY_S: Final = 0.5
AGE_EVERY_S: Final = 5.0


class MappingLists(Screen[None]):
    """Lists over the last good config and the log, of which one is on show.

    A list is a pane behind a tab (`ListPane`), with keys of its own; the screen has what they
    share: tabs, search, and the lines below about the row of the cursor.
    """

    app = getters.app(TerminalApp)
    AUTO_FOCUS = "RowList"
    CSS_PATH = "mappings.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (12, "-high")]  # noqa: RUF012 (Textual types it so)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,l,right", "turn(1)", "Next list", show=False, id="mappings.next"),
        Binding("shift+tab,h,left", "turn(-1)", "Previous", show=False, id="mappings.previous"),
        Binding("slash", "search", "Search", key_display="/", id="mappings.search"),
        Binding("escape", "close_search", "Show all", show=False, id="mappings.all"),
    ]
    tabs = getters.query_one(MappingTabs)
    search = getters.query_one("#search", Input)
    seen = getters.query_one(SeenPane)

    def __init__(self) -> None:
        super().__init__()
        self.snapshot: ConfigSnapshot = self.app.snapshot
        self.panes: Sequence[ListPane] = ()
        self._next_read: Timer | None = None
        self._reading = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """Tabs, search, the lists, what is to say about a row, keys."""
        panes: list[MappingPane | FilterPane | SeenPane] = [
            *(MappingPane(one, self.snapshot) for one in TABLES),
            FilterPane(self.snapshot),
            SeenPane(self.snapshot),
        ]
        self.panes = panes
        yield StatusBar()
        yield MappingTabs([TITLES[pane.id or ""] for pane in panes])
        words = "words of a pattern, an event or a note"
        # Disabled while it is closed, else a key that comes before the list has focus goes there.
        yield Input(placeholder=words, id="search", compact=True, disabled=True)
        yield from panes
        yield Static(id="detail")
        yield KeyLine()

    @property
    def pane(self) -> ListPane:
        """The list on show."""
        return self.panes[self.tabs.active]

    def on_mount(self) -> None:
        """Show the first list."""
        self.set_interval(AGE_EVERY_S, lambda: self.pane.rows.refresh())
        self.watch(self.tabs, "said", self._show_said)
        self.show_tab(TABLES[0])

    @on(events.ScreenResume)
    def _come_back(self) -> None:
        """Things went on while another screen was on show."""
        if self.app.snapshot.text != self.snapshot.text:
            self.tabs.forget()
        self.show_config(self.app.snapshot)
        self.read_log()

    def show_tab(self, name: str) -> None:
        """Bring a list to the front, by its pane's id."""
        self._show_place([pane.id for pane in self.panes].index(name))

    def _show_place(self, place: int) -> None:
        if place != self.tabs.active:
            self.tabs.forget()
        self.tabs.active = place
        for at, pane in enumerate(self.panes):
            pane.set_class(at == place, "-shown")
        self.pane.rows.focus()
        self._show_detail()
        self.refresh_bindings()

    def show_config(self, snapshot: ConfigSnapshot, *, select: int | None = None) -> None:
        """Draw a state of the file; a list of it that is on show goes to entry `select`."""
        self.snapshot = snapshot
        for pane in self.panes:
            if isinstance(pane, MappingPane | FilterPane) and pane is self.pane:
                pane.show_config(snapshot, select=select)
            else:
                pane.show_config(snapshot)
        self._count()

    @work(group="mapping-log", description="hits and what is not mapped")
    async def read_log(self) -> None:
        """Read hits and what is not mapped, one reading after the other, and draw them."""
        async with self._reading:
            self._next_read = None
            try:
                hits = await self.app.context.reader.mapping_hits()
                for pane in self.query(MappingPane):
                    pane.show_hits(hits)
                await self.seen.read()
            except StoreUnavailableError as error:
                self.tabs.said = f"the log was not read: {error}"

    @on(ConfigChanged)
    def _follow_config(self) -> None:
        """Show the newest state, which may be a later one than that of the message."""
        if self.app.snapshot.text != self.snapshot.text:
            self.tabs.forget()
        self.show_config(self.app.snapshot)
        self.read_log()

    @on(LogChanged)
    def _follow_log(self) -> None:
        """Read soon, and once for all changes until then."""
        if self._next_read is None:
            self._next_read = self.set_timer(READ_EVERY_S, self.read_log)

    @on(RowList.Moved)
    def _show_detail(self) -> None:
        shown = self.pane.detail() if isinstance(self.pane, Explained) else Content()
        self.query_one("#detail", Static).update(shown)

    def _show_said(self, said: str) -> None:
        """What was done last stands on the line above what is said of the row."""
        self.query_one("#detail").border_title = Content(safe(said)) if said else None

    @on(SeenPane.Changed)
    def _count(self) -> None:
        self.tabs.counts = tuple(pane.count for pane in self.panes)

    @on(MappingTabs.Picked)
    def _pick_tab(self, message: MappingTabs.Picked) -> None:
        self._show_place(message.place)

    def action_turn(self, steps: int) -> None:
        """The next list, or the previous one; out of the search it only goes back to the list."""
        if self.search.has_focus:
            self.pane.rows.focus()
        else:
            self._show_place((self.tabs.active + steps) % len(self.panes))

    def action_search(self) -> None:
        """Type words that rows must hold."""
        self.search.add_class("-open")
        self.search.disabled = False
        self.set_focus(self.search)

    @on(Input.Changed, "#search")
    def _narrow(self) -> None:
        for pane in self.panes:
            pane.search(self.search.value)

    @on(Input.Submitted, "#search")
    def action_leave_search(self) -> None:
        """Back to the list, which stays narrowed."""
        self.pane.rows.focus()

    def action_close_search(self) -> None:
        """Show every row again."""
        self.search.value = ""
        self.search.remove_class("-open")
        self.set_focus(self.pane.rows)
        self.search.disabled = True
