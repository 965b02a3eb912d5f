"""The lists of the Deliveries screen, one page of a long queue at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import Waiting
from sprig_tui.ports import OutboxReader

PAGE: Final = 200


class DeliveryList(StrEnum):
    """Which rows are listed: everything that waits, or one state."""

    WAITING = "waiting"
    RETRYING = "retrying"
    FAILED = "failed"
    DELIVERED = "delivered"
    DRY_RUN = "dry_run"


STATES: Final[dict[DeliveryList, tuple[DeliveryState, ...]]] = {
    DeliveryList.WAITING: (DeliveryState.PENDING, DeliveryState.RETRYING, DeliveryState.HELD),
    DeliveryList.RETRYING: (DeliveryState.RETRYING,),
    DeliveryList.FAILED: (DeliveryState.FAILED,),
    DeliveryList.DELIVERED: (DeliveryState.DELIVERED,),
    DeliveryList.DRY_RUN: (DeliveryState.DRY_RUN,),
}
"""The states whose rows a list holds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list; `waiting` says where it goes and when, None of rows that do not wait."""

    row: LogRow
    waiting: Waiting | None = None


class DeliveryPages:
    """One page of one list. What waits is listed in the order of receipt, the rest newest first.

    All readings raise StoreUnavailableError and leave the page as it was.
    """

    def __init__(self, outbox: OutboxReader, *, size: int = PAGE) -> None:
        self._outbox = outbox
        self._size = size
        self._starts: list[int | None] = [None]
        self.which = DeliveryList.WAITING
        self.rows: Sequence[Entry] = ()
        self.has_next = False

    @property
    def first(self) -> int:
        """How many rows of the list come before this page."""
        return (len(self._starts) - 1) * self._size

    @property
    def has_previous(self) -> bool:
        """Whether this is not the first page."""
        return len(self._starts) > 1

    async def show(self, which: DeliveryList) -> None:
        """The first page of a list."""
        await self._take(which, [None])

    async def read(self) -> None:
        """The same page as it is now; one that emptied gives way to the page before it."""
        await self._take(self.which, self._starts)
        while not self.rows and self.has_previous:
            await self._take(self.which, self._starts[:-1])

    async def turn(self, pages: int) -> bool:
        """The next (1) or the previous (-1) page; False where there is none."""
        if pages > 0 and self.has_next:
            await self._take(self.which, [*self._starts, self.rows[-1].row.id])
        elif pages < 0 and self.has_previous:
            await self._take(self.which, self._starts[:-1])
        else:
            return False
        return True

    async def _take(self, which: DeliveryList, starts: list[int | None]) -> None:
        rows = await self._load(which, starts[-1])
        self.which, self._starts = which, starts
        self.rows, self.has_next = rows[: self._size], len(rows) > self._size

    async def _load(self, which: DeliveryList, start: int | None) -> Sequence[Entry]:
        """A page, and one row more if there is one."""
        limit = self._size + 1
        if which in (DeliveryList.WAITING, DeliveryList.RETRYING):
            state = DeliveryState.RETRYING if which is DeliveryList.RETRYING else None
            found = await self._outbox.waiting(after=start or 0, limit=limit, state=state)
            return [Entry(one.row, one) for one in found]
        rows = await self._outbox.in_state(STATES[which][0], before=start, limit=limit)
        return [Entry(row) for row in rows]
