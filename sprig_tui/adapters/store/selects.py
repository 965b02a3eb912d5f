"""What the reader asks the store; each function is one short read on an open connection."""

import sqlite3
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from sprig_tui.adapters.store.flow_selects import FlowSelects
from sprig_tui.adapters.store.ids import to_bytes, to_text
from sprig_tui.adapters.store.outbox_selects import OutboxSelects
from sprig_tui.adapters.store.rows import COLUMNS, StoredCells
from sprig_tui.adapters.store.tallies import RECEIVED, USERS
from sprig_tui.adapters.store.texts import TextCache
from sprig_tui.domain.decision import Table
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import (
    Audience,
    AudienceMember,
    Books,
    EventRequest,
    KnownUser,
    LogRow,
    MappingHits,
    MappingKey,
    StoredEvent,
)
from sprig_tui.domain.query import Query
from sprig_tui.domain.reasons import Outcome, Reason

NEWEST_FIRST: Final = (
    f"SELECT {COLUMNS} FROM events WHERE id < ? AND id > ? ORDER BY id DESC LIMIT ?"  # noqa: S608
)
OLDEST_FIRST: Final = f"SELECT {COLUMNS} FROM events WHERE id < ? AND id > ? ORDER BY id LIMIT ?"  # noqa: S608
SELECT_EVENT: Final = f"SELECT {COLUMNS} FROM events WHERE id = ?"  # noqa: S608
PAST_ANY_ID: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Span:
    """Rows to look at: ids between `after` and `before` (exclusive), at most `scan` of them."""

    before: int
    after: int
    scan: int
    oldest_first: bool


@dataclass(frozen=True, slots=True)
class Found:
    """The rows of a span that matched, how many were looked at, and the id of the last of them."""

    rows: Sequence[LogRow]
    looked_at: int
    last_id: int


class OpenStore:
    """A store that is open for reading; `texts` remembers its repeated texts."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._texts = TextCache(connection)

    @property
    def outbox(self) -> OutboxSelects:
        """The queue of deliveries."""
        return OutboxSelects(self._connection, self._texts.body)

    @property
    def flow(self) -> FlowSelects:
        """What was counted by time and by sender."""
        return FlowSelects(self._connection, self._texts.body)

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def data_version(self) -> int:
        """A number that changes with every commit of another connection."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def rows(self, span: Span, query: Query | None, limit: int) -> Found:
        """The first `limit` rows of a span that match."""
        found: list[LogRow] = []
        looked_at, last_id = 0, 0
        sql = OLDEST_FIRST if span.oldest_first else NEWEST_FIRST
        self._connection.execute("BEGIN")
        try:
            cursor = self._connection.execute(sql, (span.before, span.after, span.scan))
            for values in cursor:
                looked_at, last_id = looked_at + 1, values[0]
                cells = StoredCells(values, self._texts.body)
                row = cells.row()
                if query is None or query.accepts(row, cells.event):
                    found.append(row)
                    if len(found) >= limit:
                        break
            cursor.close()
        finally:
            self._connection.rollback()
        return Found(found, looked_at, last_id)

    def event(self, row_id: int) -> StoredEvent | None:
        """One row with its payload."""
        self._connection.execute("BEGIN")
        try:
            values = self._connection.execute(SELECT_EVENT, (row_id,)).fetchone()
            return None if values is None else StoredCells(values, self._texts.body).event()
        finally:
            self._connection.rollback()

    def books(self) -> Books:
        """The counters."""
        counts = self._counters()
        return Books(
            received=counts.get(RECEIVED, 0),
            forwarded=counts.get(Outcome.FORWARDED.value, 0),
            filtered=counts.get(Outcome.FILTERED.value, 0),
            rejected=counts.get(Outcome.REJECTED.value, 0),
            reasons={one: counts[one.value] for one in Reason if counts.get(one.value)},
            deliveries={one: counts[one.value] for one in DeliveryState if one.value in counts},
        )

    def rules(self, version: str) -> str | None:
        """The text of a rules version; None too where it is damaged."""
        found = self._connection.execute(
            "SELECT source FROM rules WHERE version = ?", (to_bytes(version),)
        ).fetchone()
        try:
            return None if found is None else to_text(zlib.decompress(found[0]))
        except zlib.error:
            return None

    def mapping_hits(self) -> Mapping[MappingKey, MappingHits]:
        """Hits of every mapping."""
        found = self._connection.execute(
            "SELECT place, match, pattern, count, last_at FROM mapping_hits"
        )
        return {
            MappingKey(cast(Table, to_text(place)), to_text(match), to_text(pattern)): MappingHits(
                count, last_ms
            )
            for place, match, pattern, count, last_ms in found.fetchall()
        }

    def event_requests(self, *, denied: bool) -> Sequence[EventRequest]:
        """Open or denied event requests; equally frequent ones by last time, then by name."""
        found = self._connection.execute(
            "SELECT name, count, first_at, last_at FROM requests WHERE denied = ?"
            " ORDER BY count DESC, last_at DESC, name",
            (denied,),
        )
        return [
            EventRequest(to_text(name), count, first_ms, last_ms, denied)
            for name, count, first_ms, last_ms in found.fetchall()
        ]

    def users(self, after: str, limit: int) -> Sequence[KnownUser]:
        """Known users past an id; UTF-8 sorts as the text does."""
        found = self._connection.execute(
            "SELECT user_id, since, origin FROM users WHERE user_id > ? ORDER BY user_id LIMIT ?",
            (to_bytes(after), limit),
        )
        return [KnownUser(to_text(one), since, to_text(by)) for one, since, by in found.fetchall()]

    def user_count(self) -> int:
        """How many users are known."""
        return self._counters().get(USERS, 0)

    def is_known(self, user_id: str) -> bool:
        """Whether one user is known."""
        found = self._connection.execute(
            "SELECT 1 FROM users WHERE user_id = ?", (to_bytes(user_id),)
        )
        return found.fetchone() is not None

    def audiences(self) -> Sequence[Audience]:
        """Audiences and computed traits, by key and class."""
        found = self._connection.execute(
            "SELECT key, class, members, entered, left, last_at FROM audiences ORDER BY key, class"
        )
        return [
            Audience(to_text(key), to_text(kind), *rest) for key, kind, *rest in found.fetchall()
        ]

    def audience_members(
        self, key: str, computation_class: str, after: str, limit: int
    ) -> Sequence[AudienceMember]:
        """The named members of an audience past a user id."""
        found = self._connection.execute(
            "SELECT members.user_id, member, since FROM members"
            " JOIN audiences ON audiences.id = members.audience"
            " WHERE key = ? AND class = ? AND members.user_id > ?"
            " ORDER BY members.user_id LIMIT ?",
            (to_bytes(key), to_bytes(computation_class), to_bytes(after), limit),
        )
        return [
            AudienceMember(to_text(user), bool(member), since)
            for user, member, since in found.fetchall()
        ]

    def _counters(self) -> dict[str, int]:
        return dict(self._connection.execute("SELECT name, value FROM counters").fetchall())
