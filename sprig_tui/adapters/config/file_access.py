"""Reading and replacing the config file on disk (design.md, section 3).

A replacement is a new file in the same folder that takes the old one's name once it is safe on the
disk, so a reader or a power cut sees the old text or the new one and nothing between.
"""

import contextlib
import errno
import fcntl
import os
import shlex
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sprig_tui.adapters.config.reading import MAX_BYTES, decode_config
from sprig_tui.adapters.plain_files import NotRegularError, make_private_folder, read_regular
from sprig_tui.domain.commands import plain_command
from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError, ConfigProblem

NEW_FILE: Final = 0o600
INIT: Final = plain_command("config init")


def read_file(path: Path, init: str = INIT) -> tuple[str, int]:
    """The file's text as it is, and its permission bits; `init` is what writes a new one.

    Raises:
        ConfigError: it cannot be read; the sentence says what to do.
    """
    try:
        raw, mode = read_regular(path, MAX_BYTES + 1)
    except OSError as error:
        raise _problem(path, _why_unreadable(path, error, init), unread=True) from None
    return decode_config(raw, str(path)), stat.S_IMODE(mode)


def replace_file(path: Path, text: str, *, base: str) -> int:
    """Write `text` if the file still holds `base`; returns its permission bits.

    A link is written through, mode and owner are kept. Writers of this program wait for each
    other. Somebody else's write is seen unless it falls into the instant between the last look
    and the renaming, which the system offers no way to close.

    Raises:
        ConfigConflictError: the file holds something else, or is gone; nothing was written.
        ConfigError: it cannot be written; nothing was.
    """
    try:
        target = Path(os.path.realpath(path, strict=True))  # Path's own fails by another error
        with _locked_folder(target.parent) as folder:
            _refuse_open_folder(path, target)
            _clear(target)
            _compare(path, base)
            old = target.stat()
            if text == base:
                return stat.S_IMODE(old.st_mode)
            with _written(target, text.encode(), old) as temporary:
                _compare(path, base)
                temporary.rename(target)
            os.fsync(folder)
            return stat.S_IMODE(old.st_mode)
    except FileNotFoundError:
        message = f"{path} is gone: nothing was written"
    except OSError as error:
        raise _problem(path, f"the file cannot be written: {_reason(error)}") from None
    raise ConfigConflictError(message)


def create_file(path: Path, text: str) -> None:
    """Write a file that does not exist yet, 0600, with its folders, 0700.

    Raises:
        FileExistsError: there is something of that name already; nothing was written.
        ConfigError: it cannot be written.
    """
    try:
        make_private_folder(path.parent)
        with _locked_folder(path.parent) as folder:
            _clear(path)
            with _written(path, text.encode()) as temporary:
                _name_new(temporary, path)
            os.fsync(folder)
    except FileExistsError:
        raise
    except OSError as error:
        raise _problem(path, f"the file cannot be written: {_reason(error)}") from None


def clear_leftovers(path: Path) -> None:
    """Remove temporary files of writers that were killed, unless somebody is writing now."""
    with contextlib.suppress(OSError):
        target = Path(os.path.realpath(path))
        with _locked_folder(target.parent, wait=False):
            _clear(target)


@contextlib.contextmanager
def _locked_folder(folder: Path, *, wait: bool = True) -> Iterator[int]:
    """Hold the writers' lock; without `wait` a lock that is taken raises BlockingIOError."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise
        except OSError:
            pass  # a file system without locks
        yield descriptor
    finally:
        os.close(descriptor)


def _clear(target: Path) -> None:
    for leftover in target.parent.glob(f"{_prefix(target)}*.tmp"):
        with contextlib.suppress(OSError):
            leftover.unlink()


@contextlib.contextmanager
def _written(target: Path, content: bytes, old: os.stat_result | None = None) -> Iterator[Path]:
    """A temporary file beside `target` with `content` safe on the disk, gone afterwards."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=_prefix(target), suffix=".tmp")
    temporary = Path(name)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123
            if old is not None:
                with contextlib.suppress(OSError):  # only root gives files away
                    os.fchown(descriptor, old.st_uid, old.st_gid)
            os.fchmod(descriptor, stat.S_IMODE(old.st_mode) if old is not None else NEW_FILE)
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _name_new(temporary: Path, path: Path) -> None:
    """Give a temporary file a name that nothing has."""
    try:
        path.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        temporary.rename(path)


def _compare(path: Path, base: str) -> None:
    try:
        text, _ = read_file(path)
    except ConfigError:
        text = None
    if text != base:
        raise ConfigConflictError(f"{path} changed since it was read: nothing was written")


def _refuse_open_folder(path: Path, target: Path) -> None:
    """A link into a folder where anybody can put files might lead to anybody's file."""
    mode = target.parent.stat().st_mode
    if path.is_symlink() and mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        folder = shlex.quote(str(target.parent))
        raise _problem(path, f"it is a link into a folder that all can write: chmod o-w {folder}")


def _prefix(target: Path) -> str:
    return f".{target.name}.sprig-tui-"


def _why_unreadable(path: Path, error: OSError, init: str) -> str:
    match error.errno:
        case errno.ENOENT if path.is_symlink():
            return "this link points to a file that does not exist: mend it, or remove it"
        case errno.ENOENT:
            return f"there is no such file: write one with: {init}"
        case errno.EACCES | errno.EPERM:
            return f"the file may not be read: try: chmod u+r {shlex.quote(str(path))}"
        case errno.ELOOP:
            return "this link leads in a circle: mend it, or remove it"
        case errno.ENOTDIR:
            return "a part of this path is a file, not a folder: correct the path"
        case errno.EISDIR:
            return "this is a folder: name the file in it"
    if isinstance(error, NotRegularError):
        return "this is not a regular file (a pipe, a socket or a device): copy it into a file"
    return f"the file cannot be read: {_reason(error)}"


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _problem(path: Path, message: str, *, unread: bool = False) -> ConfigError:
    return ConfigError(str(path), (ConfigProblem("error", message, unread=unread),))
