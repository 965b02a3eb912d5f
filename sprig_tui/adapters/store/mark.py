"""How far the store had come, kept outside of it, so that lost commits are seen.

SQLite drops a damaged end of its write-ahead log in silence, high-water marks inside the database
with it. This file is written after each commit; it survives a killed process, and after a power
cut it can only be behind, never ahead.
"""

import contextlib
import os
import struct
import zlib
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

from sprig_tui.adapters.store.files import open_private

MAGIC: Final = b"sprigmk1"
BODY: Final = struct.Struct(">8s16sQQQ")
CHECK: Final = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Mark:
    """The state after a commit: which store, how many commits, the last id, the rows kept."""

    store_id: bytes = bytes(16)
    commits: int = 0
    last_id: int = 0
    kept: int = 0


class MarkFile:
    """Reads and writes the mark beside a store."""

    def __init__(self, store: Path) -> None:
        self._descriptor = open_private(store.with_name(store.name + "-mark"))

    def read(self) -> Mark | None:
        """The mark, None when there is none or it is damaged itself."""
        data = os.pread(self._descriptor, BODY.size + CHECK.size, 0)
        body, check = data[: BODY.size], data[BODY.size :]
        if len(data) < BODY.size + CHECK.size or CHECK.pack(zlib.crc32(body)) != check:
            return None
        magic, *values = BODY.unpack(body)
        return Mark(*values) if magic == MAGIC else None

    def write(self, mark: Mark) -> None:
        """Note a commit; a mark that cannot be written stays behind, which is safe."""
        body = BODY.pack(MAGIC, *astuple(mark))
        with contextlib.suppress(OSError):
            os.pwrite(self._descriptor, body + CHECK.pack(zlib.crc32(body)), 0)

    def close(self) -> None:
        """Let go of the file; closing twice is fine."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)
