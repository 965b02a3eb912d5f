"""Recover, look for damage, set aside what cannot be trusted."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from sprig_tui.adapters.store import opening
from sprig_tui.adapters.store.opening import OpenOptions, open_session
from sprig_tui.ports import StoreUnavailableError
from tests.adapters.store.stores import append, ask, writing
from tests.log_rows import new_row

PAGE = 16_384


def opened(path: Path, options: OpenOptions | None = None) -> tuple[str, list[int]]:
    """The notice that the operator gets, and the ids that are kept; one more row is appended."""
    session, notice = open_session(path, options or OpenOptions())
    append(session, new_row(1_000, message_id=None))
    session.close()
    return notice, [int(row_id) for (row_id,) in ask(path, "SELECT id FROM events ORDER BY id")]


def filled(path: Path, count: int = 50) -> None:
    """A store that was closed with `count` rows."""
    with writing(path) as session:
        append(session, *(new_row(number) for number in range(count)))


def crashed(path: Path) -> None:
    """A store of 10 rows whose process died with 20 more in the write-ahead log."""
    filled(path, 10)
    session, _notice = open_session(path, OpenOptions())
    for number in range(20):
        append(session, new_row(100 + number))
    copies = {one: one.read_bytes() for one in path.parent.iterdir()}
    session.close()
    for one, data in copies.items():
        one.write_bytes(data)
    path.with_name(path.name + "-shm").unlink()


def overwrite(path: Path, offset: int, data: bytes) -> None:
    """Change some bytes of a file."""
    whole = bytearray(path.read_bytes())
    whole[offset : offset + len(data)] = data
    path.write_bytes(whole)


def test_a_sound_store_is_opened_without_a_word(path: Path) -> None:
    """New, again, and after a crash."""
    assert opened(path) == ("", [1])
    assert opened(path)[0] == ""
    other = path.with_name("other.db")
    crashed(other)
    assert opened(other) == ("", list(range(1, 32)))


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_text("this is a text file\n" * 100),
        lambda path: overwrite(path, 0, b"SQLite garbage 9\x00"),
        lambda path: overwrite(path, 3 * PAGE, b"\x55" * 200),
        lambda path: path.write_bytes(path.read_bytes()[: 4 * PAGE]),
        lambda path: path.write_bytes(b""),
        Path.unlink,
    ],
    ids=["text", "header", "page", "truncated", "empty", "gone"],
)
def test_a_damaged_store_is_set_aside(path: Path, damage: Callable[[Path], object]) -> None:
    """With what it held; a new one is begun, and the operator hears of it."""
    filled(path)
    damage(path)
    left = path.read_bytes() if path.exists() else None
    notice, ids = opened(path)
    assert ids == [1]
    aside = path.with_name("events.db.damaged-1")
    assert str(aside) in notice
    assert "50 events" in notice
    assert (aside.read_bytes() if aside.exists() else None) == left
    assert opened(path)[0] == ""


@pytest.mark.parametrize(
    "damage",
    [
        lambda wal: overwrite(wal, 32 + 24 + 100, b"\xff"),
        lambda wal: wal.write_bytes(wal.read_bytes()[:-20]),
        lambda wal: overwrite(wal, len(wal.read_bytes()) - 50, b"\xff\xff"),
        Path.unlink,
    ],
    ids=["first-frame", "cut", "last-frame", "gone"],
)
def test_what_a_damaged_write_ahead_log_loses_is_counted(
    path: Path, damage: Callable[[Path], object]
) -> None:
    """SQLite drops its end in silence; the mark beside the store knows better."""
    crashed(path)
    damage(path.with_name("events.db-wal"))
    notice, ids = opened(path)
    assert ids[-1] == 31
    lost = 31 - len(ids)
    assert lost > 0
    assert ("the last 1 event " if lost == 1 else f"the last {lost} events ") in notice
    assert opened(path)[0] == ""


def test_lost_changes_without_events_are_noticed_too(path: Path) -> None:
    """An older copy of the store that has the same events."""
    filled(path)
    older = path.read_bytes()
    with writing(path) as session:
        session.catch_up(session.state)
    path.write_bytes(older)
    assert "lost 1 changes" in opened(path)[0]


def test_another_store_put_in_place_is_none_of_its_past(path: Path) -> None:
    """The mark belongs to the store that was there before."""
    filled(path)
    other = path.with_name("other.db")
    filled(other, 3)
    path.write_bytes(other.read_bytes())
    assert opened(path) == ("", [1, 2, 3, 4])


def test_large_stores_are_not_checked_before_use(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless they failed as damaged just before."""
    filled(path)
    overwrite(path, 3 * PAGE, b"\x55" * 200)
    monkeypatch.setattr(opening, "CHECKED_BYTES", 0)
    session, notice = open_session(path, OpenOptions())
    session.abandon()
    assert notice == ""
    corrupt = sqlite3.DatabaseError("malformed")
    corrupt.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    assert "damaged" in opened(path, OpenOptions(after_failure=corrupt))[0]


def test_after_a_failure_everything_is_proven_to_be_in_the_store(path: Path) -> None:
    """Even what the write-ahead log has already."""
    crashed(path)
    failed = OpenOptions(after_failure=sqlite3.OperationalError("disk I/O error"))
    session, notice = open_session(path, failed)
    assert notice == ""
    copy = path.with_name("copy.db")
    copy.write_bytes(path.read_bytes())
    session.close()
    assert ask(copy, "SELECT count(*) FROM events") == [(30,)]


def test_a_locked_store_is_unavailable(path: Path) -> None:
    """It is not damaged, and stays where it is."""
    filled(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreUnavailableError, match="another program keeps the store locked"):
        open_session(path, OpenOptions(busy_seconds=0))
    other.close()
    assert opened(path)[0] == ""


def test_a_folder_in_the_way_is_unavailable(path: Path) -> None:
    """As is anything that is no file."""
    path.mkdir()
    with pytest.raises(StoreUnavailableError):
        open_session(path, OpenOptions())
