"""Sprig's limit over restarts."""

import asyncio
from bisect import bisect_left
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from tests.reliability.books import check_arrivals, check_books, check_repeats, export, settled
from tests.reliability.rig import Rig, until
from tests.reliability.traffic import make_traffic, send

pytestmark = pytest.mark.reliability


def in_windows(times: Sequence[float]) -> list[int]:
    """How many requests came in the 300 s before each request."""
    return [index + 1 - bisect_left(times, at - 300) for index, at in enumerate(times)]


async def test_5000_pending_and_three_restarts(folder: Path, tell: Callable[[str], None]) -> None:
    """Never over 1,000 requests in any 300 s, and at least 950 of them used."""
    async with Sandbox.start() as sandbox, Rig(folder, sandbox.url, mode="hold") as rig:
        await rig.start()
        await send(rig.address, make_traffic(5000, 1900))
        assert not sandbox.received
        rig.write("live")
        for count in (300, 700, 950):

            async def reached(count: int = count) -> bool:
                return len(sandbox.received) >= count

            await until(reached, f"{count} requests", within_s=400)
            await (rig.stop() if count == 700 else rig.kill())
            await asyncio.sleep(1)
            await rig.start()
        took_s = await settled(rig, within_s=900, every_s=1)
        await check_books(rig.places.store)
        arrivals = check_arrivals(await export(rig), sandbox)
        repeats = check_repeats(arrivals, sandbox, rig, kills=2)
        counts = in_windows([one.monotonic for one in sandbox.received])
        refused = sum(one.status == 429 for one in sandbox.received)
        tell(
            f"{arrivals.rows} rows of {arrivals.users} users in {arrivals.requests} requests,"
            f" {took_s:.0f} s; most in any 300 s: {max(counts)}; answered 429: {refused}; {repeats}"
        )
        assert 950 <= max(counts) <= 1000
        assert sandbox.stats()["highest_in_window"] == max(counts)
        assert refused == 0
