"""The newest events of the log in the order in which they came, a slice at a time."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.log import StoredEvent
from sprig_tui.ports import LogReader

SLICE: Final = 250
"""Events that are decided in one go on a thread, so that the loop never waits for long."""
PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class NewestRows:
    """Ids of the newest rows, oldest first; `older` tells that the log holds rows before them."""

    ids: Sequence[int]
    older: bool

    async def slices(self, reader: LogReader) -> AsyncIterator[Sequence[StoredEvent]]:
        """The rows with their payloads; those that were taken out meanwhile are left out."""
        for start in range(0, len(self.ids), SLICE):
            yield await reader.events(self.ids[start : start + SLICE])


async def find_newest(reader: LogReader, limit: int) -> NewestRows:
    """The ids of the newest rows, at most `limit` of them."""
    ids: list[int] = []
    while len(ids) <= limit:
        wanted = min(PAGE, limit + 1 - len(ids))
        rows = await reader.rows(before=ids[-1] if ids else None, limit=wanted)
        ids.extend(row.id for row in rows)
        if len(rows) < wanted:
            break
    return NewestRows(ids[:limit][::-1], len(ids) > limit)
