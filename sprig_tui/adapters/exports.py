"""Exports into files; implements `ports.Exports`."""

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TextIO

from sprig_tui.adapters.plain_files import make_private_folder, read_regular
from sprig_tui.ports import ExportError


class FileExports:
    """Proposes files in `folder`, which is made when one is written there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def propose(self, ending: str) -> str:
        """As `ports.Exports`."""
        name = time.strftime("events-%Y%m%d-%H%M%S")
        free, number = self._folder / f"{name}.{ending}", 1
        while free.exists():
            number += 1
            free = self._folder / f"{name}-{number}.{ending}"
        return str(free)

    async def write(self, path: str, texts: AsyncIterator[str]) -> str:
        """As `ports.Exports`."""
        try:
            target, file = await asyncio.to_thread(self._create, path)
        except (OSError, RuntimeError, ValueError) as error:
            raise ExportError(_sentence(path, error)) from None
        done = False
        try:
            with file:
                async for text in texts:
                    await asyncio.to_thread(file.write, text)
                await asyncio.to_thread(_finish, file)
            done = True
        except OSError as error:
            raise ExportError(_sentence(path, error)) from None
        finally:
            if not done:
                await asyncio.to_thread(target.unlink, missing_ok=True)
        return str(target)

    async def read(self, path: str, *, most: int) -> bytes:
        """As `ports.Exports`; never waits for a pipe."""
        try:
            return await asyncio.to_thread(_read, path, most)
        except (OSError, RuntimeError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            message = f"{path} cannot be read: {why}"
        raise ExportError(message)

    def _create(self, path: str) -> tuple[Path, TextIO]:
        target = Path(path).expanduser().absolute()
        if target.parent == self._folder:
            make_private_folder(self._folder)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        file = open(os.open(target, flags, 0o600), "w", encoding="utf-8", errors="replace")  # noqa: PTH123, SIM115
        return target, file


def _read(path: str, most: int) -> bytes:
    content, _mode = read_regular(Path(path).expanduser().absolute(), most)
    return content


def _finish(file: TextIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _sentence(path: str, error: Exception) -> str:
    if isinstance(error, FileExistsError):
        return f"{path} is there already; choose another name"
    why = error.strerror if isinstance(error, OSError) else str(error)
    return f"{path} cannot be written: {why}"
