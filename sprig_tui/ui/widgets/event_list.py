"""The live list of events as it is drawn, line by line over a window of the log."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events, getters, work
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sprig_tui.domain.columns import payload_fields
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import Query
from sprig_tui.ports import LogReader, StoreUnavailableError
from sprig_tui.services.log_search import searching_words
from sprig_tui.services.log_window import LogWindow
from sprig_tui.services.row_texts import RowTextSource
from sprig_tui.ui.event_view import EventView
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.row_marks import RowMarks
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.completion_list import offered_lines
from sprig_tui.ui.widgets.event_columns import EventColumns
from sprig_tui.ui.widgets.event_strip import (
    EMPTY_LINE,
    DrawnLine,
    Frame,
    heading_strip,
    notice_strip,
    room_for_columns,
    row_strip,
    thumb_lines,
)

Job = Callable[[], Awaitable[object]]


def drawn_lines(view: EventView, marks: RowMarks, texts: RowTextSource) -> list[DrawnLine]:
    """What each line below the titles has to show."""
    rows = list(view.visible)
    cursor = view.cursor - view.top
    thumb = range(0)
    if rows:
        newest, oldest = view.window.newest_id, view.window.oldest_id
        thumb = thumb_lines(height=view.height, top_id=rows[0].id, newest=newest, oldest=oldest)
    lines = [
        DrawnLine(row, place == cursor, place in thumb, row.id in marks, texts.of(row))
        for place, row in enumerate(rows)
    ]
    return lines + [DrawnLine(thumb=place in thumb) for place in range(len(rows), view.height)]


def notice(view: EventView) -> str:
    """What an empty list says."""
    window = view.window
    if not window.was_read:
        return "Reading the log."
    if window.has_older:
        looked_at = window.looked_at
        kept = window.newest_id - window.oldest_id + 1
        return f"{searching_words(looked_at, kept)}."
    if window.query is not None:
        return "No event matches; esc shows all."
    return "No events are kept any more."


def notice_at(y: int, said: str, size: Size, first: int) -> str | None:
    """The part of a notice on a line of a list: it begins at `first`, or higher to be whole."""
    lines = Content(said).wrap(max(size.width - 2, 1))
    place = y - max(min(first, size.height - len(lines)), 1)
    return lines[place].plain if 0 <= place < len(lines) else None


class EventList(Widget, can_focus=True):
    """Columns of the newest events. Its cost does not grow with the log, nor with a flood.

    All readings are done one after the other beside the keys; what comes meanwhile is one more
    reading, so that they never queue up.
    """

    app = getters.app(TerminalApp)
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"event-table--{part}"
        for part in (
            *("heading", "cursor", "time", "type", "name", "repeats", "who", "why", "gap", "bar"),
            *("pinned", "mark", "success", "warning", "error", "accent", "muted"),
        )
    }

    @dataclass
    class Changed(Message):
        """The selected row, the place or the following changed."""

        table: "EventList"

        @property
        def control(self) -> "EventList":
            """The table."""
            return self.table

        def can_replace(self, message: Message) -> bool:
            """Only the last change matters."""
            return isinstance(message, EventList.Changed)

    def __init__(self, reader: LogReader, glyphs: GlyphSet) -> None:
        super().__init__()
        self.view = EventView(LogWindow(reader))
        self.marks = RowMarks()
        self.columns = EventColumns()
        self.note = ""
        self.held = False
        self._texts = RowTextSource(reader)
        self._glyphs = glyphs
        self._jobs: asyncio.Queue[Job] = asyncio.Queue()
        self._waiting: set[str] = set()
        self._drawn: list[DrawnLine] = []
        self._frame: Frame | None = None
        self._offered: tuple[bool, ...] = ()

    @property
    def query_shown(self) -> Query | None:
        """The filter in force."""
        return self.view.window.query

    @property
    def room(self) -> int:
        """Cells of a line that its columns can have."""
        return room_for_columns(self.size.width, marks=bool(self.marks))

    def on_mount(self) -> None:
        """Begin to read; when a day ends, what is on show is of the day before."""
        self.watch(self.app, "today", self.show_now, init=False)
        self._keep_up()
        self.search(None)

    def search(self, query: Query | None) -> None:
        """Show what matches, the newest first, following."""
        self.do(lambda: self.view.search(query))

    def take_in(self) -> None:
        """The log changed; several calls before the next reading are one."""
        self._do_once("take in", self._take_in)

    def select(self, row_id: int | None) -> None:
        """Select a row by its id, wherever in the log it is."""
        row = self.view.selected
        if row_id is not None and (row is None or row.id != row_id):
            self.do(lambda: self.view.show_row(row_id))

    def choose_columns(self, columns: tuple[str, ...], *, wide: bool) -> None:
        """Show these columns, none for the usual ones."""
        self.columns.choose(columns, wide=wide)
        self._texts.ask_for(payload_fields(columns))
        self.moved()

    def do(self, job: Job) -> None:
        """Change what is shown by a reading, after those that wait."""
        self._jobs.put_nowait(job)

    def moved(self) -> None:
        """Show the new place at once and load what it lacks."""
        self.show_now()
        self._do_once("settle", self.view.settle)

    def on_resize(self, event: events.Resize) -> None:
        """More or fewer rows fit."""
        self.view.height = max(event.size.height - 1, 1)
        self.moved()

    def render_line(self, y: int) -> Strip:
        """One line: the titles, a row, or nothing."""
        frame = self._frame or self._new_frame()
        if y == 0:
            return heading_strip(frame, self._style, self.note, self.columns.said)
        if not self.view.window.rows:
            said = notice_at(y, notice(self.view), self.size, offered_lines(self.screen) + 1)
            if said is not None:
                return notice_strip(said, frame.width, self._style)
        line = self._drawn[y - 1] if y <= len(self._drawn) else EMPTY_LINE
        return row_strip(line, frame, self._style)

    def show_now(self) -> None:
        """Draw the lines that differ from what is drawn, all of them when most do."""
        self.held = self.held and not self.view.following
        self._offer_keys()
        self.columns.today = self.app.today
        lines = drawn_lines(self.view, self.marks, self._texts)
        self.columns.grow([(one.row, one.texts) for one in lines if one.row], self._glyphs)
        frame = self._new_frame()
        changed = [y for y, line in enumerate(lines) if self._drawn[y : y + 1] != [line]]
        self._drawn = lines
        if frame != self._frame or len(changed) > len(lines) // 2:
            self._frame = frame
            self.refresh()
        else:
            self.refresh(*(Region(0, y + 1, frame.width, 1) for y in changed))
        self.post_message(self.Changed(self))

    def _new_frame(self) -> Frame:
        width, marks = self.size.width, len(self.marks)
        layout = self.columns.layout(self.room)
        return Frame(width, layout, self._glyphs, marks, self.columns.left)

    def _offer_keys(self) -> None:
        offered = (self.view.following, self.held, bool(self.marks), self.columns.wide)
        if offered != self._offered:
            self._offered = offered
            self.refresh_bindings()

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"event-table--{part}")

    def _do_once(self, name: str, job: Job) -> None:
        async def read() -> None:
            self._waiting.discard(name)
            await job()

        if name not in self._waiting:
            self._waiting.add(name)
            self._jobs.put_nowait(read)

    async def _take_in(self) -> None:
        await self.view.take_in()
        self.marks.keep_between(self.view.window.oldest_id, self.view.window.newest_id)

    def _near(self) -> Sequence[LogRow]:
        """The rows on show; of a list that stands still a screen before and after them too."""
        view = self.view
        if view.following:
            return view.visible
        return view.window.rows[max(view.top - view.height, 0) : view.top + 2 * view.height]

    @work(group="table", exclusive=True, description="event table")
    async def _keep_up(self) -> None:
        """Do one reading after the other, then load what is missing, showing each step."""
        while True:
            job = await self._jobs.get()
            with contextlib.suppress(StoreUnavailableError):
                await job()
                await self._texts.read(self._near())
                self.show_now()
                while self._jobs.empty() and await self.view.settle():
                    await self._texts.read(self._near())
                    self.show_now()
