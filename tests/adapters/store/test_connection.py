"""Connections to the store."""

import sqlite3
from pathlib import Path

import pytest

from sprig_tui.adapters.store.connection import check_quickly, connect_reader, connect_writer
from sprig_tui.adapters.store.errors import DamagedError, is_damage
from sprig_tui.ports import StoreUnavailableError


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("page_size", 16_384),
        ("secure_delete", 1),
        ("journal_size_limit", 16 * 1024 * 1024),
    ],
)
def test_the_writer_is_durable_and_tidy(path: Path, pragma: str, value: object) -> None:
    """By the settings that performance.md and reliability.md measured."""
    connection = connect_writer(path, busy_seconds=0)
    assert connection.execute(f"PRAGMA {pragma}").fetchone()[0] == value
    connection.close()


def test_all_files_of_the_store_are_private(path: Path) -> None:
    """SQLite gives its companions the mode of the store."""
    connection = connect_writer(path.with_name("new") / "events.db", busy_seconds=0)
    folder = path.with_name("new")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {one.stat().st_mode & 0o777 for one in folder.iterdir()} == {0o600}
    assert {one.name for one in folder.iterdir()} >= {"events.db", "events.db-wal"}
    connection.close()


def test_a_path_of_any_characters_works(folder: Path) -> None:
    """It is not taken apart as a URI."""
    path = folder / "a ?mode=memory&x%20#é.db"
    connect_writer(path, busy_seconds=0).close()
    assert path.stat().st_size


def test_a_reader_cannot_write_or_create(path: Path) -> None:
    """It opens what is there."""
    with pytest.raises(sqlite3.OperationalError):
        connect_reader(path, busy_seconds=0)
    connect_writer(path, busy_seconds=0).close()
    reader = connect_reader(path, busy_seconds=0)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM events")
    reader.close()


def test_the_file_of_another_program_is_left_alone(path: Path) -> None:
    """Not even its journal mode changes."""
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreUnavailableError, match="another program"):
        connect_writer(path, busy_seconds=0)
    assert path.read_bytes() == before


def test_damage_is_found(path: Path) -> None:
    """In any page of the file."""
    connection = connect_writer(path, busy_seconds=0)
    check_quickly(connection)
    connection.close()
    data = bytearray(path.read_bytes())
    data[5 * 16_384 : 5 * 16_384 + 64] = b"\x55" * 64
    path.write_bytes(data)
    connection = connect_reader(path, busy_seconds=0)
    with pytest.raises((sqlite3.DatabaseError, DamagedError)) as raised:
        check_quickly(connection)
    assert is_damage(raised.value)
    connection.close()
