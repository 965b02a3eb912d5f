"""Look through a large store for damage while it is in use."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sprig_tui.adapters.store.connection import check_quickly, connect_reader
from sprig_tui.adapters.store.errors import DamagedError, is_damage

INTERRUPT_SECONDS: Final = 0.02
"""An interruption only reaches a statement that runs, so it is repeated."""


class BackgroundCheck:
    """Checks the store once, on a thread and a connection of its own.

    `report` gets the reason, on that thread, if the store is damaged.
    """

    def __init__(self, path: Path, report: Callable[[str], None]) -> None:
        self._report = report
        self._connection = connect_reader(path, busy_seconds=0, one_thread=False)
        self._thread = threading.Thread(target=self._check, name="store check", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the check, finished or not."""
        while self._thread.is_alive():
            self._connection.interrupt()
            self._thread.join(INTERRUPT_SECONDS)
        self._connection.close()

    def _check(self) -> None:
        try:
            with contextlib.suppress(sqlite3.OperationalError):
                check_quickly(self._connection)
        except (sqlite3.DatabaseError, DamagedError) as error:
            if is_damage(error):
                self._report(str(error))
