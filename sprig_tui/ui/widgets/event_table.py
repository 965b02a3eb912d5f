"""The live list of events, drawn line by line over a window of the log."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.style import Style
from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import Query
from sprig_tui.ports import LogReader, StoreUnavailableError
from sprig_tui.services.log_window import LogWindow
from sprig_tui.ui.event_view import EventView
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.event_strip import heading_strip, notice_strip, row_strip, thumb_lines

WHEEL_LINES: Final = 3
Job = Callable[[], Awaitable[object]]
Drawn = tuple[LogRow | None, bool, bool]
"""What a line shows: its row, whether it is selected, whether the scroll bar's thumb is there."""

EMPTY: Final[Drawn] = (None, False, False)


def drawn_lines(view: EventView) -> list[Drawn]:
    """What each line below the titles has to show."""
    rows = list(view.visible)
    cursor = view.cursor - view.top
    thumb = thumb_lines(
        height=view.height,
        top_id=rows[0].id if rows else 0,
        newest=view.window.newest_id,
        oldest=view.window.oldest_id,
    )
    return [
        (rows[line] if line < len(rows) else None, line == cursor, line in thumb)
        for line in range(view.height)
    ]


def notice(view: EventView) -> str:
    """What an empty list says."""
    if view.window.has_older:
        return "Searching further back."
    if view.window.query is not None:
        return "No event matches; esc shows all."
    return "No events are kept any more."


class EventTable(Widget, can_focus=True):
    """Columns of the newest events; keys move, enter opens. Its cost does not grow with the log."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"event-table--{part}"
        for part in (
            *("heading", "cursor", "time", "type", "name", "repeats", "who", "why", "gap", "bar"),
            *("success", "warning", "error", "accent", "muted"),
        )
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", key_display="enter", id="events.open"),
        Binding("down,j", "move(1)", "Next", show=False, id="events.next"),
        Binding("up,k", "move(-1)", "Previous", show=False, id="events.previous"),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False, id="events.page_down"),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False, id="events.page_up"),
        Binding("p", "pause", "Pause", tooltip="Hold the list; events go on", id="events.pause"),
        Binding("p", "follow('held')", "Resume", tooltip="Follow again", id="events.resume"),
        Binding(
            "F",
            "follow('stopped')",
            "Follow",
            tooltip="Newest on top, following",
            id="events.follow",
        ),
        Binding("home,g", "follow", "Newest on top, following", show=False, id="events.newest"),
        Binding("end,G", "oldest", "Oldest", show=False, id="events.oldest"),
    ]

    @dataclass
    class Changed(Message):
        """The selected row, the place or the following changed."""

        table: "EventTable"

        @property
        def control(self) -> "EventTable":
            """The table."""
            return self.table

        def can_replace(self, message: Message) -> bool:
            """Only the last change matters."""
            return isinstance(message, EventTable.Changed)

    @dataclass
    class Opened(Message):
        """The operator wants the whole of a row."""

        row: LogRow

    def __init__(self, reader: LogReader, glyphs: GlyphSet) -> None:
        super().__init__()
        self.view = EventView(LogWindow(reader))
        self._glyphs = glyphs
        self._jobs: asyncio.Queue[Job] = asyncio.Queue()
        self._pending = False
        self._drawn: list[Drawn] = []
        self._held = False
        self._offered: tuple[bool, bool] = (True, False)

    def on_mount(self) -> None:
        """Begin to read."""
        self._keep_up()
        self.search(None)

    def search(self, query: Query | None) -> None:
        """Show what matches, the newest first, following."""
        self._jobs.put_nowait(lambda: self.view.search(query))

    def take_in(self) -> None:
        """The log changed; several calls before the next reading are one."""

        async def read() -> None:
            self._pending = False
            await self.view.take_in()

        if not self._pending:
            self._pending = True
            self._jobs.put_nowait(read)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The same key resumes what it paused, never what scrolling stopped."""
        if action == "pause":
            return self.view.following
        if action == "follow" and parameters:
            return not self.view.following and (self._held or parameters != ("held",))
        return True

    def action_pause(self) -> None:
        """Hold the view."""
        self._held = True
        self.view.pause()
        self._show()

    def action_follow(self, _when: str = "") -> None:
        """Newest on top again, nothing picked; `check_action` knows when."""
        self.search(self.view.window.query)

    def action_move(self, lines: int) -> None:
        """Select a neighbour."""
        self.view.pick(self.view.cursor + lines)
        self._moved()

    def action_page(self, direction: int) -> None:
        """Scroll by a page, the selection with it."""
        page = direction * max(self.view.height - 1, 1)
        cursor = self.view.cursor + page
        self.view.scroll(page)
        self.view.pick(cursor)
        self._moved()

    def action_oldest(self) -> None:
        """To the oldest row that is kept."""
        self._jobs.put_nowait(self.view.show_oldest)

    def select(self, row_id: int | None) -> None:
        """Select a row by its id if it is near what is on show."""
        rows = self.view.window.rows
        place = next((place for place, row in enumerate(rows) if row.id == row_id), None)
        if place is not None and place != self.view.cursor:
            self.view.pick(place)
            self._moved()

    def action_open(self) -> None:
        """Ask for the whole of the selected row."""
        if self.view.selected is not None:
            self.post_message(self.Opened(self.view.selected))

    def on_click(self, event: events.Click) -> None:
        """Select; a second click opens; on the scroll bar, go there."""
        line = event.y - 1
        if event.x == self.size.width - 1:
            fraction = max(line, 0) / max(self.view.height - 1, 1)
            self._jobs.put_nowait(lambda: self.view.show_at(fraction))
        elif 0 <= line < len(self.view.visible):
            self.view.pick(self.view.top + line)
            self._moved()
            if event.chain > 1:
                self.action_open()

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def scroll_by_wheel(self, event: events.MouseEvent) -> None:
        """Older or newer."""
        event.stop()
        down = isinstance(event, events.MouseScrollDown)
        self.view.scroll(WHEEL_LINES if down else -WHEEL_LINES)
        self._moved()

    def on_resize(self, event: events.Resize) -> None:
        """More or fewer rows fit."""
        self.view.height = max(event.size.height - 1, 1)
        self._moved()

    def render_line(self, y: int) -> Strip:
        """One line: the titles, a row, or nothing."""
        if y == 0:
            return heading_strip(self.size.width, self._style)
        row, selected, thumb = self._drawn[y - 1] if y <= len(self._drawn) else EMPTY
        if y == 2 and not self.view.window.rows:
            return notice_strip(notice(self.view), self.size.width, self._style)
        return row_strip(
            row, self.size.width, self._glyphs, self._style, selected=selected, thumb=thumb
        )

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"event-table--{part}")

    def _moved(self) -> None:
        """Show the new place at once and load what it lacks."""
        self._show()
        self._jobs.put_nowait(self.view.settle)

    def _show(self) -> None:
        """Draw the lines that differ from what is drawn, all of them when most do."""
        self._held = self._held and not self.view.following
        if self._offered != (self.view.following, self._held):
            self._offered = (self.view.following, self._held)
            self.refresh_bindings()
        lines = drawn_lines(self.view)
        changed = [y for y, line in enumerate(lines) if self._drawn[y : y + 1] != [line]]
        self._drawn = lines
        if len(changed) > len(lines) // 2:
            self.refresh()
        else:
            self.refresh(*(Region(0, y + 1, self.size.width, 1) for y in changed))
        self.post_message(self.Changed(self))

    @work(group="table", exclusive=True, description="event table")
    async def _keep_up(self) -> None:
        """Do one reading after the other, then load what is missing, showing each step."""
        while True:
            job = await self._jobs.get()
            with contextlib.suppress(StoreUnavailableError):
                await job()
                self._show()
                while self._jobs.empty() and await self.view.settle():
                    self._show()
