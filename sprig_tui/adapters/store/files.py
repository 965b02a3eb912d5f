"""The store's files: private whatever the umask says, never behind a symbolic link."""

import errno
import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from sprig_tui.adapters.plain_files import make_private_folder
from sprig_tui.ports import StoreUnavailableError

PRIVATE_FILE: Final = 0o600
COMPANIONS: Final = ("-wal", "-shm", "-journal", "-mark")


def prepare_folder(folder: Path) -> None:
    """Create `folder` and its missing parents, each 0700; one that exists is left as it is.

    Raises:
        StoreUnavailableError: it cannot be created.
    """
    try:
        make_private_folder(folder)
    except OSError as error:
        raise unavailable(Path(error.filename or folder), error) from error
    except ValueError as error:
        raise unavailable(folder, error) from error


def create_private(path: Path) -> None:
    """Create `path`, empty and 0600; one that exists is made 0600 where it is ours.

    An existing file is never opened: closing it again would drop the locks that SQLite holds on it
    anywhere in this process.

    Raises:
        StoreUnavailableError: it cannot be created, or is a link or a device.
    """
    try:
        if not os.path.lexists(path):
            os.close(open_private(path, os.O_RDWR | os.O_CREAT | os.O_EXCL))
            sync_folder(path.parent)
            return
        status = path.lstat()
        _require_regular(status, path)
        if stat.S_IMODE(status.st_mode) != PRIVATE_FILE and status.st_uid == os.geteuid():
            path.chmod(PRIVATE_FILE)
    except (OSError, ValueError) as error:
        raise unavailable(path, error) from error


def open_private(path: Path, flags: int = os.O_RDWR | os.O_CREAT) -> int:
    """A file descriptor of `path`, 0600, that is no link and no device.

    Raises:
        StoreUnavailableError: it cannot be opened; the sentence says why.
    """
    try:
        descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK, PRIVATE_FILE)
        try:
            status = os.fstat(descriptor)
            _require_regular(status, path)
            if stat.S_IMODE(status.st_mode) != PRIVATE_FILE and status.st_uid == os.geteuid():
                os.fchmod(descriptor, PRIVATE_FILE)
        except BaseException:
            os.close(descriptor)
            raise
    except (OSError, ValueError) as error:
        raise unavailable(path, error) from error
    return descriptor


def _require_regular(status: os.stat_result, path: Path) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise unavailable(path, OSError(errno.ELOOP, ""))
    if not stat.S_ISREG(status.st_mode):
        raise StoreUnavailableError(f"{path} is not a regular file")


def move_aside(
    path: Path, parts: Sequence[str] = ("", *COMPANIONS), *, word: str = "damaged"
) -> Path:
    """Rename a store, with its companions, to the first free `NAME.WORD-N`.

    Only the `parts` of it: "" is the store itself. `word` tells why it was moved.

    Raises:
        StoreUnavailableError: the folder does not allow it.
    """
    number = 1
    while _is_taken(target := path.with_name(f"{path.name}.{word}-{number}")):
        number += 1
    try:
        for companion in parts:
            source = path.with_name(path.name + companion)
            if source.exists():
                source.rename(target.with_name(target.name + companion))
        sync_folder(path.parent)
    except OSError as error:
        raise unavailable(path, error) from error
    return target


def _is_taken(target: Path) -> bool:
    return any(target.with_name(target.name + one).exists() for one in ("", *COMPANIONS))


def sync_folder(folder: Path) -> None:
    """Make new and renamed names in `folder` durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def unavailable(path: Path, error: Exception) -> StoreUnavailableError:
    """The sentence for a file that cannot be used."""
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return StoreUnavailableError(f"{path} is a symbolic link; name the file itself")
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return StoreUnavailableError(f"{path} cannot be used: {reason}")
