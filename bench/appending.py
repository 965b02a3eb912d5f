"""Appends rows to a store at a rate, until it is ended: `python -m bench.appending STORE RATE`.

Through the store's own writer, in a commit every 50 ms, so that a terminal sees more events a
second than an engine decides. The rows take turns among a few, without a messageId.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from bench.stores import sample_row
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.domain.log import NewRow
from sprig_tui.ports import LogTransaction

COMMIT_S: Final = 0.05
KINDS: Final = 40
TOLD_S: Final = 1.0


async def append(path: Path, a_second: int) -> None:
    """Tells on stdout once a second how many were appended a second."""
    log = await SqliteEventLog.open(path)
    kinds = [replace(sample_row(number, ""), message_id=None) for number in range(KINDS)]
    a_commit = int(a_second * COMMIT_S)
    began, count = time.perf_counter(), 0
    print("appending", flush=True)
    told = began
    while True:
        await log.transact(partial(_append, kinds, a_commit))
        count += a_commit
        now = time.perf_counter()
        if now - told >= TOLD_S:
            told = now
            print(f"{count / (now - began):.0f}", flush=True)
        await asyncio.sleep(max(began + count / a_second - now, 0))


def _append(kinds: Sequence[NewRow], count: int, tx: LogTransaction) -> None:
    now_ms = time.time_ns() // 1_000_000
    rows = [replace(kind, received_at_ms=now_ms) for kind in kinds]
    for number in range(count):
        tx.append(rows[number % len(rows)])


if __name__ == "__main__":
    asyncio.run(append(Path(sys.argv[1]), int(sys.argv[2])))
