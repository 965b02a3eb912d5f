"""Every event as it comes."""

import asyncio
import contextlib
from typing import ClassVar, Final

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size

from sprig_tui.domain.reasons import Reason
from sprig_tui.ports import EngineUnreachableError, StoreUnavailableError
from sprig_tui.ui.known_user import user_to_know
from sprig_tui.ui.messages import LogChanged
from sprig_tui.ui.screens.event_actions import LIST_ONLY, EventActions
from sprig_tui.ui.stop_place import is_stopped_by_file
from sprig_tui.ui.widgets.books_line import BooksLine
from sprig_tui.ui.widgets.event_table import EventTable
from sprig_tui.ui.widgets.filter_line import FilterLine, state_content
from sprig_tui.ui.widgets.key_line import KeyLine
from sprig_tui.ui.widgets.setup_panel import SetupPanel
from sprig_tui.ui.widgets.status_bar import StatusBar
from sprig_tui.ui.widgets.why_panel import WhyPanel

RATE_S: Final = 1.0
SMALL: Final = Size(60, 16)
WIDE_KEYS: Final = (
    *("events.mark", "events.next_problem", "filter.quick", "live.resend", "live.export"),
    *("live.columns", "live.wide"),
)
"""Keys at the foot of the screen where it has room for them."""
TEST_TOLD_S: Final = 4
FILTER_TIP: Final = "Filter the list as you type"
SETUP_TIP: Final = "How to send events here"
BACK_TIP: Final = "To the screen that opened this filter"
FILTER_ACTIONS: Final = ("filter", "clear", "quick_filter", "save_filter", "saved_filters")
CHANGING: Final = ("know", "map", "switch_on", "stop", "go_back", "resend")
"""Actions whose keys come and go with the row and the filter."""
LIST_ACTIONS: Final = frozenset((*LIST_ONLY, *FILTER_ACTIONS))


class LiveScreen(EventActions):
    """The newest events with their verdicts; while the log is empty, how to send the first."""

    # keys that come before the log is read are for the list, not the line above it
    AUTO_FOCUS = "EventTable"
    CSS_PATH = ["live.tcss", "filter_line.tcss", "event_list.tcss"]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", key_display="/", tooltip=FILTER_TIP, id="live.filter"),
        Binding("z", "clear", "Show every event", show=False, id="live.clear"),
        Binding("escape", "stop_export", "Stop export", show=False, id="live.stop_export"),
        Binding("escape", "leave_setup", "Back", tooltip="Leave set-up", id="live.leave_setup"),
        Binding("escape", "go_back", "Back", tooltip=BACK_TIP, id="live.go_back"),
        Binding("escape", "clear", "Leave the filter", show=False, id="live.back"),
        Binding("t", "test", "Test", tooltip="Send a test event", id="live.test"),
        Binding("s", "setup", "Set-up", show=False, tooltip=SETUP_TIP, id="live.setup"),
    ]
    books = getters.query_one(BooksLine)
    setup = getters.query_one(SetupPanel)

    def __init__(self) -> None:
        super().__init__()
        self._can_do: frozenset[str] = frozenset()
        self._low = False
        self._log_changed = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Head, books, filter, the list or the set-up steps, why, keys."""
        yield StatusBar()
        yield BooksLine()
        yield FilterLine()
        yield SetupPanel()
        yield EventTable(self.app.context.reader, self.app.glyphs)
        yield WhyPanel()
        yield KeyLine(WIDE_KEYS)

    async def on_mount(self) -> None:
        """Read the log before the first look at it; the rate falls although nothing happens."""
        self.set_interval(RATE_S, lambda: self.books.take(self.books.reading.books))
        await self._read_books(first=True)
        self._follow_books()
        await self.restore_columns()

    @work(group="books", exclusive=True, description="books")
    async def _follow_books(self) -> None:
        """Read the books after each change; several changes during one reading are one."""
        while True:
            await self._log_changed.wait()
            self._log_changed.clear()
            await self._read_books()

    @on(events.ScreenResume)
    @on(LogChanged)
    def take_in(self) -> None:
        """What is new, and what came while another screen was shown; keys never wait for it."""
        self.table.take_in()
        self._log_changed.set()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Over the set-up steps only what helps there; the steps stay while the log is empty."""
        del parameters
        row = self.table.view.selected if self.is_mounted else None
        in_setup = self.has_class("-setup")
        match action:
            case "setup":
                return bool(self.books.reading.books.received)
            case "leave_setup":
                return in_setup and bool(self.books.reading.books.received)
            case _ if in_setup and action in LIST_ACTIONS:
                return False
            case "go_back":
                way = self.filter.way_back if self.is_mounted else None
                return way is not None and way.query == self.filter.text
            case "know":
                return user_to_know(row) is not None and self.why.mended is None
            case "stop_export":
                return self._exporting
            case "stop":
                return is_stopped_by_file(row)
            case "map":
                return row is not None and row.reason is not Reason.MAPPING_DISABLED
            case "switch_on":
                return row is not None and row.reason is Reason.MAPPING_DISABLED
            case "filter":
                return not self.filter.has_focus_within
            case _:
                return True

    @on(EventTable.Changed)
    def show_place(self, event: EventTable.Changed) -> None:
        """The panel and the state line belong to the list."""
        view = event.table.view
        can_do = frozenset(one for one in CHANGING if self.check_action(one, ()))
        can_do -= self.idle_actions
        if can_do != self._can_do:
            self._can_do = can_do
            self.refresh_bindings()
        self.why.show(view.selected)
        self.why.grow(view.height - (len(view.window.rows) - view.top))
        app, room, paused = self.app, self.filter.state_room, event.table.held
        state = state_content(view, app.glyphs, app.today, paused=paused, room=room)
        self.filter.tell(state)
        self._make_room()
        low = view.cursor - view.top >= view.height // 2
        if low != self._low:
            self._low = low
            self.query("ToastRack").set_class(low, "-low")

    @on(WhyPanel.Judged)
    def _offer(self) -> None:
        """What was mended since needs another key."""
        self.refresh_bindings()

    @on(events.Resize)
    def fit_screen(self, event: events.Resize) -> None:
        """Below 60 x 16: one list and one line of status."""
        size = event.size
        self.set_class(size.width < SMALL.width or size.height < SMALL.height, "-small")
        self._make_room()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _make_room(self) -> None:
        """A small screen shows the filter's line while it tells something.

        What an empty list says gives way to what is offered while the filter is typed.
        """
        if self.is_mounted and not self.table.view.window.rows:
            self.table.refresh()
        if self.is_mounted and self.has_class("-small"):
            view = self.table.view
            quiet = view.following and view.window.query is None
            self.filter.set_class(self.filter.has_focus_within or not quiet, "-telling")

    @on(EventTable.Opened)
    def open_event(self, event: EventTable.Opened) -> None:
        """The whole of an event; where the operator leaves it, the list stands."""
        from sprig_tui.ui.screens.event import EventScreen

        screen = EventScreen(event.row.id, self.table.view.window.query)
        self.app.push_screen(screen, self.table.select)

    @on(FilterLine.Filtered)
    def apply_filter(self, event: FilterLine.Filtered) -> None:
        """Show what matches."""
        self.table.search(event.query)

    @on(FilterLine.Left)
    def leave_filter(self) -> None:
        """Back to the list."""
        self.table.focus()

    def action_filter(self) -> None:
        """Type a filter."""
        self.filter.add_class("-telling")
        self.filter.open()

    def action_clear(self) -> None:
        """Show every event."""
        self.filter.clear()
        self.table.focus()

    def action_leave_setup(self) -> None:
        """From the set-up steps to the list."""
        self._show_setup(wanted=False)

    def action_setup(self) -> None:
        """Show the set-up steps, or the list again."""
        self._show_setup(wanted=not self.has_class("-setup"))

    @work(group="test event", exclusive=True, description="test event")
    async def action_test(self) -> None:
        """An identify and a track through the listener."""
        from sprig_tui.services.trial_events import send_trial

        context = self.app.context
        prefix = f"sprig-tui-test-{context.clock.now_ms()}"
        try:
            lines = await send_trial(context.sender, self.app.snapshot.config, prefix)
        except EngineUnreachableError as error:
            self.notify(self.app.engine_words(error), title="Not sent", severity="error")
        else:
            self.notify("Test: " + "\n".join(lines), timeout=TEST_TOLD_S)

    async def _read_books(self, *, first: bool = False) -> None:
        with contextlib.suppress(StoreUnavailableError):
            books = await self.app.context.reader.books()
            was_empty = first or not self.books.reading.books.received
            self.books.take(books)
            self.setup.books = books
            if was_empty:
                self._show_setup(wanted=not books.received)

    def _show_setup(self, *, wanted: bool) -> None:
        wanted = wanted or not self.books.reading.books.received
        self.set_class(wanted, "-setup")
        self.refresh_bindings()
        (self.setup if wanted else self.table).focus()
