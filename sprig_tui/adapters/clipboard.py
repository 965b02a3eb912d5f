"""The machine's own clipboard, by the tool that it has, and a file where it has none."""

import asyncio
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sprig_tui.ports import ClipboardError

COPIED: Final = "copied.txt"
PATIENCE_S: Final = 2.0
TOOLS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("", ("pbcopy",)),
    ("", ("clip.exe",)),
)
"""The variable that tells that a tool can work ("" for always), and its command."""


class MachineClipboard:
    """Implements `ports.Clipboard`; files go into `folder`.

    Over ssh the machine's clipboard is not the operator's, so no tool is used there.
    """

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder = folder
        self._environ = environ

    async def copy(self, text: str) -> str:
        """As `ports.Clipboard`."""
        command = self._command()
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            async with asyncio.timeout(PATIENCE_S):
                await process.communicate(text.encode("utf-8", "replace"))
        except TimeoutError:
            process.kill()
            await process.wait()
        if process.returncode:
            raise ClipboardError(f"{command[0]} did not take the text")
        return command[0]

    async def keep(self, text: str) -> str:
        """As `ports.Clipboard`."""
        path = self._folder / COPIED
        try:
            await asyncio.to_thread(_write, path, text)
        except OSError as error:
            raise ClipboardError(f"{path} cannot be written: {error.strerror}") from None
        return str(path)

    def _command(self) -> tuple[str, ...]:
        if not self._environ.get("SSH_CONNECTION"):
            for variable, command in TOOLS:
                here = not variable or self._environ.get(variable)
                if here and shutil.which(command[0], path=self._environ.get("PATH")):
                    return command
        raise ClipboardError("there is no clipboard tool on this machine")


def _write(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    with open(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="replace") as file:  # noqa: PTH123
        file.write(text)
