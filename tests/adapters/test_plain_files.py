"""Regular files are read; what is none is told apart, and nothing waits for it."""

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from sprig_tui.adapters.plain_files import NotRegularError, read_regular


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
