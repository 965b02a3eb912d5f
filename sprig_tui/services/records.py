"""Records of stored events, whole: with the requests that the destination would get."""

from collections.abc import AsyncIterator, Sequence
from typing import Final

from sprig_tui.domain.explain import explain
from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.query import Query
from sprig_tui.domain.reasons import Outcome
from sprig_tui.domain.record import Record, record_of
from sprig_tui.ports import LogReader
from sprig_tui.services.compiled_rules import CompiledRules
from sprig_tui.services.payload_text import readable_payload

PAGE: Final = 200


class Records:
    """Reads rows and builds their records.

    Requests are recomputed from what arrived and the rules version that decided it, so that the
    log need not hold them twice.
    """

    def __init__(self, reader: LogReader) -> None:
        self._reader = reader
        self._rules = CompiledRules(reader)

    async def of(self, rows: Sequence[LogRow]) -> list[Record]:
        """The records of rows, in their order."""
        forwarded = [row.id for row in rows if row.outcome is Outcome.FORWARDED]
        stored = {event.row.id: event for event in await self._reader.events(forwarded)}
        return [
            await self._whole(stored[row.id]) if row.id in stored else record_of(row)
            for row in rows
        ]

    async def all(
        self, query: Query | None = None, *, after: int = 0
    ) -> AsyncIterator[list[Record]]:
        """Pages of every record that matches, oldest first, beginning after an id."""
        while rows := await self._reader.rows(query=query, after=after, limit=PAGE):
            yield await self.of(rows)
            after = rows[-1].id

    async def explained(self, row_id: int) -> Record | None:
        """One record with `trace` (each step) and `sent` (the event's JSON, keys masked)."""
        stored = await self._reader.event(row_id)
        if stored is None:
            return None
        rules = await self._rules.of(stored.row.rules_version)
        sent = readable_payload(stored.payload)
        if rules is None:
            return {**record_of(stored.row), "trace": [], "sent": sent}
        explanation = explain(stored, rules)
        trace = [
            {
                "step": step.number,
                "title": step.title,
                "verdict": step.verdict.value,
                "detail": step.detail,
                "config_key": step.config_key,
                "config_line": step.config_line,
            }
            for step in explanation.trace
        ]
        return {**record_of(stored.row, explanation.requests), "trace": trace, "sent": sent}

    async def _whole(self, stored: StoredEvent) -> Record:
        rules = await self._rules.of(stored.row.rules_version)
        if rules is None:
            return record_of(stored.row)
        return record_of(stored.row, explain(stored, rules).requests)
