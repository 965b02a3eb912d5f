"""Page URLs that were seen lately, counted from the newest rows of the log."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import Query
from sprig_tui.domain.reasons import Reason
from sprig_tui.ports import LogReader

NEWEST: Final = 20_000
"""So many of the newest rows are looked at first, and so many URLs are kept."""
STEP: Final = 2_000
"""So many rows at most are looked at each time after that."""
ABOUT_A_MAPPING: Final = frozenset(
    {Reason.PAGE, Reason.UNMAPPED_PAGE, Reason.MAPPING_DISABLED, Reason.UNKNOWN_USER}
)
"""Reasons of pages that nothing stopped before step 9 (design.md, section 4)."""


@dataclass(frozen=True, slots=True)
class Visits:
    """How often a URL was seen, and when last (Unix milliseconds)."""

    count: int
    last_ms: int


class SeenPages:
    """The URLs of pages that a mapping could take, whether one did or not.

    Each `read` goes on behind the row where the one before ended, so that it costs no more than
    what is new. The URLs that were not seen for longest go when there are too many.
    """

    def __init__(self, reader: LogReader) -> None:
        self._reader = reader
        self._visits: dict[str, Visits] = {}
        self._read_to = 0
        self._received = 0
        self._skipped = False
        self._behind = False
        self.fresh = 0
        """How many URLs came or went since this was set to 0."""

    @property
    def complete(self) -> bool:
        """Whether every page that the log holds is counted.

        Not when the log was longer at the first look, when rows came faster than they are read,
        or when URLs had to go.
        """
        return not self._skipped and not self._behind

    @property
    def visits(self) -> Mapping[str, Visits]:
        """Every URL that is kept."""
        return self._visits

    async def read(self) -> None:
        """Count what is new in the log.

        Raises:
            StoreUnavailableError: it cannot be read; nothing is lost.
        """
        books = await self._reader.books()
        newest = await self._reader.rows(limit=1)
        if not newest or books.received < self._received:
            self._forget()
        self._received = books.received
        if not newest or newest[0].id <= self._read_to:
            return
        step = STEP if self._read_to else NEWEST
        after = max(self._read_to, newest[0].id - NEWEST)
        if after > self._read_to and not self._skipped:
            passed = await self._reader.rows(after=self._read_to, before=after + 1, limit=1)
            self._skipped = bool(passed)
        end = min(after + step, newest[0].id)
        query = Query("type:page", _is_about_a_mapping)
        rows = await self._reader.rows(query=query, after=after, before=end + 1, limit=NEWEST)
        self._read_to = end
        self._behind = end < newest[0].id
        for row in rows:
            self._count(row.name or "", row.received_at_ms)
        self._bound()

    def _count(self, url: str, at_ms: int) -> None:
        known = self._visits.get(url)
        if known is None:
            self.fresh += 1
            self._visits[url] = Visits(1, at_ms)
        else:
            self._visits[url] = Visits(known.count + 1, max(known.last_ms, at_ms))

    def _bound(self) -> None:
        surplus = len(self._visits) - NEWEST
        if surplus > 0:
            self._skipped = True
            oldest = sorted(self._visits, key=lambda url: (self._visits[url].last_ms, url))
            for url in oldest[: surplus + NEWEST // 10]:
                del self._visits[url]
                self.fresh += 1

    def _forget(self) -> None:
        """The log was emptied: what was counted is not in it any more."""
        self.fresh += len(self._visits)
        self._visits.clear()
        self._skipped = self._behind = False


def _is_about_a_mapping(row: LogRow) -> bool:
    return row.type == "page" and bool(row.name) and row.reason in ABOUT_A_MAPPING
