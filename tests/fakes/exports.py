"""Exports in memory."""

from collections.abc import AsyncIterator

from sprig_tui.ports import ExportError


class MemoryExports:
    """Implements `ports.Exports`; `files` holds what was written."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.unwritable = ""

    def propose(self, ending: str) -> str:
        """As `ports.Exports`."""
        return f"/state/exports/events-{len(self.files) + 1}.{ending}"

    async def write(self, path: str, texts: AsyncIterator[str]) -> str:
        """As `ports.Exports`."""
        if self.unwritable:
            raise ExportError(self.unwritable)
        if path in self.files:
            raise ExportError(f"{path} is there already; choose another name")
        self.files[path] = "".join([text async for text in texts])
        return path

    async def read(self, path: str, *, most: int) -> bytes:
        """As `ports.Exports`."""
        if path not in self.files:
            raise ExportError(f"{path} cannot be read: no such file")
        return self.files[path].encode()[:most]
