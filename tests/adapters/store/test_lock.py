"""Who owns the store."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sprig_tui.adapters.store.lock import OwnerInfo, StoreLock, lock_path, read_owner
from sprig_tui.ports import StoreTakenError, StoreUnavailableError

HOLD = """
import sys
from pathlib import Path
from sprig_tui.adapters.store.lock import OwnerInfo, StoreLock
import os
lock = StoreLock.take(Path(sys.argv[1]), OwnerInfo(os.getpid(), "http://127.0.0.1:1", "/c", "/s"))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def info() -> OwnerInfo:
    """This process."""
    return OwnerInfo(os.getpid(), "", "/etc/sprig.toml", "/run/sprig.sock")


def hold(path: Path) -> "subprocess.Popen[str]":
    """Another process that owns the store."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_nobody_owns_a_store_that_is_not_there(folder: Path) -> None:
    """Asking creates nothing."""
    assert read_owner(folder / "none" / "events.db") is None
    assert read_owner(folder / "a\x00b") is None
    assert list(folder.iterdir()) == []


def test_the_owner_is_noted_and_updated(folder: Path, info: OwnerInfo) -> None:
    """Once the address is known it is there for others to read."""
    path = folder / "new" / "events.db"
    with StoreLock.take(path, info) as lock:
        assert read_owner(path) == info
        listening = OwnerInfo(info.pid, "http://127.0.0.1:8765", "/c", "")
        lock.update(listening)
        assert read_owner(path) == listening
    assert read_owner(path) is None
    lock.release()
    with pytest.raises(StoreUnavailableError):
        lock.update(info)


def test_a_taken_store_names_its_owner(folder: Path, info: OwnerInfo) -> None:
    """By process and address."""
    path = folder / "events.db"
    process = hold(path)
    try:
        with pytest.raises(StoreTakenError) as raised:
            StoreLock.take(path, info)
        owner = read_owner(path)
    finally:
        process.communicate()
    assert str(process.pid) in str(raised.value)
    assert "http://127.0.0.1:1" in str(raised.value)
    assert owner == OwnerInfo(process.pid, "http://127.0.0.1:1", "/c", "/s")


def test_a_killed_owner_leaves_no_lock(folder: Path, info: OwnerInfo) -> None:
    """Only its note stays, and nobody believes that."""
    path = folder / "events.db"
    process = hold(path)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert lock_path(path).read_text()
    assert read_owner(path) is None
    StoreLock.take(path, info).release()


def test_an_owner_whose_note_cannot_be_read_is_still_one(folder: Path, info: OwnerInfo) -> None:
    """Its process id is 0 then."""
    path = folder / "events.db"
    with StoreLock.take(path, info):
        for note in ("", "{", "[]", '{"pid": "x"}'):
            lock_path(path).write_text(note)
            assert read_owner(path) == OwnerInfo(0, "", "", "")
        with pytest.raises(StoreTakenError, match="another process"):
            StoreLock.take(path, info)


def test_the_lock_file_is_private_and_no_link(folder: Path, info: OwnerInfo) -> None:
    """As everything beside the store."""
    path = folder / "events.db"
    StoreLock.take(path, info).release()
    assert lock_path(path).stat().st_mode & 0o777 == 0o600
    lock_path(path).unlink()
    lock_path(path).symlink_to(folder / "elsewhere")
    with pytest.raises(StoreUnavailableError):
        StoreLock.take(path, info)
    assert read_owner(path) is None


def test_a_lock_that_cannot_be_written_is_given_back(
    folder: Path, info: OwnerInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk must not leave a store that nobody owns locked."""

    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        with pytest.raises(StoreUnavailableError, match="No space left"):
            StoreLock.take(folder / "events.db", info)
    assert read_owner(folder / "events.db") is None


def test_an_owner_whose_lock_file_went_owns_the_store_again(path: Path, info: OwnerInfo) -> None:
    """Unless another process was faster."""
    with StoreLock.take(path, info) as lock:
        lock.keep(path, info)
        lock_path(path).unlink()
        assert read_owner(path) is None
        lock.keep(path, info)
        assert read_owner(path) == info
        lock_path(path).unlink()
        process = hold(path)
        with pytest.raises(StoreTakenError, match=str(process.pid)):
            lock.keep(path, info)
        process.communicate()
        lock.keep(path, info)
        assert read_owner(path) == info
    with pytest.raises(StoreUnavailableError):
        lock.keep(path, info)
