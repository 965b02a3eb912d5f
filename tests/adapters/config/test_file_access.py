"""Reading and replacing the file on disk."""

import errno
import fcntl
import os
import socket
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sprig_tui.adapters.config.file_access import (
    clear_leftovers,
    create_file,
    read_file,
    replace_file,
)
from sprig_tui.domain.config_edits import ConfigConflictError, ConfigError


@pytest.fixture
def file(folder: Path) -> Path:
    """A config for the owner only."""
    file = folder / "c.toml"
    file.write_text("old")
    file.chmod(0o600)
    return file


def mode_of(path: Path) -> int:
    """The permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


def test_text_and_mode_are_read(file: Path) -> None:
    """The text as it is, line ends too."""
    file.write_bytes(b"a\r\nb")
    assert read_file(file) == ("a\r\nb", 0o600)


def make_unreadable(path: Path, kind: str) -> None:
    """Put something there that is no config."""
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "dangling":
            path.symlink_to("nowhere")
        case "circle":
            path.symlink_to(path)
        case "socket":
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(str(path))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("nothing", "sprig-tui config init"),
        ("folder", "this is a folder"),
        ("pipe", "a pipe, a socket or a device"),
        ("dangling", "does not exist: mend it"),
        ("circle", "leads in a circle"),
        ("socket", "a pipe, a socket or a device"),
    ],
)
def test_what_is_no_file_is_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str, words: str
) -> None:
    """It says what is there and what to do, and nothing waits for a pipe."""
    monkeypatch.chdir(folder)
    make_unreadable(Path("c.toml"), kind)
    with pytest.raises(ConfigError, match=words):
        read_file(Path("c.toml"))


def test_a_path_through_a_file_is_one_sentence(file: Path) -> None:
    """A part of it is no folder."""
    with pytest.raises(ConfigError, match="correct the path"):
        read_file(file / "c.toml")


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EACCES, "chmod u\\+r"), (errno.EIO, "input/output error")]
)
def test_a_file_that_may_not_be_read_is_one_sentence(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    """Root may read everything, so the system's answer is given for it."""

    def refuse(*_args: object, **_kwargs: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("os.open", refuse)
    with pytest.raises(ConfigError, match=words):
        read_file(file)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o400])
def test_a_replacement_keeps_the_mode_and_leaves_nothing_beside_it(file: Path, mode: int) -> None:
    """One name, a new file."""
    file.chmod(mode)
    before = file.stat().st_ino
    assert replace_file(file, "new", base="old") == mode
    assert (file.read_text(), mode_of(file)) == ("new", mode)
    assert file.stat().st_ino != before
    assert os.listdir(file.parent) == ["c.toml"]  # noqa: PTH208


def test_the_same_text_is_not_written_again(file: Path) -> None:
    """The file keeps its time."""
    before = file.stat()
    replace_file(file, "old", base="old")
    assert file.stat() == before


def test_a_link_is_written_through(file: Path) -> None:
    """It stays a link, and the temporary file stands where the target is."""
    (file.parent / "links").mkdir()
    link = file.parent / "links" / "c.toml"
    link.symlink_to("../c.toml")
    replace_file(link, "new", base="old")
    assert link.is_symlink()
    assert file.read_text() == "new"


def test_a_link_that_leads_in_a_circle_is_one_sentence(folder: Path) -> None:
    """Nor does a start stumble over it."""
    link = folder / "c.toml"
    link.symlink_to(link)
    clear_leftovers(link)
    with pytest.raises(ConfigError, match="cannot be written: too many levels of symbolic links"):
        replace_file(link, "new", base="old")


def test_a_link_into_a_folder_of_everybody_is_refused(file: Path) -> None:
    """Somebody else may have put the target there."""
    target = file.parent / "open"
    target.mkdir()
    target.chmod(0o777)
    (target / "c.toml").write_text("old")
    link = file.parent / "link.toml"
    link.symlink_to(target / "c.toml")
    with pytest.raises(ConfigError, match="chmod o-w"):
        replace_file(link, "new", base="old")
    target.chmod(0o1777)
    replace_file(link, "new", base="old")
    assert (target / "c.toml").read_text() == "new"


@pytest.mark.parametrize("present", ["other", None])
def test_a_file_that_is_not_the_base_is_left_alone(file: Path, present: str | None) -> None:
    """Nor is one that is gone written again."""
    if present is None:
        file.unlink()
    else:
        file.write_text(present)
    with pytest.raises(ConfigConflictError):
        replace_file(file, "new", base="old")
    assert (file.read_text() if file.exists() else None) == present


def test_a_change_while_the_new_text_is_written_is_seen(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last look is right before the renaming."""
    fsync = os.fsync

    def edit_by_hand(descriptor: int) -> None:
        fsync(descriptor)
        file.write_text("by hand")

    monkeypatch.setattr("os.fsync", edit_by_hand)
    with pytest.raises(ConfigConflictError):
        replace_file(file, "new", base="old")
    assert file.read_text() == "by hand"
    assert os.listdir(file.parent) == ["c.toml"]  # noqa: PTH208


def test_a_disk_that_is_full_loses_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old text stays, and the sentence gives the reason."""

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ConfigError, match="no space left on device"):
        replace_file(file, "new", base="old")
    assert file.read_text() == "old"
    assert os.listdir(file.parent) == ["c.toml"]  # noqa: PTH208


@pytest.mark.parametrize("clear", ["by the next write", "at the next start"])
def test_leftovers_of_killed_writers_are_removed(file: Path, clear: str) -> None:
    """Those of this file only."""
    mine = file.parent / ".c.toml.sprig-tui-abc.tmp"
    other = file.parent / ".d.toml.sprig-tui-abc.tmp"
    mine.touch()
    other.touch()
    if clear == "by the next write":
        replace_file(file, "new", base="old")
    else:
        clear_leftovers(file)
    assert (mine.exists(), other.exists()) == (False, True)


def test_what_somebody_is_writing_is_no_leftover(file: Path) -> None:
    """Nor is a start held up by it."""
    mine = file.parent / ".c.toml.sprig-tui-abc.tmp"
    mine.touch()
    descriptor = os.open(file.parent, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    clear_leftovers(file)
    os.close(descriptor)
    assert mine.exists()


KILLED_WRITER = """
import sys
from pathlib import Path
from sprig_tui.adapters.config.file_access import read_file, replace_file
file = Path(sys.argv[1])
print("ready", flush=True)
for number in range(1_000_000):
    text, _ = read_file(file)
    replace_file(file, f"# {number}\\n" * 9_000, base=text)
"""


def test_a_killed_writer_leaves_a_whole_text(file: Path) -> None:
    """The old one or the new one, and nothing beside it after the next start."""
    for _ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED_WRITER, str(file)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            before = file.stat().st_ino
            while file.stat().st_ino == before:
                assert writer.poll() is None
            writer.kill()
        lines = file.read_text().splitlines()
        assert lines == lines[:1] * 9_000
        clear_leftovers(file)
        assert os.listdir(file.parent) == ["c.toml"]  # noqa: PTH208


def race(file: Path, text: str, start: threading.Barrier, outcomes: list[str]) -> None:
    """Save when everybody is ready; "" stands for a conflict."""
    start.wait(10)
    try:
        replace_file(file, text, base="old")
        outcomes.append(text)
    except ConfigConflictError:
        outcomes.append("")


def test_of_two_writers_with_one_base_one_wins(file: Path) -> None:
    """As often as they try."""
    for _ in range(20):
        file.write_text("old")
        start = threading.Barrier(4)
        outcomes: list[str] = []

        def save(
            text: str, start: threading.Barrier = start, outcomes: list[str] = outcomes
        ) -> None:
            start.wait(10)
            try:
                replace_file(file, text, base="old")
                outcomes.append(text)
            except ConfigConflictError:
                outcomes.append("")

        writers = [threading.Thread(target=save, args=(f"new {n}",)) for n in range(4)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(10)
        assert sorted(outcomes)[:3] == ["", "", ""]
        assert file.read_text() == max(outcomes)


def test_a_new_file_is_for_its_owner_only(folder: Path) -> None:
    """Its folders too."""
    file = folder / "a" / "b" / "c.toml"
    create_file(file, "text")
    assert (file.read_text(), mode_of(file)) == ("text", 0o600)
    assert [mode_of(above) for above in (file.parent, folder / "a")] == [0o700, 0o700]
    assert os.listdir(file.parent) == ["c.toml"]  # noqa: PTH208


@pytest.mark.parametrize("kind", ["file", "dangling"])
@pytest.mark.parametrize("links", [True, False])
def test_nothing_is_created_over_what_is_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str, links: bool
) -> None:
    """Whether the file system knows hard links or not."""
    file = folder / "c.toml"
    if kind == "file":
        file.write_text("mine")
    else:
        file.symlink_to("nowhere")
    if not links:
        monkeypatch.setattr(Path, "hardlink_to", without_links)
    with pytest.raises(FileExistsError):
        create_file(file, "text")
    assert file.is_symlink() or file.read_text() == "mine"


def test_a_file_system_without_hard_links_will_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as that of a memory card."""
    monkeypatch.setattr(Path, "hardlink_to", without_links)
    create_file(folder / "c.toml", "text")
    assert (folder / "c.toml").read_text() == "text"


def without_links(_self: Path, _target: Path) -> None:
    """A file system that knows none."""
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_a_file_that_cannot_be_created_is_one_sentence(file: Path) -> None:
    """Here a file stands where a folder should."""
    for below in (file / "c.toml", file / "sub" / "c.toml"):
        with pytest.raises(ConfigError, match="cannot be written: not a directory"):
            create_file(below, "text")


def test_a_folder_that_knows_no_locks_will_do(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some network folders do not."""

    def refuse(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", refuse)
    replace_file(file, "new", base="old")
    assert file.read_text() == "new"
