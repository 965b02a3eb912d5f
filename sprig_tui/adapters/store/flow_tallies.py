"""What happened by time, counted in memory and written once a commit."""

import sqlite3
from typing import Final

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow_counts import BUCKET_MS, KEPT_MS
from sprig_tui.domain.reasons import Outcome

COLUMNS: Final = ("received", "forwarded", "filtered", "rejected", "delivered", "failed")
PLACES: Final = {name: COLUMNS.index(name) for name in COLUMNS}
KEPT_BUCKETS: Final = KEPT_MS // BUCKET_MS
SUMS: Final = ", ".join(f"{name} = {name} + excluded.{name}" for name in COLUMNS)
UPSERT: Final = (
    f"INSERT INTO flow (bucket, {', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
    f" ON CONFLICT DO UPDATE SET {SUMS}"
)


class FlowTallies:
    """The `flow` table with the changes of the running transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._of_work: list[tuple[int, int]] = []
        self._pending: dict[int, list[int]] = {}
        self._pruned_at = 0
        self._cleared = False

    def add_event(self, outcome: Outcome, at_ms: int) -> None:
        """Count an event or a repeat that was received, as part of the unit of work."""
        bucket = at_ms // BUCKET_MS
        self._of_work += ((bucket, 0), (bucket, PLACES[outcome]))

    def add_delivery(self, state: DeliveryState, at_ms: int) -> None:
        """Count a row that was delivered or that failed, as part of the unit of work."""
        self._of_work.append((at_ms // BUCKET_MS, PLACES[state]))

    def clear(self) -> None:
        """Forget what this commit counted so far, as part of the unit of work."""
        self._of_work.clear()
        self._cleared = True

    def keep_work(self) -> None:
        """The unit of work succeeded."""
        if self._cleared:
            self._pending.clear()
            self._cleared = False
        for bucket, place in self._of_work:
            counts = self._pending.get(bucket)
            if counts is None:
                counts = self._pending[bucket] = [0] * len(COLUMNS)
            counts[place] += 1
        self._of_work.clear()

    def drop_work(self) -> None:
        """The unit of work was rolled back."""
        self._of_work.clear()
        self._cleared = False

    def write(self) -> bool:
        """Write what changed since the last time; returns whether anything did.

        A bucket that is begun takes those away that are too old.
        """
        if not self._pending:
            return False
        self._connection.executemany(
            UPSERT, [(bucket, *counts) for bucket, counts in self._pending.items()]
        )
        newest = max(self._pending)
        if newest > self._pruned_at:
            oldest = newest - KEPT_BUCKETS
            self._connection.execute("DELETE FROM flow WHERE bucket < ?", (oldest,))
            self._pruned_at = newest
        self._pending.clear()
        return True
