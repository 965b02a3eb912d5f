"""Stop before the disk is full, while checkpoints and deletions still have room."""

import os
import time
from pathlib import Path
from typing import Final

from sprig_tui.ports import StoreUnavailableError

RESERVE_BYTES: Final = 64 * 1024 * 1024
RESERVE_SHARE: Final = 20
"""Of a small file system, one part in so many is enough."""
LOOK_SECONDS: Final = 1.0


class FreeSpace:
    """Looks at the store's file system, at most once a second."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._looked_at = float("-inf")

    def require(self) -> None:
        """Return if there is room for events.

        Raises:
            StoreUnavailableError: there is less than the reserve.
        """
        now = time.monotonic()
        if now - self._looked_at < LOOK_SECONDS:
            return
        try:
            status = os.statvfs(self._folder)
        except OSError:
            return
        free = status.f_bavail * status.f_frsize
        reserve = min(RESERVE_BYTES, status.f_blocks * status.f_frsize // RESERVE_SHARE)
        if free < reserve:
            raise StoreUnavailableError(
                f"the disk is almost full: {free / 1e6:.0f} MB free, {reserve / 1e6:.0f} MB are"
                f" kept in reserve ({self._folder})"
            )
        self._looked_at = now
