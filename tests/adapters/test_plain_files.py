"""Regular files are read; what is none is told apart, and nothing waits for it."""

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sprig_tui.adapters.plain_files import NotRegularError, make_private_folder, read_regular


def bind(path: Path) -> None:
    """Leave a socket behind."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


def test_a_file_is_read_up_to_so_many_bytes_with_its_mode(folder: Path) -> None:
    """Through a link too."""
    (folder / "file").write_bytes(b"abcdef")
    (folder / "file").chmod(0o640)
    (folder / "link").symlink_to("file")
    content, mode = read_regular(folder / "link", 4)
    assert (content, stat.S_IMODE(mode)) == (b"abcd", 0o640)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (Path.mkdir, IsADirectoryError),
        (os.mkfifo, NotRegularError),
        (bind, NotRegularError),
        (lambda path: path.symlink_to("/dev/zero"), NotRegularError),
        (lambda path: path.symlink_to("nowhere"), FileNotFoundError),
    ],
    ids=["folder", "pipe", "socket", "device", "dangling"],
)
def test_what_is_no_file_is_an_error_and_stays_not_open(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[Path], object],
    error: type[OSError],
) -> None:
    """A folder that is read again and again would else use up all that may be open."""
    monkeypatch.chdir(folder)  # the name of a socket must be short
    make(Path("odd"))
    before = len(os.listdir("/dev/fd"))  # noqa: PTH208
    with pytest.raises(error):
        read_regular(Path("odd"), 4)
    assert len(os.listdir("/dev/fd")) == before  # noqa: PTH208


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o777], ids=oct)
def test_new_folders_are_for_their_owner_alone_and_old_ones_stay(folder: Path, umask: int) -> None:
    """All that were missing, whatever the umask says."""
    (folder / "old").mkdir()
    (folder / "old").chmod(0o755)
    before = os.umask(umask)
    try:
        for _again in range(2):
            make_private_folder(folder / "old" / "a" / "b")
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((folder / name).stat().st_mode) for name in ("old", "old/a", "old/a/b")]
    assert modes == [0o755, 0o700, 0o700]


def test_a_folder_that_somebody_else_makes_meanwhile_will_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two programs may begin at once."""
    make = Path.mkdir

    def too_late(path: Path, mode: int) -> None:
        make(path)
        make(path, mode)

    monkeypatch.setattr(Path, "mkdir", too_late)
    make_private_folder(folder / "a" / "b")
    assert (folder / "a" / "b").is_dir()


@pytest.mark.parametrize("make", [Path.touch, lambda path: path.symlink_to("nowhere")])
def test_what_is_in_the_way_of_a_folder_is_named(
    folder: Path, make: Callable[[Path], object]
) -> None:
    """Not the folder above it, nor the one below."""
    make(folder / "way")
    with pytest.raises(NotADirectoryError) as told:
        make_private_folder(folder / "way" / "below")
    assert told.value.filename == str(folder / "way")
