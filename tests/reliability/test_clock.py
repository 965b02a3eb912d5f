"""The wall clock jumps by two days, both ways, while events come and leave."""

import asyncio
import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from tests.reliability.books import check_arrivals, check_books, check_repeats, export, settled
from tests.reliability.rig import Rig
from tests.reliability.traffic import Sent, make_traffic, send

FOUND = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(not FOUND, reason="needs libfaketime (apt-get install libfaketime)"),
]


async def test_jumps_of_48_hours(folder: Path, tell: Callable[[str], None]) -> None:
    """No stall, no burst, no loss: live, and with a kill before each jump back."""
    offset = folder / "offset"

    def jump(hours: int) -> None:
        fresh = folder / "offset.new"
        fresh.write_text(f"{hours:+}h\n", encoding="ascii")
        os.replace(fresh, offset)  # noqa: PTH105

    async with Sandbox.start(["500,15%"], seed=5) as sandbox, Rig(folder, sandbox.url) as rig:
        jump(0)
        rig.environ = {
            "LD_PRELOAD": str(FOUND[0]),
            "FAKETIME_TIMESTAMP_FILE": str(offset),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }
        await rig.start()
        sent = Sent()
        load = asyncio.create_task(
            send(rig.address, make_traffic(1200, 30), rate=20, sent=sent), name="load"
        )
        for hours, killed in ((48, False), (-48, False), (48, True), (0, True), (-48, False)):
            await asyncio.sleep(10)
            assert not load.done()
            if killed:
                await rig.kill()
            jump(hours)
            if killed:
                await rig.start()
        await load
        await settled(rig, within_s=400)
        await check_books(rig.places.store)
        records = await export(rig)
        days = {record["received_at"][:10] for record in records}
        arrivals = check_arrivals(records, sandbox)
        repeats = check_repeats(arrivals, sandbox, rig, kills=2)
        times = [one.monotonic for one in sandbox.received]
        stall = max(later - earlier for earlier, later in itertools.pairwise(times))
        highest = sandbox.stats()["highest_in_window"]
        tell(
            f"{arrivals.rows} rows received on {len(days)} days, {arrivals.requests} requests;"
            f" slowest answer to a sender {sent.slowest_s:.1f} s, longest gap between requests"
            f" {stall:.1f} s, most in 300 s: {highest}; {repeats}"
        )
        assert len(days) >= 3
        assert isinstance(highest, int)
        assert highest <= 1000
