"""Whether the names of an open store still lead to its files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sprig_tui.adapters.store import place as place_module
from sprig_tui.adapters.store.place import StorePlace
from sprig_tui.adapters.store.session import WriterSession
from tests.adapters.store.stores import append
from tests.log_rows import new_row


def beside(path: Path, part: str) -> Path:
    return path.with_name(path.name + part)


@pytest.fixture
def place(path: Path, session: WriterSession) -> StorePlace:
    """Of a store that is open and holds an event."""
    append(session, new_row(1))
    return StorePlace(path)


def test_a_store_in_use_is_in_its_place(place: StorePlace, session: WriterSession) -> None:
    """Commits and checkpoints keep the files."""
    assert place.holds
    append(session, *(new_row(number) for number in range(2, 900)))
    session.checkpoint_when_idle()
    assert place.holds


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (Path.unlink, "was deleted while it was in use, with 1 event; a new one was begun."),
        (
            lambda path: path.rename(path.with_name("elsewhere")),
            "/elsewhere while it was in use, with 1 event; a new one was begun.",
        ),
        (
            lambda path: (path.unlink(), path.write_text("another")),
            "was deleted while it was in use, with 1 event; another file is in its place.",
        ),
        (lambda path: beside(path, "-wal").unlink(), "events.db-wal went while the store was in"),
        (lambda path: beside(path, "-shm").unlink(), "events.db-shm went while the store was in"),
    ],
    ids=["deleted", "moved", "replaced", "log", "index"],
)
def test_what_became_of_it_is_told(
    place: StorePlace, path: Path, harm: Callable[[Path], object], said: str
) -> None:
    """With where the events are, as far as the system knows."""
    harm(path)
    assert not place.holds
    assert said in place.account("1 event")


def test_where_the_system_does_not_tell_it_is_away(
    place: StorePlace, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not every system lists the open files."""
    monkeypatch.setattr(place_module, "OPEN_FILES", path.with_name("no such folder"))
    path.unlink()
    assert "was taken away while" in place.account("1 event")


def test_a_folder_in_its_place_is_not_the_store(place: StorePlace, path: Path) -> None:
    """Nor is anything else that is no file."""
    path.unlink()
    path.mkdir()
    assert not place.holds


def test_what_is_left_beside_it_is_not_read_with_another_store(
    place: StorePlace, path: Path
) -> None:
    """A write-ahead log belongs to one file only."""
    path.unlink()
    path.write_text("another")
    place.clear()
    assert sorted(one.name for one in path.parent.iterdir()) == [
        "events.db",
        "events.db-mark",
        "events.db.left-1-shm",
        "events.db.left-1-wal",
    ]


def test_of_a_folder_that_went_nothing_is_left(place: StorePlace, path: Path) -> None:
    """So nothing is set aside."""
    path.parent.rename(path.parent.with_name("away"))
    assert not place.holds
    place.clear()
    assert not path.parent.exists()


def test_a_store_in_its_place_keeps_its_companions(place: StorePlace, path: Path) -> None:
    """And so does one that came with its own."""
    place.clear()
    assert beside(path, "-wal").exists()
    for part in ("", "-wal", "-shm"):
        beside(path, part).rename(path.with_name(f"old{part}"))
        beside(path, part).write_text("its own")
    place.clear()
    assert beside(path, "-wal").read_text() == "its own"
