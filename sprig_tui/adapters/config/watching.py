"""When the config file may have changed."""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path
from typing import Final

from watchfiles import awatch

LOOK_MS: Final = 500
"""How often the file is looked at when the system reports nothing: folders are replaced too, and
some file systems report no changes at all."""

SETTLED_SECONDS: Final = 0.05
SETTLING_LOOKS: Final = 10

Signature = tuple[int, ...] | None


async def watch_file(path: Path) -> AsyncGenerator[None, None]:
    """Yield at once, and then whenever the file is another one, changed, gone or back.

    A file that is being written in place is waited for, half a second at most, so that a text cut
    off in the middle is hardly ever seen.
    """
    seen = await asyncio.to_thread(_signature, path)
    yield
    while True:
        folders = await asyncio.to_thread(_folders, path)
        if not folders:
            await asyncio.sleep(LOOK_MS / 1000)
        async with aclosing(_reports(folders)) as reports:
            async for _ in reports:
                now = await _settled(path)
                if now != seen:
                    seen = now
                    yield
                if await asyncio.to_thread(_folders, path) != folders:
                    break


async def _reports(folders: dict[Path, int]) -> AsyncGenerator[None, None]:
    """Something happened in one of the folders, or some time has passed.

    What watchfiles raises where the system gives it no watch is a RuntimeError of its own, and in a
    group where it comes later.
    """
    if not folders:
        yield
        return
    changes = awatch(
        *folders,
        watch_filter=None,
        debounce=200,
        step=50,
        rust_timeout=LOOK_MS,
        yield_on_timeout=True,
        recursive=False,
    )
    async with aclosing(changes):
        try:
            async for _ in changes:
                yield
        except (OSError, RuntimeError, ExceptionGroup):  # a folder went, or nothing can be watched
            await asyncio.sleep(LOOK_MS / 1000)
            yield


async def _settled(path: Path) -> Signature:
    now = await asyncio.to_thread(_signature, path)
    for _ in range(SETTLING_LOOKS):
        await asyncio.sleep(SETTLED_SECONDS)
        before, now = now, await asyncio.to_thread(_signature, path)
        if now == before:
            break
    return now


def _signature(path: Path) -> Signature:
    try:
        found = path.stat()
    except OSError as error:
        return (error.errno or 0,)
    return (
        found.st_dev,
        found.st_ino,
        found.st_mode,
        found.st_size,
        found.st_mtime_ns,
        found.st_ctime_ns,
    )


def _folders(path: Path) -> dict[Path, int]:
    """The folder of the file and, when it is a link, of what it points to, each with its inode."""
    folders: dict[Path, int] = {}
    for folder in (path.parent, Path(os.path.realpath(path)).parent):
        try:
            folders[folder] = folder.stat().st_ino
        except OSError:
            continue
    return folders
