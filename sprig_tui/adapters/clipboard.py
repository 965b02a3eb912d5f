"""The machine's own clipboard, by the tool that it has, and a file where it has none."""

import asyncio
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from sprig_tui.ports import ClipboardError

COPIED: Final = "copied.txt"
PATIENCE_S: Final = 2.0
LOCAL_TOOLS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("clip.exe",)),
)
"""The variable that tells that a tool can work ("" for always), and its command."""
TMUX: Final = ("tmux", "load-buffer", "-w", "-")
"""Keeps the text in tmux and hands it on to the terminal that tmux runs in, over ssh too."""


class MachineClipboard:
    """Implements `ports.Clipboard`; files go into `folder`.

    Over ssh the machine's clipboard is not the operator's: of the tools only tmux, which knows the
    way to the operator's terminal, is used there. A tool that fails gives way to the next one.
    """

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder = folder
        self._environ = environ

    async def copy(self, text: str) -> str:
        """As `ports.Clipboard`."""
        data = text.encode("utf-8", "replace")
        failed: list[str] = []
        for command in self._commands():
            if await self._take(command, data):
                return command[0]
            failed.append(command[0])
        if failed:
            raise ClipboardError(f"{' and '.join(failed)} did not take the text")
        raise ClipboardError("there is no clipboard tool on this machine")

    async def keep(self, text: str) -> str:
        """As `ports.Clipboard`."""
        path = self._folder / COPIED
        try:
            await asyncio.to_thread(_write, path, text)
        except OSError as error:
            raise ClipboardError(f"{path} cannot be written: {error.strerror}") from None
        return str(path)

    def _commands(self) -> Iterator[tuple[str, ...]]:
        """The tools that are here and can work, the surest first."""
        path = self._environ.get("PATH")
        tools = () if self._environ.get("SSH_CONNECTION") else LOCAL_TOOLS
        for variable, command in (*tools, ("TMUX", TMUX)):
            here = not variable or self._environ.get(variable)
            if here and (program := shutil.which(command[0], path=path)):
                yield (command[0], program, *command[1:])

    async def _take(self, command: tuple[str, ...], data: bytes) -> bool:
        """Whether a tool took it; one that does not end is ended."""
        try:
            process = await asyncio.create_subprocess_exec(
                *command[1:],
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
                env=dict(self._environ),
                start_new_session=True,  # some stay to serve the text: it outlives the terminal
            )
        except OSError:
            return False
        try:
            async with asyncio.timeout(PATIENCE_S):
                await process.communicate(data)
        except TimeoutError:
            return False
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return process.returncode == 0


def _write(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with open(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123
        file.write(text)
