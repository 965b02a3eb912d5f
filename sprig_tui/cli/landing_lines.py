"""What became of deliveries, as plain lines beside those of the events."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from sprig_tui.domain.outbox import Landing
from sprig_tui.domain.plain_text import landing_line
from sprig_tui.ports import StoreUnavailableError

if TYPE_CHECKING:
    from sprig_tui.adapters.store.reader import SqliteLogReader

MAX_WAITING: Final = 10_000


class LandingLines:
    """Call it with landings while it is open; each of their rows becomes a line for `say`.

    The rows are read from the log at `store`, so that nobody waits for it. Beyond 10,000 requests
    that wait to be told, the rest is left out; `left_out` counts them.
    """

    def __init__(self, store: Path, say: Callable[[Sequence[str]], None]) -> None:
        self._store = store
        self._say = say
        self._waiting: asyncio.Queue[Landing | None] = asyncio.Queue()
        self.left_out = 0

    def __call__(self, landing: Landing) -> None:
        """Take a landing; returns at once."""
        if self._waiting.qsize() < MAX_WAITING:
            self._waiting.put_nowait(landing)
        else:
            self.left_out += 1

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._tell(), name="tell deliveries")
        return self

    async def __aexit__(self, *_exc: object) -> None:
        """Tell what waits."""
        self._waiting.put_nowait(None)
        await self._task

    async def _tell(self) -> None:
        from sprig_tui.adapters.store.reader import SqliteLogReader

        reader: SqliteLogReader | None = None
        try:
            while (landing := await self._waiting.get()) is not None:
                if reader is None:
                    reader = await SqliteLogReader.open(self._store)
                with contextlib.suppress(StoreUnavailableError):
                    self._say(await _lines(reader, landing))
        finally:
            if reader is not None:
                await reader.close()


async def _lines(reader: "SqliteLogReader", landing: Landing) -> list[str]:
    time, next_time = _of_day(landing.end.ended_ms), _of_day(landing.end.next_ms)
    events = await reader.events(landing.row_ids)
    return [landing_line(event.row, landing, time, next_time) for event in events]


def _of_day(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000).astimezone().strftime("%H:%M:%S")
