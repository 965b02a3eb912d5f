"""What an edit that is not saved yet would change over the stored log."""

import asyncio

from sprig_tui.domain.comparison import Comparison
from sprig_tui.domain.decision import Table
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.settings import Kind, Mapping
from sprig_tui.ports import LogReader
from sprig_tui.services.what_would_change import Progress, compare_log


def with_mapping(
    source: RulesSource, table: Table, entry: Mapping, *, index: int | None = None
) -> RulesSource:
    """`source` with `entry` in the place of the mapping at `index`, or after the last one."""
    entries = list(source.triggered_events if table == "triggered_events" else source.page_urls)
    if index is None:
        entries.append(entry)
    else:
        entries[index] = entry
    return source.model_copy(update={table: tuple(entries)})


def with_kind(source: RulesSource, kind: Kind) -> RulesSource:
    """`source` for another kind of destination."""
    return source.model_copy(update={"kind": kind})


class ChangePreview:
    """Compares rules over the newest events, one comparison after the other.

    The rules to compare with are compiled once for each state of them. A comparison may be
    cancelled at any time; what a thread still compiles then ends before the next one begins, so
    that typing on never piles up work.
    """

    def __init__(self, reader: LogReader) -> None:
        self._reader = reader
        self._before: Rules | None = None
        self._compiling: asyncio.Future[Rules] | None = None

    async def compare(
        self,
        before: RulesSource,
        after: RulesSource,
        *,
        limit: int,
        most: int,
        progress: Progress | None = None,
    ) -> Comparison:
        """What `after` makes otherwise than `before` of the newest `limit` events.

        Raises:
            StoreUnavailableError: the log cannot be read.
        """
        if self._before is None or self._before.source is not before:
            self._before = await self._compile(before)
        edited = await self._compile(after)
        return await compare_log(
            self._reader, self._before, edited, limit=limit, most=most, progress=progress
        )

    async def _compile(self, source: RulesSource) -> Rules:
        while self._compiling is not None and not self._compiling.done():
            await asyncio.wait([self._compiling])
        self._compiling = asyncio.ensure_future(asyncio.to_thread(Rules, source))
        return await asyncio.shield(self._compiling)
