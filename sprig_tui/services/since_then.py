"""Whether what stopped an event was mended since: its mapping was added, its user became known."""

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sprig_tui.domain.decision import Table
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import Config, Mapping
from sprig_tui.ports import LogReader

if TYPE_CHECKING:
    from sprig_tui.domain.matching import MappingTable

TABLES: Final[dict[Reason, Table]] = {
    Reason.UNMAPPED_EVENT: "triggered_events",
    Reason.UNMAPPED_PAGE: "page_urls",
}


@dataclass(frozen=True, slots=True)
class Mended:
    """What changed: `key` is the mapping that matches now (`page_urls.2`), "" when it is the user.

    `off` tells that the mapping is switched off, so that the event would be stopped still.
    """

    key: str = ""
    off: bool = False


class SinceThen:
    """Judges rows by the present config and log.

    A table is compiled off the loop, when a row asks for it and its entries changed.
    """

    def __init__(self, reader: LogReader) -> None:
        self._reader = reader
        self._compiled: dict[Table, MappingTable] = {}

    async def look(self, row: LogRow, config: Config) -> Mended | None:
        """What was mended of a row, None if nothing was; raises StoreUnavailableError."""
        if row.reason is Reason.UNKNOWN_USER:
            known = row.user_id is not None and await self._reader.is_known(row.user_id)
            return Mended() if known else None
        table = TABLES.get(row.reason)
        if table is None or not row.name:
            return None
        events = table == "triggered_events"
        entries = config.triggered_events if events else config.page_urls
        return await asyncio.to_thread(self._match, table, entries, row.name)

    def _match(self, table: Table, entries: tuple[Mapping, ...], text: str) -> Mended | None:
        compiled = self._compiled.get(table)
        if compiled is None or compiled.entries != entries:
            from sprig_tui.domain.matching import MappingTable

            compiled = self._compiled[table] = MappingTable(entries)
        match = compiled.match(text)
        if match.enabled is not None:
            return Mended(f"{table}.{match.enabled}")
        return None if match.disabled is None else Mended(f"{table}.{match.disabled}", off=True)
