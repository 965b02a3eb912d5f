"""The schema, as numbered steps; each runs once, in one transaction with its own record.

Text that came from outside is kept as UTF-8 in BLOBs: SQLite's TEXT stops at NUL in places.
Columns without a type in `events` hold a text, as a BLOB or as the id of a row of `texts`.
"""

import sqlite3
from collections.abc import Callable
from typing import Final

from sprig_tui.adapters.store.outbox_backfill import queue_waiting_rows
from sprig_tui.adapters.store.rows import STATE_CODES
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.ports import StoreUnavailableError

APPLICATION_ID: Final = 0x53505254
"""Marks the file as a store of this program ("SPRT")."""


def create_events(connection: sqlite3.Connection) -> None:
    """Rows, the messageIds that they hold, the rejected ones, and their repeated texts."""
    connection.execute("CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")
    connection.execute("INSERT INTO meta VALUES ('store_id', randomblob(16))")
    connection.execute("INSERT INTO meta VALUES ('probe', 0)")
    connection.execute(
        """CREATE TABLE events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            received_at INTEGER NOT NULL,
            flags INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            seen INTEGER NOT NULL DEFAULT 1,
            delivery INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0,
            id_reused INTEGER NOT NULL DEFAULT 0,
            reason, detail, type, name, user_id, anonymous_id, message_id, mapping, warnings,
            rules_version, source, settings, envelope,
            payload BLOB NOT NULL
        )"""
    )
    connection.execute(
        "CREATE TABLE messages (digest BLOB PRIMARY KEY, event INTEGER NOT NULL) WITHOUT ROWID"
    )
    connection.execute("CREATE TABLE rejections (event INTEGER PRIMARY KEY)")
    connection.execute(
        """CREATE TABLE texts (
            id INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL, used INTEGER NOT NULL
        )"""
    )


def create_books(connection: sqlite3.Connection) -> None:
    """Counters, and what the mappings decided."""
    connection.execute(
        "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID"
    )
    connection.execute(
        """CREATE TABLE mapping_hits (
            place BLOB, match BLOB, pattern BLOB,
            count INTEGER NOT NULL, last_at INTEGER NOT NULL,
            PRIMARY KEY (place, match, pattern)
        ) WITHOUT ROWID"""
    )


def create_people(connection: sqlite3.Connection) -> None:
    """Known users, and the audiences that they are in."""
    connection.execute(
        """CREATE TABLE users (
            user_id BLOB PRIMARY KEY, since INTEGER NOT NULL, origin BLOB NOT NULL
        ) WITHOUT ROWID"""
    )
    connection.execute(
        """CREATE TABLE audiences (
            id INTEGER PRIMARY KEY, key BLOB NOT NULL, class BLOB NOT NULL,
            members INTEGER NOT NULL, entered INTEGER NOT NULL, left INTEGER NOT NULL,
            last_at INTEGER NOT NULL, UNIQUE (key, class)
        )"""
    )
    connection.execute(
        """CREATE TABLE members (
            audience INTEGER, user BLOB, member INTEGER NOT NULL, PRIMARY KEY (audience, user)
        ) WITHOUT ROWID"""
    )


def create_requests(connection: sqlite3.Connection) -> None:
    """Event requests, and the rules versions that rows name."""
    connection.execute(
        """CREATE TABLE requests (
            name BLOB PRIMARY KEY, count INTEGER NOT NULL, first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL, denied INTEGER NOT NULL DEFAULT 0
        ) WITHOUT ROWID"""
    )
    connection.execute("CREATE INDEX requests_by_last ON requests (last_at)")
    connection.execute(
        """CREATE TABLE rules (
            id INTEGER PRIMARY KEY AUTOINCREMENT, version BLOB NOT NULL UNIQUE,
            source BLOB NOT NULL, used INTEGER NOT NULL
        )"""
    )


def name_members(connection: sqlite3.Connection) -> None:
    """The members of an audience by name, and since when; those noted before have neither.

    Computed traits begin anew: what was counted for them was whether their value was true.
    """
    connection.execute("ALTER TABLE members ADD COLUMN user_id BLOB")
    connection.execute("ALTER TABLE members ADD COLUMN since INTEGER")
    connection.execute(
        "CREATE INDEX members_by_name ON members (audience, user_id) WHERE user_id IS NOT NULL"
    )
    connection.execute(
        "DELETE FROM members WHERE audience IN (SELECT id FROM audiences WHERE class = ?)",
        (b"trait",),
    )
    connection.execute("DELETE FROM audiences WHERE class = ?", (b"trait",))


def create_outbox(connection: sqlite3.Connection) -> None:
    """What waits to be delivered and by whom, and the requests that were made for it."""
    connection.execute(
        """CREATE TABLE lanes (
            id INTEGER PRIMARY KEY, kind BLOB NOT NULL, environment BLOB NOT NULL,
            endpoint BLOB NOT NULL, UNIQUE (kind, environment, endpoint)
        )"""
    )
    connection.execute(
        """CREATE TABLE outbox (
            event INTEGER PRIMARY KEY, lane INTEGER NOT NULL, user BLOB NOT NULL,
            state INTEGER NOT NULL, alone INTEGER NOT NULL DEFAULT 0,
            tries INTEGER NOT NULL DEFAULT 0, first_at INTEGER, send INTEGER
        )"""
    )
    connection.execute("CREATE INDEX outbox_by_user ON outbox (lane, user, event)")
    connection.execute("CREATE INDEX outbox_under_way ON outbox (send) WHERE send IS NOT NULL")
    connection.execute(
        """CREATE TABLE queues (
            lane INTEGER, user BLOB, due INTEGER, head INTEGER NOT NULL,
            failures INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (lane, user)
        ) WITHOUT ROWID"""
    )
    connection.execute("CREATE INDEX queues_by_due ON queues (lane, due, head)")
    _create_sends(connection)
    failed = STATE_CODES[DeliveryState.FAILED]
    connection.execute(f"CREATE INDEX failed_events ON events (id) WHERE delivery = {failed}")
    queue_waiting_rows(connection)


def _create_sends(connection: sqlite3.Connection) -> None:
    """The requests that were made, and for which rows."""
    connection.execute(
        """CREATE TABLE sends (
            id INTEGER PRIMARY KEY AUTOINCREMENT, lane INTEGER NOT NULL, left_at INTEGER NOT NULL,
            ended_at INTEGER, fate BLOB, status INTEGER, took INTEGER, sentence BLOB, answer BLOB,
            method BLOB NOT NULL, path BLOB NOT NULL, rows INTEGER NOT NULL, kept INTEGER NOT NULL
        )"""
    )
    connection.execute("CREATE INDEX sends_by_time ON sends (lane, left_at)")
    connection.execute("CREATE INDEX sends_under_way ON sends (id) WHERE ended_at IS NULL")
    connection.execute("CREATE INDEX sends_of_nothing ON sends (left_at) WHERE kept = 0")
    connection.execute(
        """CREATE TABLE attempts (
            event INTEGER, send INTEGER, PRIMARY KEY (event, send)
        ) WITHOUT ROWID"""
    )
    connection.execute("CREATE INDEX attempts_by_send ON attempts (send)")


def create_flow(connection: sqlite3.Connection) -> None:
    """What happened by time; it begins empty, so that a large store opens at once."""
    connection.execute(
        """CREATE TABLE flow (
            bucket INTEGER PRIMARY KEY,
            received INTEGER NOT NULL, forwarded INTEGER NOT NULL, filtered INTEGER NOT NULL,
            rejected INTEGER NOT NULL, delivered INTEGER NOT NULL, failed INTEGER NOT NULL
        )"""
    )


MIGRATIONS: Final[tuple[Callable[[sqlite3.Connection], None], ...]] = (
    create_events,
    create_books,
    create_people,
    create_requests,
    name_members,
    create_outbox,
    create_flow,
)
LATEST: Final = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """How many steps the store has behind it; 0 for an empty file.

    Raises:
        StoreUnavailableError: the file is another program's, or of a newer version of this one.
    """
    owner = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if owner != APPLICATION_ID:
        if connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            raise StoreUnavailableError("the file is a database of another program")
        return 0
    if version > LATEST:
        raise StoreUnavailableError(
            f"the store was written by a newer version of sprig-tui (schema {version}, this one"
            f" knows {LATEST}); use that version, or name another store"
        )
    return int(version)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a store up to date, one committed step after the other.

    Raises:
        StoreUnavailableError: as `version_of`.
    """
    for number in range(version_of(connection) + 1, LATEST + 1):
        step = MIGRATIONS[number - 1]
        connection.execute("BEGIN IMMEDIATE")
        try:
            if number == 1:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(
                    "CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT, applied TEXT)"
                )
            step(connection)
            connection.execute(
                "INSERT INTO migrations VALUES (?, ?, datetime('now'))", (number, step.__name__)
            )
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.rollback()
            raise
