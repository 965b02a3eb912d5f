"""What the Mappings screen shows; `mappings.py` adds what it changes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.domain.log import EventRequest, MappingHits, MappingKey
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.event_requests import EventRequests
from sprig_tui.ui.messages import ConfigChanged, LogChanged
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.mapping_detail import mapping_detail, request_detail, table_hint
from sprig_tui.ui.widgets.mapping_pane import MappingPane
from sprig_tui.ui.widgets.mapping_requests import RequestPane
from sprig_tui.ui.widgets.mapping_tabs import MappingTabs
from sprig_tui.ui.widgets.row_list import RowList
from sprig_tui.ui.widgets.status_bar import StatusBar

if TYPE_CHECKING:
    from textual.timer import Timer

TABLES: Final[tuple[Table, Table]] = ("triggered_events", "page_urls")
TITLES: Final = ("Triggered events", "Page URLs", "Requests")
READ_EVERY_S: Final = 0.5
AGE_EVERY_S: Final = 5.0


class MappingLists(Screen[None]):
    """Three lists over the last good config and the log, of which one is on show."""

    app = getters.app(TerminalApp)
    CSS_PATH = "mappings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,l,right", "turn(1)", "Next list", show=False, id="mappings.next"),
        Binding("shift+tab,h,left", "turn(-1)", "Previous", show=False, id="mappings.previous"),
        Binding("escape", "close_search", "Show all", show=False, id="mappings.all"),
    ]
    tabs = getters.query_one(MappingTabs)
    search = getters.query_one("#search", Input)
    requests = getters.query_one(RequestPane)

    def __init__(self) -> None:
        super().__init__()
        context = self.app.context
        self.snapshot: ConfigSnapshot = self.app.snapshot
        self.event_requests = EventRequests(context.reader, context.engine)
        self._hits: Mapping[MappingKey, MappingHits] = {}
        self._next_read: Timer | None = None

    def compose(self) -> ComposeResult:
        """Tabs, search, the lists, what is to say about a row, keys."""
        yield StatusBar()
        yield MappingTabs(TITLES)
        yield Input(placeholder="words of a pattern, an event or a note", id="search", compact=True)
        for table in TABLES:
            yield MappingPane(table, self.snapshot)
        yield RequestPane()
        yield Static(id="detail")
        yield Footer(compact=True, show_command_palette=False)

    @property
    def pane(self) -> MappingPane | RequestPane:
        """The list on show."""
        place = self.tabs.active
        return self.table_pane(TABLES[place]) if place < len(TABLES) else self.requests

    def table_pane(self, table: Table) -> MappingPane:
        """The list of a table."""
        return self.query_one(f"#{table}", MappingPane)

    def on_mount(self) -> None:
        """Show the first list."""
        self.set_interval(AGE_EVERY_S, lambda: self.pane.rows.refresh())
        self.show_tab(0)

    @on(events.ScreenResume)
    def _come_back(self) -> None:
        """Things went on while another screen was on show."""
        if self.app.snapshot.text != self.snapshot.text:
            self.tabs.forget()
        self.show_config(self.app.snapshot)
        self.read_log()

    def show_tab(self, place: int) -> None:
        """Bring a list to the front."""
        self.tabs.active = place
        for pane in (*self.query(MappingPane), self.requests):
            pane.set_class(pane is self.pane, "-shown")
        self.pane.rows.focus()
        self._show_detail()
        self.refresh_bindings()

    def show_config(self, snapshot: ConfigSnapshot, *, select: int | None = None) -> None:
        """Draw a state of the file; the list on show goes to entry `select`."""
        self.snapshot = snapshot
        search = self.search.value
        for pane in self.query(MappingPane):
            chosen = select if pane is self.pane else None
            pane.show_mappings(snapshot, self._hits, search=search, select=chosen)
        self.tabs.counts = _counts(*self.query(MappingPane), self.requests)

    @work(group="mapping-log", exclusive=True, description="hits and requests")
    async def read_log(self) -> None:
        """Read hits and requests, and draw them."""
        self._next_read = None
        try:
            self._hits = await self.app.context.reader.mapping_hits()
            requests = await self.event_requests.present(self.snapshot.config)
        except StoreUnavailableError as error:
            self.tabs.said = f"hits not read: {error}"
            return
        self._show_requests(requests)
        self.show_config(self.snapshot)

    @on(ConfigChanged)
    def _follow_config(self, message: ConfigChanged) -> None:
        if message.snapshot.text != self.snapshot.text:
            self.tabs.forget()
        self.show_config(message.snapshot)
        self.read_log()

    @on(LogChanged)
    def _follow_log(self) -> None:
        """Read soon, and once for all changes until then."""
        if self._next_read is None:
            self._next_read = self.set_timer(READ_EVERY_S, self.read_log)

    @on(RowList.Moved)
    def _show_detail(self) -> None:
        pane = self.pane
        shown = Content()
        if isinstance(pane, RequestPane):
            if (request := pane.selected) is not None:
                shown = request_detail(
                    request,
                    self.snapshot,
                    self.event_requests.near_miss(request.name),
                    width=self.size.width - 4,
                    ellipsis=self.app.glyphs.ellipsis,
                )
        elif (row := pane.selected) is not None:
            warning = pane.warning(row.index)
            shown = mapping_detail(pane.table, row, warning, self.snapshot, self.app.glyphs)
        else:
            shown = Content(table_hint(pane.table, self.snapshot.config.destination.kind))
        self.query_one("#detail", Static).update(shown)

    @on(MappingTabs.Picked)
    def _pick_tab(self, message: MappingTabs.Picked) -> None:
        self.show_tab(message.place)

    def action_turn(self, steps: int) -> None:
        """The next list, or the previous one; out of the search it only goes back to the list."""
        if self.search.has_focus:
            self.pane.rows.focus()
        else:
            self.show_tab((self.tabs.active + steps) % len(TITLES))

    def action_search(self) -> None:
        """Type words that rows must hold."""
        self.search.add_class("-open")
        self.search.focus()

    @on(Input.Changed, "#search")
    def _narrow(self) -> None:
        self.show_config(self.snapshot)
        self._show_requests(self.requests.all)

    @on(Input.Submitted, "#search")
    def action_leave_search(self) -> None:
        """Back to the list, which stays narrowed."""
        self.pane.rows.focus()

    def action_close_search(self) -> None:
        """Show every row again."""
        self.search.value = ""
        self.search.remove_class("-open")
        self.pane.rows.focus()

    def _show_requests(self, requests: Sequence[EventRequest]) -> None:
        self.requests.show_requests(requests, search=self.search.value)
        self.tabs.counts = _counts(*self.query(MappingPane), self.requests)


def _counts(*panes: MappingPane | RequestPane) -> tuple[int, ...]:
    return tuple(pane.count for pane in panes)
