"""Counts that many units of work raise and one statement a commit writes."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from sprig_tui.adapters.store.ids import to_bytes
from sprig_tui.domain.log import MappingHits, MappingKey

RECEIVED: Final = "received"
LAST_ID: Final = "last_id"
COMMITS: Final = "commits"
KEPT: Final = "kept"
KEPT_REJECTED: Final = "kept_rejected"
USERS: Final = "users"
REQUESTS: Final = "requests"


def of_lane(lane: int, what: str) -> str:
    """The counter of a lane's rows in a state, or of its users."""
    return f"lane {lane} {what}"


class Counters:
    """The `counters` table with the changes of the running transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._values = defaultdict[str, int](
            int, connection.execute("SELECT name, value FROM counters").fetchall()
        )
        self._of_work = defaultdict[str, int](int)
        self._touched: set[str] = set()

    def __getitem__(self, name: str) -> int:
        return self._values[name]

    def add(self, name: str, number: int = 1) -> None:
        """Raise a counter as part of the unit of work."""
        self._values[name] += number
        self._of_work[name] += number

    def clear(self, *, besides: Sequence[str]) -> None:
        """Set every counter to 0, but for some, as part of the unit of work."""
        for name in set(self._values) - set(besides):
            self.add(name, -self._values[name])

    def keep_work(self) -> None:
        """The unit of work succeeded."""
        self._touched.update(self._of_work)
        self._of_work.clear()

    def drop_work(self) -> None:
        """The unit of work was rolled back."""
        for name, number in self._of_work.items():
            self._values[name] -= number
        self._of_work.clear()

    def write(self) -> bool:
        """Write what changed since the last time; returns whether anything did."""
        if not self._touched:
            return False
        self._connection.executemany(
            "INSERT INTO counters VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            [(name, self._values[name]) for name in self._touched],
        )
        self._touched.clear()
        return True


class Hits:
    """Hits of mappings in the running transaction, not yet in `mapping_hits`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._of_work: dict[MappingKey, MappingHits] = {}
        self._pending: dict[MappingKey, MappingHits] = {}
        self._cleared = False

    def add(self, key: MappingKey, at_ms: int) -> None:
        """Count a hit as part of the unit of work."""
        _merge(self._of_work, key, MappingHits(1, at_ms))

    def clear(self) -> None:
        """Forget what this commit counted so far, as part of the unit of work."""
        self._of_work.clear()
        self._cleared = True

    def keep_work(self) -> None:
        """The unit of work succeeded."""
        if self._cleared:
            self._pending.clear()
            self._cleared = False
        for key, hits in self._of_work.items():
            _merge(self._pending, key, hits)
        self._of_work.clear()

    def drop_work(self) -> None:
        """The unit of work was rolled back."""
        self._of_work.clear()
        self._cleared = False

    def write(self) -> bool:
        """Write what changed since the last time; returns whether anything did."""
        if not self._pending:
            return False
        self._connection.executemany(
            "INSERT INTO mapping_hits VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " count = count + excluded.count, last_at = max(last_at, excluded.last_at)",
            [
                (*map(to_bytes, (key.table, key.match, key.pattern)), hits.count, hits.last_ms)
                for key, hits in self._pending.items()
            ],
        )
        self._pending.clear()
        return True


def _merge(into: dict[MappingKey, MappingHits], key: MappingKey, more: MappingHits) -> None:
    old = into.get(key)
    if old is None:
        into[key] = more
    else:
        into[key] = MappingHits(old.count + more.count, max(old.last_ms, more.last_ms))
