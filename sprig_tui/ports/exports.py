"""Files that the operator asks for."""

from collections.abc import AsyncIterator
from typing import Protocol


class ExportError(Exception):
    """The file cannot be written or read; `str()` is one sentence that says why."""


class Exports(Protocol):
    """Where exports go, and where imports come from."""

    def propose(self, ending: str) -> str:
        """An absolute path that is free, beside the store, named by the time: `*.jsonl`."""

    async def write(self, path: str, texts: AsyncIterator[str]) -> str:
        """Write the texts one after the other into a new file for its owner alone.

        `path` may begin with `~`; a relative one counts from the working directory. Returns it
        absolute.

        Raises:
            ExportError: there is such a file already, or it cannot be written; none is left.
        """

    async def read(self, path: str, *, most: int) -> bytes:
        """The first `most` bytes of a regular file; the path as for `write`.

        Raises:
            ExportError: there is no such file, or it cannot be read.
        """
