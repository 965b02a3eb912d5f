"""The schema's numbered steps."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from sprig_tui.adapters.store import migrations
from sprig_tui.adapters.store.migrations import LATEST, MIGRATIONS, migrate, version_of
from sprig_tui.ports import StoreUnavailableError


@pytest.fixture
def connection(path: Path) -> Iterator[sqlite3.Connection]:
    """An empty database."""
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


def schema(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """All tables and indexes."""
    return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def build(connection: sqlite3.Connection, version: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store as a program that knew `version` steps left it."""
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "LATEST", version)
        migrate(connection)


@pytest.mark.parametrize("version", range(LATEST + 1))
def test_a_store_of_any_version_ends_at_the_latest(
    connection: sqlite3.Connection, version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From an empty file and from each older version alike; what was there stays."""
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    migrate(fresh)
    build(connection, version, monkeypatch)
    assert version_of(connection) == version
    before = connection.execute("SELECT * FROM meta").fetchall() if version else []
    migrate(connection)
    assert version_of(connection) == LATEST
    assert schema(connection) == schema(fresh)
    assert set(before) <= set(connection.execute("SELECT * FROM meta").fetchall())
    fresh.close()


def test_members_noted_before_they_were_named_stay(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their digests tell them apart; computed traits, counted by another rule, begin anew."""
    build(connection, 4, monkeypatch)
    audiences = [(1, b"k", b"audience", 1, 1, 0, 7), (2, b"k", b"trait", 0, 0, 1, 7)]
    connection.executemany("INSERT INTO audiences VALUES (?, ?, ?, ?, ?, ?, ?)", audiences)
    connection.executemany("INSERT INTO members VALUES (?, x'00', ?)", [(1, 1), (2, 0)])
    migrate(connection)
    assert connection.execute("SELECT * FROM audiences").fetchall() == audiences[:1]
    assert connection.execute("SELECT * FROM members").fetchall() == [(1, b"\0", 1, None, None)]


def test_each_step_leaves_its_record(connection: sqlite3.Connection) -> None:
    """With its number and name, once."""
    migrate(connection)
    migrate(connection)
    records = connection.execute("SELECT number, name FROM migrations ORDER BY number").fetchall()
    assert records == [(n, step.__name__) for n, step in enumerate(MIGRATIONS, start=1)]


def test_a_step_that_fails_leaves_nothing(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The steps before it stay; the next start goes on from there."""

    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half_done (x)")
        raise sqlite3.OperationalError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (MIGRATIONS[0], fail, *MIGRATIONS[2:]))
        with pytest.raises(sqlite3.OperationalError, match="disk full"):
            migrate(connection)
    assert version_of(connection) == 1
    assert "half_done" not in dict(schema(connection))
    migrate(connection)
    assert version_of(connection) == LATEST


def test_a_newer_store_is_not_touched(connection: sqlite3.Connection) -> None:
    """The sentence says what to do."""
    migrate(connection)
    connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    with pytest.raises(StoreUnavailableError, match="newer version of sprig-tui"):
        migrate(connection)


def test_another_programs_file_is_not_touched(connection: sqlite3.Connection) -> None:
    """Its tables may look like anything."""
    connection.execute("CREATE TABLE events (x)")
    with pytest.raises(StoreUnavailableError, match="another program"):
        migrate(connection)
    assert [name for name, _sql in schema(connection)] == ["events"]
