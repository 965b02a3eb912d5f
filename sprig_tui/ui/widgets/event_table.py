"""The live list of events under keys and mouse."""

import contextlib
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.message import Message

from sprig_tui.domain.log import LogRow
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.log_search import find_row, problems_among
from sprig_tui.ui.widgets.event_list import EventList

WHEEL_LINES: Final = 3
MARK_TIP: Final = "Mark it: y, r and x act on what is marked"
PROBLEM_TIP: Final = "Next problem: rejected, failed, or filtered though meant to be sent"
SEARCHING: Final = "searching"


class EventTable(EventList):
    """Keys move, mark and jump; enter opens."""

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
        Binding("space", "mark", "Mark", show=False, tooltip=MARK_TIP, id="events.mark"),
        Binding("M", "unmark", "Unmark", tooltip="Take every mark off", id="events.unmark"),
        Binding(
            "right_square_bracket",
            "problem(True)",
            "Next problem",
            show=False,
            tooltip=PROBLEM_TIP,
            id="events.next_problem",
        ),
        Binding(
            "left_square_bracket",
            "problem(False)",
            "Previous problem",
            show=False,
            id="events.previous_problem",
        ),
        Binding("left,h", "shift(-1)", "Columns to the left", show=False, id="events.left"),
        Binding("right,l", "shift(1)", "Columns to the right", show=False, id="events.right"),
    ]

    @dataclass
    class Opened(Message):
        """The operator wants the whole of a row."""

        row: LogRow

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The same key resumes what it paused, never what scrolling stopped."""
        match action:
            case "pause":
                return self.view.following
            case "follow" if parameters:
                return not self.view.following and (self.held or parameters != ("held",))
            case "unmark":
                return bool(self.marks)
            case "shift":
                return self.columns.wide
            case _:
                return True

    def action_pause(self) -> None:
        """Hold the view."""
        self.held = True
        self.view.pause()
        self.show_now()

    def action_follow(self, _when: str = "") -> None:
        """Newest on top again, nothing picked; `check_action` knows when.

        Following is shown at once over the rows that are there, and the newest when they are read.
        """
        self.view.follow()
        self.show_now()
        self.search(self.view.window.query)

    def action_move(self, lines: int) -> None:
        """Select a neighbour."""
        self.view.pick(self.view.cursor + lines)
        self.moved()

    def action_page(self, direction: int) -> None:
        """Scroll by a page, the selection with it."""
        page = direction * max(self.view.height - 1, 1)
        cursor = self.view.cursor + page
        self.view.scroll(page)
        self.view.pick(cursor)
        self.moved()

    def action_oldest(self) -> None:
        """To the oldest row that is kept."""
        self.do(self.view.show_oldest)

    def action_open(self) -> None:
        """Ask for the whole of the selected row."""
        if self.view.selected is not None:
            self.post_message(self.Opened(self.view.selected))

    def action_mark(self) -> None:
        """Mark the selected row or take its mark off, and go on to the next."""
        row = self.view.selected
        if row is not None:
            self.marks.turn(row.id)
            self.action_move(1)

    def action_unmark(self) -> None:
        """Take every mark off."""
        self.marks.clear()
        self.show_now()

    def action_shift(self, direction: int) -> None:
        """Go sideways along wide columns."""
        if self.columns.shift(direction, self.room):
            self.show_now()

    @work(group="problem", exclusive=True, description="find a problem")
    async def action_problem(self, older: bool) -> None:  # noqa: FBT001 - from the binding
        """Select the next problem, or the previous one, among all that the filter shows."""
        row, query = self.view.selected, problems_among(self.view.window.query)
        self.tell(SEARCHING)
        try:
            with contextlib.suppress(StoreUnavailableError):
                reader, start = self.app.context.reader, row.id if row else 0
                found = await find_row(reader, query, start=start, older=older, tell=self.tell)
                if found is not None:
                    self.do(lambda: self.view.show_row(found.id))
                else:
                    self.app.notify(f"There is no {'older' if older else 'newer'} problem.")
        finally:
            self.tell("")

    def on_click(self, event: events.Click) -> None:
        """Select; a second click opens; on the scroll bar, go there; with ctrl, mark."""
        line = event.y - 1
        if event.x == self.size.width - 1:
            fraction = max(line, 0) / max(self.view.height - 1, 1)
            self.do(lambda: self.view.show_at(fraction))
        elif 0 <= line < len(self.view.visible):
            self.view.pick(self.view.top + line)
            row = self.view.selected
            if row is not None and event.ctrl:
                self.marks.turn(row.id)
            self.moved()
            if event.chain > 1:
                self.action_open()

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def scroll_by_wheel(self, event: events.MouseEvent) -> None:
        """Older or newer."""
        event.stop()
        down = isinstance(event, events.MouseScrollDown)
        self.view.scroll(WHEEL_LINES if down else -WHEEL_LINES)
        self.moved()

    @on(events.MouseScrollLeft)
    @on(events.MouseScrollRight)
    def shift_by_wheel(self, event: events.MouseEvent) -> None:
        """Along wide columns."""
        event.stop()
        self.action_shift(1 if isinstance(event, events.MouseScrollRight) else -1)

    def tell(self, note: str) -> None:
        """Write at the end of the titles what goes on beside the keys, "" when it is over."""
        self.note = note
        self.refresh()
