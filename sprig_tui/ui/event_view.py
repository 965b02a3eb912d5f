"""Which events are on show and which one is selected, while new ones keep coming.

Places are row ids, never positions, so that nothing moves under the operator's hand.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import Query
from sprig_tui.services.log_window import LogWindow

MARGIN: Final = 20
"""So many rows beyond the visible ones are loaded before they are asked for."""


class EventView:
    """A view of `height` rows on a window of the log, the newest on top.

    While `following`, the newest row is on top. A picked row stays selected as it moves down; the
    view stops following before that row would leave it. Without a pick the newest row counts as
    selected while following.
    """

    def __init__(self, window: LogWindow) -> None:
        self.window = window
        self.height = 1
        self.following = True
        self._top_id: int | None = None
        self._picked_id: int | None = None

    @property
    def top(self) -> int:
        """The index within the window of the first visible row."""
        if self.following or self._top_id is None:
            return 0
        count, index = len(self.window.rows), self._index(self._top_id)
        # where all from there on is gone, the oldest that are left fill the view
        return index if index < count else max(count - self.height, 0)

    @property
    def visible(self) -> Sequence[LogRow]:
        """The rows on show, at most `height`."""
        top = self.top
        return self.window.rows[top : top + self.height]

    @property
    def cursor(self) -> int:
        """The index within the window of the selected row."""
        if self._picked_id is None:
            return self.top
        return min(self._index(self._picked_id), max(len(self.window.rows) - 1, 0))

    @property
    def selected(self) -> LogRow | None:
        """The selected row, None in an empty window."""
        rows = self.window.rows
        return rows[self.cursor] if rows else None

    @property
    def newer(self) -> int:
        """How many newer rows are out of sight above; under a query those that match.

        While `newer_uncounted` rows that do not match count too: nobody has looked at them yet.
        """
        window, top = self.window, self.top
        if self.following or not window.rows:
            return 0
        return top + window.newer_unseen

    @property
    def newer_uncounted(self) -> bool:
        """Whether rows above the window were not yet compared with the query."""
        return self.window.query is not None and self.window.has_newer

    async def search(self, query: Query | None) -> None:
        """Show the newest rows that match, following."""
        self.follow()
        await self.window.show_newest(query)

    async def take_in(self) -> None:
        """The log changed: follow it, or read again what is on show."""
        if not self.following:
            await self._take_in_held()
            return
        rows = self.window.rows
        before = rows[0].id if rows else None
        await self.window.follow(self.height + MARGIN)
        if self._picked_id is None or before is None or not self.following:
            return
        if self._index(self._picked_id) >= min(self.height, len(self.window.rows)):
            self._stop(before)
            await self.window.show_from(before)

    async def _take_in_held(self) -> None:
        """Read what is on show again, and what comes in place of rows that are gone.

        An emptied log has no place that could be held: it is followed from its next event on.
        """
        await self.window.measure()
        if not self.window.newest_id:
            self.follow()
        count = -1
        while count != len(self.window.rows):
            count = len(self.window.rows)
            await self.window.reread(self.top, self.height)

    async def settle(self) -> bool:
        """Load rows that the view needs; True if there may be more to load."""
        if self.following and self.window.has_newer:
            await self.take_in()
            return True
        top, count = self.top, len(self.window.rows)
        if top + self.height + MARGIN > count and self.window.has_older:
            await self.window.load_older()
            return True
        if not self.following and top < MARGIN and self.window.has_newer:
            await self.window.load_newer()
            return True
        return False

    def follow(self) -> None:
        """Newest on top, nothing picked."""
        self.following = True
        self._top_id = self._picked_id = None

    def pause(self) -> None:
        """Hold the view where it is."""
        rows = self.window.rows
        if self.following:
            selected = self.selected
            self._stop(rows[0].id if rows else 0)
            self._picked_id = selected.id if selected else None

    def pick(self, index: int) -> None:
        """Select a row of the window and bring it into view."""
        rows = self.window.rows
        if not rows:
            return
        index = max(min(index, len(rows) - 1), 0)
        top = self.top
        self._picked_id = rows[index].id
        if index < top:
            self._stop(rows[index].id)
        elif index >= top + self.height:
            self._stop(rows[index - self.height + 1].id)

    def scroll(self, lines: int) -> None:
        """Move the view by lines, down when positive; the selected row stays in it."""
        rows = self.window.rows
        last = max(len(rows) - self.height, 0)
        top = max(min(self.top + lines, last), 0)
        if not rows or top == self.top:
            return
        cursor = max(min(self.cursor, top + self.height - 1), top)
        self._stop(rows[top].id)
        self._picked_id = rows[cursor].id

    async def show_oldest(self) -> None:
        """The oldest row, selected, at the bottom."""
        self.pause()
        await self.window.show_oldest()
        rows = self.window.rows
        if rows:
            self._picked_id = rows[-1].id
            self._top_id = rows[max(len(rows) - self.height, 0)].id

    async def show_row(self, row_id: int) -> None:
        """A row wherever it is, selected; the view moves no more than it must."""
        index = self._index(row_id)
        if any(row.id == row_id for row in self.window.rows[index : index + 1]):
            self.pick(index)
            return
        self.pause()
        await self.window.show_from(row_id)
        self._top_id = self._picked_id = row_id

    async def show_at(self, fraction: float) -> None:
        """A place in the log: 0 is the newest, 1 the oldest row."""
        self.pause()
        await self.window.measure()
        span = self.window.newest_id - self.window.oldest_id
        await self.window.show_from(self.window.newest_id - round(span * fraction))
        rows = self.window.rows
        if rows:
            self._top_id = self._picked_id = rows[0].id

    def _stop(self, top_id: int) -> None:
        self.following = False
        self._top_id = top_id

    def _index(self, row_id: int) -> int:
        """Where a row stands, or the next older one that is there."""
        return bisect_left(self.window.rows, -row_id, key=lambda row: -row.id)
