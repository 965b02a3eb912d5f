"""A list of deliveries: one page of it, the marks, and the last attempt of what is on show."""

import contextlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.content import Content

from sprig_tui.domain.flow import Flow
from sprig_tui.domain.log import Books, LogRow
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.query import Query
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.delivery_pages import DeliveryList, DeliveryPages, Entry
from sprig_tui.services.row_texts import RowTextSource
from sprig_tui.ui.widgets.completion_list import offered_lines
from sprig_tui.ui.widgets.delivery_filter import no_match_lines
from sprig_tui.ui.widgets.delivery_rows import RowFacts, empty_lines, entry_line
from sprig_tui.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from sprig_tui.domain.outbox import Attempt

EVERY_S: Final = 0.5
"""How often a page is read anew at most, and times are told anew."""
LONG: Final = 1_000
SPARED: Final = 8
"""A page for which more than `LONG` rows are looked at is read anew so many times less often."""
MAX_REMEMBERED: Final = 2_000
READING: Final = "The deliveries are being read."
FLOWING: Final = (Flow.IDLE, Flow.SENDING, Flow.PACED)


class DeliveryTable(RowList):
    """Moving past the end of a page turns it. Rows keep their place under the cursor by their id.

    Posts `RowList.Moved` when anything on show may have changed.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Event", key_display="enter", id="deliveries.open"),
        Binding("space", "mark", "Mark", tooltip="Mark for resending", id="deliveries.mark"),
        Binding(
            "right_square_bracket", "turn(1)", "Next page", show=False, id="deliveries.next_page"
        ),
        Binding(
            "left_square_bracket",
            "turn(-1)",
            "Previous page",
            show=False,
            id="deliveries.prev_page",
        ),
    ]

    def __init__(self) -> None:
        super().__init__(self._draw_entry)
        context = self.app.context
        self.pages = DeliveryPages(context.outbox, context.reader)
        self.marked: dict[int, LogRow] = {}
        self.books: Books | None = None
        self._last: dict[int, tuple[LogRow, Attempt | None]] = {}
        self._texts = RowTextSource(context.reader)
        self._stale = False
        self._ticks = 0

    def on_mount(self) -> None:
        """Begin with what waits."""
        self.set_interval(EVERY_S, self._tick)
        self.show_list(DeliveryList.WAITING)

    @property
    def selected(self) -> Entry | None:
        """The entry of the cursor, None in an empty list."""
        rows = self.pages.rows
        return rows[self.cursor] if self.cursor < len(rows) else None

    def facts(self, entry: Entry) -> RowFacts:
        """What is known of an entry beside itself."""
        status = self.app.engine.status
        delivery = status.delivery if status else None
        destination = self.app.snapshot.config.destination
        return RowFacts(
            attempt=self._last.get(entry.row.id, (None, None))[1],
            summary=self._texts.of(entry.row).summary,
            own=Lane(destination.kind, destination.environment, destination.endpoint),
            marked=entry.row.id in self.marked,
            now_ms=self.app.context.clock.now_ms(),
            flowing=delivery is not None and delivery.flow in FLOWING,
            until_ms=delivery.until_ms if delivery else None,
        )

    def take_in(self) -> None:
        """The log changed; the page is read again soon."""
        self._stale = True

    @work(group="page", exclusive=True, description="list of deliveries")
    async def show_list(self, which: DeliveryList) -> None:
        """The first page of a list; marks of another list are taken off."""
        if which is not self.pages.which:
            self.marked.clear()
        with contextlib.suppress(StoreUnavailableError):
            await self.pages.show(which)
            self._place(None, 0)

    @work(group="page", exclusive=True, description="filtered list of deliveries")
    async def search(self, query: Query | None) -> None:
        """List what matches, every row when it is None."""
        with contextlib.suppress(StoreUnavailableError):
            await self.pages.search(query)
            self._place(None, 0)

    @work(group="page", exclusive=True, description="page of deliveries")
    async def action_turn(self, pages: int, *, at_end: bool = False) -> None:
        """The next or the previous page."""
        with contextlib.suppress(StoreUnavailableError):
            if await self.pages.turn(pages):
                self._place(None, len(self.pages.rows) - 1 if at_end else 0)

    def action_move(self, rows: int) -> None:
        """Down or up, over the end of the page too."""
        if rows > 0 and self.cursor >= self.count - 1 and self.pages.has_next:
            self.action_turn(1)
        elif rows < 0 and self.cursor == 0 and self.pages.has_previous:
            self.action_turn(-1, at_end=True)
        else:
            super().action_move(rows)

    def action_mark(self) -> None:
        """Mark the row of the cursor or take its mark off, and go on to the next."""
        entry = self.selected
        if entry is None:
            return
        if self.marked.pop(entry.row.id, None) is None:
            self.marked[entry.row.id] = entry.row
        self.action_move(1)
        self._show(self.cursor)

    def unmark(self) -> None:
        """Take every mark off."""
        self.marked.clear()
        self._show(self.cursor)

    def _tick(self) -> None:
        if not self.screen.is_current:
            return
        self._ticks += 1
        enough = SPARED if self.pages.looked_at > LONG else 1
        if self._stale and self._ticks >= enough and not _is_reading(self):
            self._stale, self._ticks = False, 0
            self._read_again()
        else:
            self._show(self.cursor)

    @work(group="page", exclusive=True, description="page of deliveries again")
    async def _read_again(self) -> None:
        """The same page; a list that is looked at from its top shows its newest rows there."""
        entry = self.selected
        follows = self.cursor == 0 and not self.pages.has_previous
        with contextlib.suppress(StoreUnavailableError):
            await self.pages.read()
            self._place(None if entry is None or follows else entry.row.id, self.cursor)

    def _place(self, row_id: int | None, cursor: int) -> None:
        """Show the page with the cursor on a row if it is still there, else at a place."""
        rows = self.pages.rows
        found = next((place for place, one in enumerate(rows) if one.row.id == row_id), cursor)
        self._show(found)
        self._look_up()

    def _show(self, cursor: int) -> None:
        mode = self.app.snapshot.config.destination.mode
        if self.books is None:
            empty: Sequence[Content] = [Content(READING)]
        elif self.pages.query is None:
            empty = empty_lines(self.pages.which, mode, self.books)
        else:
            above = offered_lines(self.screen) - 1
            empty = [*[Content("")] * above, *no_match_lines(self.pages)]
        self.show_rows(len(self.pages.rows), cursor, empty=empty)

    @on(RowList.Moved)
    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _look_up(self) -> None:
        """Find the last attempts and the summaries of what is on show, where they are not known."""
        rows = [one.row for one in self._seen()]
        missing = [row for row in rows if self._is_news(row) or self._texts.lacks(row)]
        if missing:
            self._load(missing)

    def _seen(self) -> Sequence[Entry]:
        top = self.scroll_offset.y
        height = self.scrollable_content_region.height
        return self.pages.rows[top : top + height]

    def _is_news(self, row: LogRow) -> bool:
        known = self._last.get(row.id)
        return bool(row.attempts) and (known is None or known[0] != row)

    @work(group="attempts", description="last attempts")
    async def _load(self, rows: Sequence[LogRow]) -> None:
        """A store that cannot be read brings no news: what is shown then stays as it is."""
        if len(self._last) > MAX_REMEMBERED:
            self._last.clear()
        told = False
        with contextlib.suppress(StoreUnavailableError):
            told = await self._texts.read(rows)
        for row in rows:
            if not self._is_news(row):
                continue
            told = True
            self._last[row.id] = (row, self._last.get(row.id, (row, None))[1])
            with contextlib.suppress(StoreUnavailableError):
                attempts = await self.app.context.outbox.attempts(row.id)
                self._last[row.id] = (row, attempts[-1] if attempts else None)
        if told:
            self._show(self.cursor)

    def _draw_entry(self, position: int, width: int) -> Content:
        rows = self.pages.rows
        if position >= len(rows):
            return Content("")
        entry = rows[position]
        return entry_line(entry, self.pages.which, self.facts(entry), width, self.app.glyphs)


def _is_reading(table: DeliveryTable) -> bool:
    """Whether a page is on its way: another reading would end that one."""
    return any(
        one.group == "page" and one.node is table and not one.is_finished
        for one in table.app.workers
    )
