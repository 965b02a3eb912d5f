"""Where forwarded events are on their way: what waits, what failed, what was delivered."""

from typing import ClassVar, Final

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from sprig_tui.domain.log import LogRow
from sprig_tui.services.delivery_pages import DeliveryList
from sprig_tui.ui.messages import LogChanged
from sprig_tui.ui.resend import resend_failed, resend_rows
from sprig_tui.ui.screens.filtered_screen import FilteredScreen
from sprig_tui.ui.widgets.columns import ColumnTitles
from sprig_tui.ui.widgets.delivery_filter import HINT, QUICK, filter_state, place_words
from sprig_tui.ui.widgets.delivery_rows import delivery_columns, entry_detail
from sprig_tui.ui.widgets.delivery_table import DeliveryTable
from sprig_tui.ui.widgets.delivery_tabs import DeliveryTabs
from sprig_tui.ui.widgets.filter_line import FilterLine
from sprig_tui.ui.widgets.key_line import KeyLine
from sprig_tui.ui.widgets.queue_summary import QueueSummary
from sprig_tui.ui.widgets.row_list import GUTTER, RowList
from sprig_tui.ui.widgets.status_bar import StatusBar

SMALL_WIDTH: Final = 60
SMALL_HEIGHT: Final = 16
TALL: Final = 30
DETAIL_LOW: Final = 4
DETAIL_TALL: Final = 8
FILTER_TIP: Final = "Filter the list as you type"


class DeliveriesScreen(FilteredScreen):
    """The queue with its reasons, and lists of its rows; `r` delivers again, after a question."""

    # keys that come before the first frame are for the list, not the line above it
    AUTO_FOCUS = "DeliveryTable"
    CSS_PATH = ["deliveries.tcss", "filter_line.tcss"]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,l,right", "list(1)", "Next list", id="deliveries.next"),
        Binding("shift+tab,h,left", "list(-1)", "Previous", show=False, id="deliveries.previous"),
        Binding(
            "r", "resend", "Resend", tooltip="Resend it, or all marked", id="deliveries.resend"
        ),
        Binding(
            "R", "resend_failed", "All failed", tooltip="Resend all failed", id="deliveries.all"
        ),
        Binding(
            "slash", "filter", "Filter", key_display="/", tooltip=FILTER_TIP,
            id="deliveries.filter",
        ),
        Binding("z", "clear", "Show every row", show=False, id="deliveries.clear"),
        Binding("escape", "unmark", "Unmark", show=False, id="deliveries.unmark"),
    ]  # fmt: skip
    table = getters.query_one(DeliveryTable)
    tabs = getters.query_one(DeliveryTabs)
    summary = getters.query_one(QueueSummary)

    def compose(self) -> ComposeResult:
        """Head, queue, lists, one row in full, keys."""
        yield StatusBar()
        yield QueueSummary()
        yield DeliveryTabs()
        yield FilterLine(quick=QUICK, hint=HINT)
        yield ColumnTitles((), inset=GUTTER)
        yield DeliveryTable()
        yield Static(id="detail")
        yield KeyLine()

    def on_mount(self) -> None:
        """The keys belong to the list."""
        self.table.focus()

    def on_screen_resume(self) -> None:
        """Catch up with what came while another screen was shown."""
        self.on_log_changed()

    def on_log_changed(self, _message: LogChanged | None = None) -> None:
        """Read again soon."""
        self.table.take_in()

    def on_resize(self) -> None:
        """A small screen keeps one line of the queue, the lists and the rows."""
        size = self.size
        self.set_class(size.width < SMALL_WIDTH or size.height < SMALL_HEIGHT, "-small")
        self.set_class(size.height >= TALL, "-tall")
        self.show_row()

    def action_list(self, step: int) -> None:
        """Another list."""
        self._show_list(self.tabs.beside(step))

    @on(DeliveryTabs.Picked)
    def pick_list(self, event: DeliveryTabs.Picked) -> None:
        """A click does what the keys do."""
        self._show_list(event.which)

    @on(RowList.Chosen)
    def open_event(self) -> None:
        """The event in full, with its attempts."""
        from sprig_tui.ui.screens.event import EventScreen

        entry = self.table.selected
        if entry is not None:
            self.app.push_screen(EventScreen(entry.row.id))

    def action_unmark(self) -> None:
        """Take every mark off; without any, show every row."""
        if self.table.marked:
            self.table.unmark()
        else:
            self.action_clear()

    def action_filter(self) -> None:
        """Type a filter."""
        self.filter.add_class("-telling")
        self.filter.open()

    def action_clear(self) -> None:
        """Show every row."""
        self.filter.clear()
        self.table.focus()

    @on(FilterLine.Filtered)
    def apply_filter(self, event: FilterLine.Filtered) -> None:
        """List what matches."""
        self.table.search(event.query)

    @on(FilterLine.Left)
    def leave_filter(self) -> None:
        """Back to the list."""
        self.table.focus()

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _make_room(self) -> None:
        """The filter's line is there while it tells something."""
        if self.is_mounted:
            line = self.filter
            line.set_class(line.has_focus_within or bool(line.text), "-telling")

    @work(group="resend", exclusive=True, description="resend")
    async def action_resend(self) -> None:
        """Deliver the marked rows again, or the one of the cursor."""
        if await resend_rows(self.app, self._meant()):
            self.table.unmark()

    @work(group="resend", exclusive=True, description="resend all failed")
    async def action_resend_failed(self) -> None:
        """Deliver everything again that failed."""
        await resend_failed(self.app)

    @on(RowList.Moved)
    def show_row(self) -> None:
        """Tabs and detail belong to the list."""
        table = self.table
        self.query_one(ColumnTitles).show_columns(
            delivery_columns(table.pages.which, self.size.width - GUTTER - 1)
        )
        self.tabs.said = self._place_words()
        self.filter.tell(filter_state(table.pages))
        self._make_room()
        entry = table.selected
        lines = DETAIL_TALL if self.has_class("-tall") else DETAIL_LOW
        detail = (
            Content("")
            if entry is None
            else entry_detail(entry, table.facts(entry), lines, self.app.glyphs)
        )
        self.query_one("#detail", Static).update(detail)

    def _show_list(self, which: DeliveryList) -> None:
        self.tabs.active = which
        self.table.show_list(which)

    def _meant(self) -> list[LogRow]:
        """The marked rows, else the one of the cursor."""
        entry = self.table.selected
        return list(self.table.marked.values()) or ([entry.row] if entry is not None else [])

    def _place_words(self) -> str:
        """`1-200 of 12,034`, and how many are marked."""
        books = self.summary.reading.books
        self.table.books = books if self.summary.known else None
        words = [place_words(self.table.pages, books)]
        if self.table.marked:
            words.append(f"{len(self.table.marked):,} marked")
        return "   ".join(filter(None, words))
