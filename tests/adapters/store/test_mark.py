"""How far the store had come."""

import os
from pathlib import Path

import pytest

from sprig_tui.adapters.store.mark import Mark, MarkFile

MARK = Mark(b"s" * 16, 7, 2**40, 3)


def test_a_mark_comes_back(folder: Path) -> None:
    """The last one written; its file is private."""
    file = MarkFile(folder / "events.db")
    assert file.read() is None
    file.write(Mark(b"s" * 16, 6, 1, 1))
    file.write(MARK)
    file.close()
    again = MarkFile(folder / "events.db")
    assert again.read() == MARK
    again.close()
    assert (folder / "events.db-mark").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 100, None])
def test_a_damaged_mark_is_none(folder: Path, damage: bytes | None) -> None:
    """It is only a witness: without it, nothing is claimed."""
    file = MarkFile(folder / "events.db")
    file.write(MARK)
    path = folder / "events.db-mark"
    sound = path.read_bytes()
    path.write_bytes(sound[:20] + b"\x01" + sound[21:] if damage is None else damage)
    assert file.read() is None
    file.close()


def test_a_mark_that_cannot_be_written_stays_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit that it would have noted is safe already."""

    def fail(*_args: object) -> int:
        raise OSError(5, "Input/output error")

    file = MarkFile(folder / "events.db")
    file.write(MARK)
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", fail)
        file.write(Mark(b"s" * 16, 8, 1, 1))
    assert file.read() == MARK
    file.close()
