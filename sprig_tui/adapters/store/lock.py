"""Who owns the store: a lock that the kernel drops with its holder, and a note of who that is."""

import contextlib
import fcntl
import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sprig_tui.adapters.store.files import open_private, prepare_folder
from sprig_tui.ports import StoreTakenError, StoreUnavailableError

ATTEMPTS: Final = 10
PAUSE_SECONDS: Final = 0.02
"""`read_owner` tests the lock by taking it for a moment; a taker waits that moment out."""
MAX_NOTE_BYTES: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class OwnerInfo:
    """The process that owns a store.

    `address` is `http://HOST:PORT`, "" until it listens; `pid` is 0 when the note cannot be read.
    """

    pid: int
    address: str
    config_path: str
    control_path: str


class StoreLock:
    """Exclusive ownership of a store, until `release` or the end of the process.

    A context manager; the lock file stays, because removing it would let two processes hold two
    files of one name.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, path: Path, info: OwnerInfo) -> Self:
        """Own the store at `path`, creating its folder.

        Raises:
            StoreTakenError: another process owns it.
            StoreUnavailableError: the lock file cannot be opened.
        """
        return cls._holding(_locked(path), info)

    @classmethod
    def _holding(cls, descriptor: int, info: OwnerInfo) -> Self:
        lock = cls(descriptor)
        try:
            lock.update(info)
        except StoreUnavailableError:
            lock.release()
            raise
        return lock

    def update(self, info: OwnerInfo) -> None:
        """Note who owns the store, once more is known.

        Raises:
            StoreUnavailableError: the lock was released, or the note cannot be written.
        """
        if self._descriptor is None:
            raise StoreUnavailableError("the store's lock was given back")
        try:
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, json.dumps(asdict(info)).encode(), 0)
        except OSError as error:
            raise StoreUnavailableError(f"the lock cannot be written: {error.strerror}") from error

    def keep(self, path: Path, info: OwnerInfo) -> None:
        """Own the store at `path` also where its lock file went: another one would be free to take.

        Raises:
            StoreTakenError: another process took it meanwhile.
            StoreUnavailableError: the lock file cannot be opened, or the lock was released.
        """
        if self._descriptor is None:
            raise StoreUnavailableError("the store's lock was given back")
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(self._descriptor), lock_path(path).stat()):
                return
        anew = _locked(path)
        os.close(self._descriptor)
        self._descriptor = anew
        self.update(info)

    def release(self) -> None:
        """Let others own the store; releasing twice is fine."""
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.release()


def lock_path(path: Path) -> Path:
    """The lock file of the store at `path`."""
    return path.with_name(path.name + ".lock")


def read_owner(path: Path) -> OwnerInfo | None:
    """Who owns the store at `path` now; None if nobody does, whatever an old note says."""
    try:
        descriptor = os.open(lock_path(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError):
        return None
    try:
        for _attempt in range(ATTEMPTS):
            if _try_lock(descriptor, fcntl.LOCK_SH):
                return None
            owner = _read_note(descriptor)
            if owner.pid:
                return owner
            time.sleep(PAUSE_SECONDS)
        return owner
    finally:
        os.close(descriptor)


def owner_pid(path: Path) -> int:
    """The process that owns the store at `path` now; 0 if none does, or it is not known."""
    owner = read_owner(path)
    return owner.pid if owner else 0


def _locked(path: Path) -> int:
    """The lock file of the store at `path`, open and locked."""
    prepare_folder(path.parent)
    descriptor = open_private(lock_path(path))
    for attempt in range(ATTEMPTS):
        if _try_lock(descriptor, fcntl.LOCK_EX):
            return descriptor
        if attempt < ATTEMPTS - 1:
            time.sleep(PAUSE_SECONDS)
    owner = _read_note(descriptor)
    os.close(descriptor)
    raise StoreTakenError(_taken(path, owner))


def _try_lock(descriptor: int, kind: int) -> bool:
    with contextlib.suppress(BlockingIOError):
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        return True
    return False


def _read_note(descriptor: int) -> OwnerInfo:
    """What the holder wrote; a note that is being written has no pid yet."""
    try:
        note = json.loads(os.pread(descriptor, MAX_NOTE_BYTES, 0))
        return OwnerInfo(
            pid=int(note["pid"]),
            address=str(note["address"]),
            config_path=str(note["config_path"]),
            control_path=str(note["control_path"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return OwnerInfo(pid=0, address="", config_path="", control_path="")


def _taken(path: Path, owner: OwnerInfo) -> str:
    holder = f"process {owner.pid}" if owner.pid else "another process"
    address = f", which listens on {owner.address}" if owner.address else ""
    return f"the store {path} is owned by {holder}{address}"
