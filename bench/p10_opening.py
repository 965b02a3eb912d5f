"""P10: opening a store of a million events against opening an empty one."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.figures import Figure, Goal, compare, tell
from bench.stores import fill
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.writer import SqliteEventLog

EVENTS: Final = 1_000_000
PENDING: Final = 100_000
ROUNDS: Final = 9


def measure(folder: Path) -> Iterator[Figure]:
    """Until the engine can store the next event, and until a terminal has the books."""
    large, empty = folder / "large.db", folder / "empty.db"
    tell("    building a store of a million events takes a minute or two")
    fill(large, EVENTS, pending=PENDING)
    fill(empty, 0)
    for words, opening in (("engine", _open_for_writing), ("terminal", _open_for_reading)):
        ratio = compare(
            lambda: asyncio.run(opening(large)),  # noqa: B023 - called at once
            lambda: asyncio.run(opening(empty)),  # noqa: B023
            rounds=ROUNDS,
        )
        yield Figure(
            f"{words}, 1M events with 100k pending / empty", 2, ratio.value, ratio.sides("ms")
        )


async def _open_for_writing(path: Path) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    log = await SqliteEventLog.open(path)
    took = time.perf_counter() - began
    await log.close()
    return took * 1e3


async def _open_for_reading(path: Path) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    reader = await SqliteLogReader.open(path)
    await reader.books()
    took = time.perf_counter() - began
    await reader.close()
    return took * 1e3


GOAL: Final = Goal(
    "P10",
    "opening a store of 1M events with 100k pending deliveries at most 2 x opening an empty one",
    measure,
)
