"""Whether the names of an open store still lead to its files.

SQLite goes on writing to a file that was deleted or moved away, and reports no error.
"""

import contextlib
import os
import stat
from pathlib import Path
from typing import Final

from sprig_tui.adapters.store.files import move_aside

PARTS: Final = ("", "-wal", "-shm")
"""All of them are needed to find what was committed; each exists while the store is open."""
OPEN_FILES: Final = Path("/proc/self/fd")

Identity = tuple[int, int]


class StorePlace:
    """The files of a store that was just opened for writing, by device and inode."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open = {part: _identity(f"{path}{part}") for part in PARTS}

    @property
    def holds(self) -> bool:
        """Whether every name still leads to the open file; costs microseconds."""
        return all(map(self._leads_to, PARTS))

    def account(self, events: str) -> str:
        """What became of the files, in a sentence; call it while they are open.

        `events` is what the store held.
        """
        now = _identity(str(self._path))
        if now == self._open[""]:
            gone = [f"{self._path.name}{part}" for part in PARTS if not self._leads_to(part)]
            return f"{' and '.join(gone)} went while the store was in use; a new one was begun."
        then = "a new one was begun" if now is None else "another file is in its place"
        return f"The store's file was {self._fate()} while it was in use, with {events}; {then}."

    def clear(self) -> None:
        """Set aside what is left beside a file that went: another one must not be read with it.

        Raises:
            StoreUnavailableError: the folder does not allow it.
        """
        left = [part for part in PARTS if self._leads_to(part)]
        if "" in left:
            return
        if _status(str(self._path)) is None and _status(f"{self._path}-mark") is not None:
            left.append("-mark")  # which tells of a store that nothing is left of here
        if left:
            move_aside(self._path, left, word="left")

    def _leads_to(self, part: str) -> bool:
        return _identity(f"{self._path}{part}") == self._open[part]

    def _fate(self) -> str:
        """Where the open file went, as far as the system tells."""
        with contextlib.suppress(OSError):
            for link in OPEN_FILES.iterdir():
                status = _status(str(link))
                if status is None or (status.st_dev, status.st_ino) != self._open[""]:
                    continue
                return f"moved to {link.readlink()}" if status.st_nlink else "deleted"
        return "taken away"


def _identity(name: str) -> Identity | None:
    """The file that a name leads to, None for none."""
    status = _status(name)
    return None if status is None else (status.st_dev, status.st_ino)


def _status(name: str) -> os.stat_result | None:
    try:
        status = os.stat(name)  # noqa: PTH116 (it is done with each commit)
    except OSError:
        return None
    return status if stat.S_ISREG(status.st_mode) else None
