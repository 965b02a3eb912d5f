"""The file is followed however it is changed."""

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import pytest
from watchfiles._rust_notify import WatchfilesRustInternalError

from sprig_tui.adapters.config import watching
from sprig_tui.adapters.config.watching import watch_file


@pytest.fixture
def file(folder: Path) -> Path:
    """A config in a folder of its own."""
    (folder / "etc").mkdir()
    file = folder / "etc" / "c.toml"
    file.write_text("old")
    return file


def rename_over(file: Path) -> None:
    """As vim and most editors save."""
    new = file.with_suffix(".new")
    new.write_text("new")
    new.rename(file)


def write_in_place(file: Path) -> None:
    """As nano and `cat >` do."""
    file.write_text("new")


def delete(file: Path) -> None:
    """Gone."""
    file.unlink()


def replace_folder(file: Path) -> None:
    """As a deployment does."""
    new = file.parent.with_name("etc-new")
    new.mkdir()
    (new / "c.toml").write_text("new")
    shutil.rmtree(file.parent)
    new.rename(file.parent)


def remove_folder(file: Path) -> None:
    """Gone with all that is in it."""
    shutil.rmtree(file.parent)


def chmod(file: Path) -> None:
    """What others may read is part of what the program tells."""
    file.chmod(0o644)


def turn_into_link(file: Path) -> None:
    """To a file elsewhere."""
    file.unlink()
    target = file.parent.with_name("target.toml")
    target.write_text("new")
    file.symlink_to(target)


def turn_into_circle(file: Path) -> None:
    """A link that leads to itself."""
    file.unlink()
    file.symlink_to(file)


async def next_report(reports: AsyncGenerator[None, None]) -> None:
    """The next report, or a failure when none comes."""
    await asyncio.wait_for(anext(reports), 10)


CHANGES = [
    rename_over,
    write_in_place,
    delete,
    replace_folder,
    remove_folder,
    chmod,
    turn_into_link,
    turn_into_circle,
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("system", ["reports", "is silent", "gives no watch", "ends the watch"])
async def test_a_change_is_reported(
    file: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None], system: str
) -> None:
    """Also where the system reports nothing, as on some network folders, or has no watch left."""
    if system != "reports":
        monkeypatch.setattr(watching, "awatch", WATCHERS[system])
        monkeypatch.setattr(watching, "LOOK_MS", 10)
    reports = watch_file(file)
    await next_report(reports)
    waiting = asyncio.ensure_future(next_report(reports))
    await asyncio.sleep(0)
    change(file)
    await waiting
    file.parent.mkdir(exist_ok=True)
    back = file.parent / "back"
    back.write_text("back")
    back.rename(file)
    await next_report(reports)
    assert waiting.done()
    await reports.aclose()


async def silence(*_folders: Path, **_options: object) -> AsyncGenerator[set[object], None]:
    """A watcher that only sees time pass."""
    while True:
        await asyncio.sleep(0.01)
        yield set()


async def refusal(*_folders: Path, **_options: object) -> AsyncGenerator[set[object], None]:
    """A watcher that the system gives nothing."""
    raise WatchfilesRustInternalError("inotify: no space left on device")
    yield


async def late_refusal(*_folders: Path, **_options: object) -> AsyncGenerator[set[object], None]:
    """A watcher whose own thread fails."""
    raise ExceptionGroup("watching", [WatchfilesRustInternalError("error in underlying watcher")])
    yield


WATCHERS = {"is silent": silence, "gives no watch": refusal, "ends the watch": late_refusal}


async def test_the_target_of_a_link_is_followed_too(file: Path) -> None:
    """It may be in another folder."""
    link = file.parent.parent / "link.toml"
    link.symlink_to(file)
    reports = watch_file(link)
    await next_report(reports)
    waiting = asyncio.ensure_future(next_report(reports))
    await asyncio.sleep(0)
    rename_over(file)
    await waiting
    assert link.read_text() == file.read_text()
    await reports.aclose()


async def test_a_folder_that_comes_later_is_waited_for(file: Path) -> None:
    """So is the file."""
    shutil.rmtree(file.parent)
    reports = watch_file(file)
    await next_report(reports)
    waiting = asyncio.ensure_future(next_report(reports))
    await asyncio.sleep(0)
    file.parent.mkdir()
    file.touch()
    await waiting
    assert waiting.done()
    await reports.aclose()


async def test_a_neighbour_is_not_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its changes are looked at, and passed over."""
    looks = 0
    reports = watch_file(file)
    await next_report(reports)
    settled = watching._settled

    async def look(path: Path) -> watching.Signature:
        nonlocal looks
        looks += 1
        if looks == 2:
            rename_over(file)
        return await settled(path)

    monkeypatch.setattr(watching, "_settled", look)
    waiting = asyncio.ensure_future(next_report(reports))
    await asyncio.sleep(0)
    (file.parent / "neighbour").touch()
    await waiting
    assert looks >= 2
    await reports.aclose()


async def test_a_file_that_is_still_being_written_is_waited_for(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until two looks agree, or it takes too long."""
    sizes = iter([1, 2, 3, 3, *range(4, 100)])

    def signature(_path: Path) -> watching.Signature:
        return (next(sizes),)

    monkeypatch.setattr(watching, "_signature", signature)
    assert await watching._settled(file) == (3,)
    assert await watching._settled(file) == (4 + watching.SETTLING_LOOKS,)


def test_a_file_that_is_gone_looks_different_from_one_that_may_not_be_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each has its own sentence."""
    gone = watching._signature(file.with_name("none"))

    def refuse(*_args: object, **_kwargs: object) -> os.stat_result:
        raise PermissionError(13, "no")

    monkeypatch.setattr(Path, "stat", refuse)
    assert watching._signature(file) != gone
