"""Files and folders as every adapter needs them: read without waiting, made for the owner alone."""

import errno
import os
import stat
from pathlib import Path
from typing import Final

PRIVATE_FOLDER: Final = 0o700


class NotRegularError(OSError):
    """There is a pipe, a socket or a device."""


def read_regular(path: Path, most: int) -> tuple[bytes, int]:
    """At most `most` bytes of a file, and its mode; never waits for a pipe or a device.

    Raises:
        OSError: it cannot be read: IsADirectoryError for a folder, NotRegularError for what is
            neither folder nor file.
        ValueError: no file can have that name.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket
            raise _not_regular(path) from None
        raise
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode):
            raise _not_regular(path)
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(most), mode
    finally:
        os.close(descriptor)


def make_private_folder(folder: Path) -> None:
    """Create `folder` and its missing parents, each 0700; one that exists is left as it is.

    Raises:
        OSError: one of them, its `filename`, cannot be created.
        ValueError: no folder can have that name.
    """
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        try:
            one.mkdir(PRIVATE_FOLDER)
            one.chmod(PRIVATE_FOLDER)  # whatever the umask says
        except FileExistsError:
            if not one.is_dir():  # somebody else may just have made it
                reason = os.strerror(errno.ENOTDIR)
                raise NotADirectoryError(errno.ENOTDIR, reason, str(one)) from None


def _not_regular(path: Path) -> NotRegularError:
    return NotRegularError(errno.EINVAL, "it is not a regular file", str(path))
