"""A long run: 200 events a second with deliveries; memory, files and the WAL stay as they are."""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from tests.reliability.books import check_arrivals, check_books, check_repeats, export, settled
from tests.reliability.rig import Figures, Rig
from tests.reliability.traffic import Sent, make_traffic, send

pytestmark = pytest.mark.reliability

MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
RATE = 200
USERS = 60
CONNECTIONS = 16
"""To the destination, which come and go."""
MEGABYTE = 1024 * 1024


async def test_soak(folder: Path, tell: Callable[[str], None]) -> None:
    async with Sandbox.start(["500,1%"], seed=9) as sandbox, Rig(folder, sandbox.url) as rig:
        await rig.start()
        sent, looks = Sent(), list[tuple[float, Figures]]()
        began = time.monotonic()
        events = int(MINUTES * 60 * RATE)
        load = asyncio.create_task(
            send(rig.address, make_traffic(events, USERS), rate=RATE, sent=sent), name="load"
        )
        while not load.done():
            await asyncio.wait([load], timeout=5)
            if not load.done():
                looks.append((time.monotonic() - began, rig.figures()))
        await load
        await settled(rig, within_s=900, every_s=1)
        await check_books(rig.places.store)
        arrivals = check_arrivals(await export(rig), sandbox)
        check_repeats(arrivals, sandbox, rig, kills=0)
        half = [look for look in looks if look[0] >= looks[-1][0] / 2]
        grown = (half[-1][1].rss - half[0][1].rss) / MEGABYTE
        hours = (half[-1][0] - half[0][0]) / 3600
        files = {figures.files for _at, figures in half}
        wal = max(figures.wal for _at, figures in looks) / MEGABYTE
        tell(
            f"{events} events in {looks[-1][0]:.0f} s, slowest answer {sent.slowest_s * 1000:.0f}"
            f" ms, {sent.retries} retries; memory {half[-1][1].rss / MEGABYTE:.0f} MB,"
            f" {grown:+.1f} MB in the second half ({grown / hours:+.1f} MB/h);"
            f" open files {min(files)} to {max(files)}; WAL at most {wal:.1f} MB;"
            f" {arrivals.rows} rows in {arrivals.requests} requests"
        )
        assert wal < 64
        assert max(files) - min(files) <= CONNECTIONS
        assert sandbox.stats()["highest_in_window"] in range(1001)
