"""What a reader asks of the flow; each function is one short read on an open connection."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sprig_tui.adapters.store.flow_tallies import COLUMNS
from sprig_tui.adapters.store.ids import to_text
from sprig_tui.domain.flow_counts import BUCKET_MS, FlowCount, SourceCount

SELECT_FLOW: Final = (
    f"SELECT bucket / ?1 * ?1 AS step, {', '.join(f'sum({name})' for name in COLUMNS)} FROM flow"  # noqa: S608
    " WHERE bucket >= ?2 GROUP BY step ORDER BY step"
)
SELECT_SOURCES: Final = (
    "SELECT source, count(*), max(received_at) FROM events WHERE id > ? AND id <= ? GROUP BY source"
)
SELECT_ORIGINS: Final = (
    "SELECT origin, count(*) FROM (SELECT origin FROM users ORDER BY user_id LIMIT ?)"
    " GROUP BY origin ORDER BY origin"
)


class FlowSelects:
    """Reads what was counted by time, and counts senders and users; `body` gives a text by id."""

    def __init__(self, connection: sqlite3.Connection, body: Callable[[int], bytes | None]) -> None:
        self._connection = connection
        self._body = body

    def flow(self, since_ms: int, step_ms: int) -> Sequence[FlowCount]:
        """As `ports.FlowReader`."""
        found = self._connection.execute(SELECT_FLOW, (step_ms // BUCKET_MS, since_ms // BUCKET_MS))
        return [FlowCount(step * BUCKET_MS, *counts) for step, *counts in found.fetchall()]

    def source_counts(self, after: int, upto: int) -> Sequence[SourceCount]:
        """As `ports.FlowReader`; a text may stand in its row or beside it, so both are added."""
        counts, last = Counter[str](), dict[str, int]()
        for cell, count, last_ms in self._connection.execute(
            SELECT_SOURCES, (after, upto)
        ).fetchall():
            body = self._body(cell) if isinstance(cell, int) else cell
            source = to_text(body) if isinstance(body, bytes) else ""
            counts[source] += count
            last[source] = max(last.get(source, 0), last_ms)
        return [SourceCount(name, counts[name], last[name]) for name in sorted(counts)]

    def user_origins(self, limit: int) -> Mapping[str, int]:
        """As `ports.FlowReader`."""
        found = self._connection.execute(SELECT_ORIGINS, (limit,))
        return {to_text(origin): count for origin, count in found.fetchall()}
