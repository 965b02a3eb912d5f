"""What a unit of work may do to the store; implements `ports.LogTransaction`."""

import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sprig_tui.adapters.store.flow_tallies import FlowTallies
from sprig_tui.adapters.store.ids import digest_of, to_bytes
from sprig_tui.adapters.store.memberships import (
    Membership,
    forget_memberships,
    note_membership,
)
from sprig_tui.adapters.store.outbox import StoreOutbox
from sprig_tui.adapters.store.rows import COLUMNS, INSERTED, StoredCells, cells_of
from sprig_tui.adapters.store.tallies import (
    KEPT,
    KEPT_REJECTED,
    LAST_ID,
    RECEIVED,
    REQUESTS,
    USERS,
    Counters,
    Hits,
)
from sprig_tui.adapters.store.texts import STALE_ROWS, Texts
from sprig_tui.domain.log import MappingKey, NewRow, Repeat
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.repeats import same_body as is_same_body

INSERT: Final = (
    f"INSERT INTO events ({', '.join(INSERTED)}) VALUES ({', '.join('?' * len(INSERTED))})"  # noqa: S608
)
SELECT_ROW: Final = f"SELECT {COLUMNS} FROM events WHERE id = ?"  # noqa: S608

REMEMBERED_USERS: Final = 4_096
"""Known users are asked for at every event, so some are kept in memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rejected rows and event requests are kept (reliability.md, section 3)."""

    rejected: int = 10_000
    requests: int = 10_000


class StoreTransaction:
    """The log on the writer's connection, which is inside a transaction.

    The executor opens a savepoint before each unit of work and calls `keep_work` or `drop_work`
    after it, and `write` before the commit.
    """

    def __init__(self, connection: sqlite3.Connection, limits: Limits) -> None:
        self._connection = connection
        self._limits = limits
        self.opening = object()
        self._rules: dict[str, int] = {}
        self._known: set[str] = set()
        self.counters = Counters(connection)
        self.hits = Hits(connection)
        self.texts = Texts(connection)
        self.flow = FlowTallies(connection)
        self.outbox = StoreOutbox(self.run, self.counters, self.flow)

    def run(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """One statement; refused once SQLite has ended the transaction by itself.

        A full disk does that, and a unit of work that swallows the error must not go on outside.
        """
        if not self._connection.in_transaction:
            raise sqlite3.OperationalError("the transaction was ended by an earlier error")
        return self._connection.execute(sql, values)

    def find(self, message_id: str, payload: bytes) -> Repeat | None:
        """As `ports.LogTransaction`."""
        digest = digest_of(message_id)
        found = self.run("SELECT event FROM messages WHERE digest = ?", (digest,)).fetchone()
        if found is None:
            return None
        values = self.run(SELECT_ROW, found).fetchone()
        if values is None:
            self.run("DELETE FROM messages WHERE digest = ?", (digest,))
            return None
        event = StoredCells(values, self.texts.body).event()
        same = is_same_body(event.payload, payload)
        return Repeat(event.row, same)

    def repeat(self, row_id: int, *, at_ms: int, same_body: bool) -> None:
        """As `ports.LogTransaction`; raises KeyError if the row is not kept."""
        changed = self.run(
            "UPDATE events SET seen = seen + 1, id_reused = max(id_reused, ?) WHERE id = ?",
            (not same_body, row_id),
        )
        if changed.rowcount == 0:
            raise KeyError(row_id)
        for name in (RECEIVED, Outcome.FILTERED.value, Reason.DUPLICATE.value):
            self.counters.add(name)
        self.flow.add_event(Outcome.FILTERED, at_ms)

    def append(self, row: NewRow) -> int:
        """As `ports.LogTransaction`; raises ValueError if the books could not add up."""
        outcome = row.reason.outcome
        if (outcome is Outcome.FORWARDED) != (row.delivery is not None):
            raise ValueError("a forwarded row, and only that, has a delivery state")
        row_id = self.counters[LAST_ID] + 1
        if outcome is not Outcome.REJECTED and row.message_id is not None:
            self._hold(row.message_id, row_id)
        self.run(INSERT, cells_of(row_id, row, self.texts.cell))
        for name in (LAST_ID, KEPT, RECEIVED, outcome.value, row.reason.value):
            self.counters.add(name)
        self.flow.add_event(outcome, row.received_at_ms)
        if row.delivery is not None:
            self.counters.add(row.delivery.value)
            self.outbox.enter(row_id, row, row.delivery)
        if row.rules_version is not None:
            self._touch_rules(row.rules_version, row_id)
        if outcome is Outcome.REJECTED:
            self._keep_rejected(row_id)
        return row_id

    def is_known(self, user_id: str) -> bool:
        """As `ports.LogTransaction`."""
        if user_id in self._known:
            return True
        found = self.run("SELECT 1 FROM users WHERE user_id = ?", (to_bytes(user_id),))
        known = found.fetchone() is not None
        if known:
            if len(self._known) >= REMEMBERED_USERS:
                self._known.clear()
            self._known.add(user_id)
        return known

    def know(self, user_id: str, *, origin: str, at_ms: int) -> bool:
        """As `ports.LogTransaction`."""
        values = (to_bytes(user_id), at_ms, to_bytes(origin))
        new = self.run("INSERT OR IGNORE INTO users VALUES (?, ?, ?)", values).rowcount == 1
        if new:
            self.counters.add(USERS)
        return new

    def forget(self, user_id: str) -> None:
        """As `ports.LogTransaction`."""
        self._known.discard(user_id)
        gone = self.run("DELETE FROM users WHERE user_id = ?", (to_bytes(user_id),)).rowcount
        self.counters.add(USERS, -gone)
        forget_memberships(self.run, user_id)

    def note_request(self, name: str, *, at_ms: int) -> None:
        """As `ports.LogTransaction`."""
        key = to_bytes(name)
        seen = self.run(
            "UPDATE requests SET count = count + 1, last_at = max(last_at, ?), denied = 0"
            " WHERE name = ?",
            (at_ms, key),
        )
        if seen.rowcount:
            return
        self.run("INSERT INTO requests VALUES (?, 1, ?, ?, 0)", (key, at_ms, at_ms))
        self.counters.add(REQUESTS)
        if self.counters[REQUESTS] > self._limits.requests:
            self.run(
                "DELETE FROM requests WHERE name ="
                " (SELECT name FROM requests ORDER BY last_at, name LIMIT 1)"
            )
            self.counters.add(REQUESTS, -1)

    def deny_request(self, name: str) -> bool:
        """As `ports.LogTransaction`."""
        denied = self.run(
            "UPDATE requests SET denied = 1 WHERE name = ? AND NOT denied", (to_bytes(name),)
        )
        return denied.rowcount == 1

    def note_audience(
        self, key: str, computation_class: str, user_id: str, *, member: bool, at_ms: int
    ) -> None:
        """As `ports.LogTransaction`: entered, left and last change count changes only."""
        note_membership(self.run, Membership(key, computation_class, user_id, member, at_ms))

    def save_rules(self, version: str, source: str) -> None:
        """As `ports.LogTransaction`."""
        self.run(
            "INSERT INTO rules (version, source, used) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET used = max(used, excluded.used)",
            (to_bytes(version), zlib.compress(to_bytes(source)), self.counters[LAST_ID] + 1),
        )

    def count_hit(self, key: MappingKey, *, at_ms: int) -> None:
        """As `ports.LogTransaction`."""
        self.hits.add(key, at_ms)

    def forget_counts(self, *, besides: Sequence[str]) -> None:
        """Begin the books, the hits and what is remembered of users anew."""
        self.counters.clear(besides=besides)
        self.hits.clear()
        self.flow.clear()
        self._known.clear()

    def keep_work(self) -> None:
        """The unit of work succeeded."""
        for part in (self.counters, self.hits, self.texts, self.flow):
            part.keep_work()

    def drop_work(self) -> None:
        """The unit of work was rolled back."""
        for part in (self.counters, self.hits, self.texts, self.flow):
            part.drop_work()
        self._rules.clear()
        self._known.clear()

    def write(self) -> bool:
        """Write what is counted in memory; returns whether there was anything."""
        return any([self.counters.write(), self.hits.write(), self.flow.write()])

    def _hold(self, message_id: str, row_id: int) -> None:
        """Note which row holds a messageId, for as long as it is kept."""
        held = self.run(
            "INSERT OR IGNORE INTO messages VALUES (?, ?)", (digest_of(message_id), row_id)
        )
        if held.rowcount == 0:
            raise ValueError("a row with this messageId is kept already")

    def _touch_rules(self, version: str, row_id: int) -> None:
        """Note a recent row that a rules version decided, as `Texts` does for its texts."""
        if row_id - self._rules.get(version, -STALE_ROWS - 1) > STALE_ROWS:
            self.run("UPDATE rules SET used = ? WHERE version = ?", (row_id, to_bytes(version)))
            self._rules[version] = row_id

    def _keep_rejected(self, row_id: int) -> None:
        self.run("INSERT INTO rejections VALUES (?)", (row_id,))
        self.counters.add(KEPT_REJECTED)
        if self.counters[KEPT_REJECTED] > self._limits.rejected:
            oldest = self.run("SELECT min(event) FROM rejections").fetchone()
            self.run("DELETE FROM rejections WHERE event = ?", oldest)
            self.run("DELETE FROM events WHERE id = ?", oldest)
            self.counters.add(KEPT_REJECTED, -1)
            self.counters.add(KEPT, -1)
