"""Regular files of a bounded size, for every adapter that reads one."""

import errno
import os
import stat
from pathlib import Path


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


def _not_regular(path: Path) -> NotRegularError:
    return NotRegularError(errno.EINVAL, "it is not a regular file", str(path))
