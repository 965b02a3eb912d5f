"""Stop before the disk is full."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from sprig_tui.adapters.store import space
from sprig_tui.adapters.store.space import FreeSpace
from sprig_tui.ports import StoreUnavailableError

MB = 1_000_000


def disk(monkeypatch: pytest.MonkeyPatch, *, free: int, total: int) -> None:
    """A file system of so many bytes."""
    status = SimpleNamespace(f_bavail=free // 1000, f_frsize=1000, f_blocks=total // 1000)
    monkeypatch.setattr(os, "statvfs", lambda _path: status)


@pytest.mark.parametrize(("free", "total"), [(70 * MB, 10_000 * MB), (1 * MB, 4 * MB), (5 * MB, 0)])
def test_there_is_room(
    folder: Path, monkeypatch: pytest.MonkeyPatch, free: int, total: int
) -> None:
    """On a small file system the reserve is small."""
    disk(monkeypatch, free=free, total=total)
    FreeSpace(folder).require()
    assert free


@pytest.mark.parametrize(("free", "total"), [(60 * MB, 10_000 * MB), (100_000, 4 * MB), (0, MB)])
def test_there_is_no_room(
    folder: Path, monkeypatch: pytest.MonkeyPatch, free: int, total: int
) -> None:
    """The sentence says how much is left and where."""
    disk(monkeypatch, free=free, total=total)
    with pytest.raises(StoreUnavailableError, match="almost full") as raised:
        FreeSpace(folder).require()
    assert str(folder) in str(raised.value)


def test_room_is_looked_for_again_and_at_once_after_a_refusal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look a second is cheap; but when space returns nobody waits."""
    room = FreeSpace(folder)
    room.require()
    disk(monkeypatch, free=0, total=MB)
    room.require()
    monkeypatch.setattr(space, "LOOK_SECONDS", 0)
    with pytest.raises(StoreUnavailableError):
        room.require()
    monkeypatch.undo()
    room.require()


def test_a_folder_that_is_gone_is_not_its_business(folder: Path) -> None:
    """SQLite says it better."""
    missing = FreeSpace(folder / "gone")
    missing.require()
    assert not (folder / "gone").exists()
