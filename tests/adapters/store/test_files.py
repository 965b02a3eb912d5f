"""The store's files are private."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from sprig_tui.adapters.store.files import (
    create_private,
    move_aside,
    open_private,
    prepare_folder,
    unavailable,
)
from sprig_tui.ports import StoreUnavailableError


def mode_of(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o077])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    old = os.umask(request.param)
    yield
    os.umask(old)


@pytest.mark.usefixtures("_umask")
def test_new_folders_and_files_are_for_the_owner_only(folder: Path) -> None:
    """Whatever the umask says; a folder that exists is left as it is."""
    folder.chmod(0o755)
    prepare_folder(folder / "a" / "b")
    prepare_folder(folder / "a" / "b")
    create_private(folder / "a" / "b" / "x.db")
    os.close(open_private(folder / "a" / "y"))
    assert [mode_of(folder / name) for name in ("", "a", "a/b")] == [0o755, 0o700, 0o700]
    assert [mode_of(folder / name) for name in ("a/b/x.db", "a/y")] == [0o600, 0o600]


def test_an_open_file_is_made_private(folder: Path) -> None:
    """A copy that was put in place may have been readable."""
    for name, use in (("x", create_private), ("y", lambda path: os.close(open_private(path)))):
        path = folder / name
        path.write_bytes(b"kept")
        path.chmod(0o644)
        use(path)
        assert (mode_of(path), path.read_bytes()) == (0o600, b"kept")


def test_links_and_devices_are_refused(folder: Path) -> None:
    """A link could lead anywhere, and a pipe would wait for ever."""
    (folder / "real").write_bytes(b"")
    (folder / "link").symlink_to(folder / "real")
    os.mkfifo(folder / "pipe")
    for use in (create_private, open_private):
        with pytest.raises(StoreUnavailableError, match="symbolic link"):
            use(folder / "link")
        with pytest.raises(StoreUnavailableError, match="not a regular file"):
            use(folder / "pipe")
        with pytest.raises(StoreUnavailableError, match=r"regular file|directory"):
            use(folder)


def test_paths_that_cannot_be_are_refused_in_a_sentence(folder: Path) -> None:
    """Not with a traceback."""
    (folder / "file").write_bytes(b"")
    with pytest.raises(StoreUnavailableError) as told:
        prepare_folder(folder / "file" / "below" / "it")
    assert str(told.value) == f"{folder / 'file'} cannot be used: Not a directory"
    with pytest.raises(StoreUnavailableError, match="cannot be used: embedded null"):
        prepare_folder(folder / "a\x00b")
    with pytest.raises(StoreUnavailableError, match="cannot be used"):
        create_private(folder / "file" / "below")
    with pytest.raises(StoreUnavailableError, match="cannot be used"):
        create_private(folder / "a\x00b")
    assert "null" in str(unavailable(folder, ValueError("embedded null byte")))


@pytest.mark.parametrize("call", ["chmod", "fchmod", "fsync"])
def test_a_file_that_cannot_be_made_private_is_refused_in_a_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """A disk may be read only, or fail."""
    path = folder / "x.db"
    if call != "fsync":
        path.touch(0o644)

    def refuse(*_args: object, **_options: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(StoreUnavailableError, match=r"x\.db cannot be used: Read-only"):
        (open_private if call == "fchmod" else create_private)(path)


def test_a_damaged_store_is_moved_with_its_companions(folder: Path) -> None:
    """Each time to a new number."""
    path = folder / "events.db"
    for number in (1, 2):
        path.write_bytes(b"x")
        (folder / "events.db-wal").write_bytes(b"y")
        assert move_aside(path) == folder / f"events.db.damaged-{number}"
    assert sorted(one.name for one in folder.iterdir()) == [
        "events.db.damaged-1",
        "events.db.damaged-1-wal",
        "events.db.damaged-2",
        "events.db.damaged-2-wal",
    ]
