"""Ends of the engine under load, sudden and orderly ones."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from tests.reliability.books import (
    IN_FLIGHT,
    check_arrivals,
    check_books,
    check_repeats,
    check_timelines,
    export,
    settled,
)
from tests.reliability.rig import Rig, until
from tests.reliability.traffic import Sent, at_counts, make_traffic, send

pytestmark = pytest.mark.reliability

Tell = Callable[[str], None]


async def test_20_kills_under_load(folder: Path, tell: Tell) -> None:
    """Every answer takes a second, so that each kill finds requests under way."""
    chance = random.Random(3)
    async with Sandbox.start(["slow=1"]) as sandbox, Rig(folder, sandbox.url) as rig:
        await rig.start()
        sent, starts = Sent(), list[float]()
        load = asyncio.create_task(
            send(rig.address, make_traffic(4000, 100), rate=50, sent=sent), name="load"
        )
        for _ in range(20):
            await asyncio.sleep(1.0 + 2.0 * chance.random())
            assert not load.done()
            await rig.kill()
            starts.append(await rig.start())
        await load
        await settled(rig, within_s=600)
        await check_books(rig.places.store)
        records = await export(rig)
        assert len(records) == 4000
        arrivals = check_arrivals(records, sandbox)
        repeats = check_repeats(arrivals, sandbox, rig, kills=20)
        check_timelines(rig.places.store)
        tell(
            f"{arrivals.rows} rows in {arrivals.requests} requests; {repeats};"
            f" listening again within {max(starts):.1f} s; senders retried {sent.retries}"
        )
        assert repeats.cut_off > 0


async def test_20_orderly_ends_under_load(folder: Path, tell: Tell) -> None:
    """SIGTERM waits for the answers under way: nothing is sent twice, nothing is unknown."""
    chance = random.Random(4)
    async with Sandbox.start(["slow=0.5"]) as sandbox, Rig(folder, sandbox.url) as rig:
        await rig.start()
        sent, ends = Sent(), list[float]()
        load = asyncio.create_task(
            send(rig.address, make_traffic(3000, 40), rate=50, sent=sent), name="load"
        )
        loop = asyncio.get_running_loop()
        for _ in range(20):
            await asyncio.sleep(0.5 + chance.random())
            assert not load.done()
            began = loop.time()
            assert await rig.stop() == 0
            ends.append(loop.time() - began)
            await rig.start()
        await load
        await settled(rig, within_s=600)
        assert await rig.stop() == 0
        await check_books(rig.places.store)
        arrivals = check_arrivals(await export(rig), sandbox)
        repeats = check_repeats(arrivals, sandbox, rig, kills=0)
        tell(
            f"{arrivals.rows} rows in {arrivals.requests} requests; {repeats};"
            f" longest end {max(ends):.1f} s; senders retried {sent.retries},"
            f" answers {sent.statuses}"
        )
        assert set(sent.statuses) <= {200, 503}
        assert max(ends) < 5
        assert not arrivals.repeated


async def test_an_orderly_end_does_not_wait_for_a_destination_that_hangs(
    folder: Path, tell: Tell
) -> None:
    """It ends in time, and what had no answer by then is told as unknown and sent again."""
    async with Sandbox.start(["slow=6"]) as sandbox, Rig(folder, sandbox.url) as rig:
        await rig.start()
        await send(rig.address, make_traffic(60, 20))

        async def under_way() -> bool:
            return len(sandbox.received) >= IN_FLIGHT

        await until(under_way, "requests under way")
        began = asyncio.get_running_loop().time()
        assert await rig.stop() == 0
        took_s = asyncio.get_running_loop().time() - began
        sandbox.use_faults()
        await rig.start()
        await settled(rig, within_s=60)
        arrivals = check_arrivals(await export(rig), sandbox)
        repeats = check_repeats(arrivals, sandbox, rig, kills=1)
        tell(f"ended after {took_s:.1f} s; {repeats}")
        assert took_s < 5
        assert repeats.unknown == IN_FLIGHT


async def test_gleap_batches_through_faults_and_kills(folder: Path, tell: Tell) -> None:
    """Gleap has no limit, and one request holds events of many users."""
    faults = ("500,4%", "reset:applied,3%", "429:reset=1,1%", "slow=0.5")
    async with (
        Sandbox.start(faults, seed=6) as sandbox,
        Rig(folder, sandbox.url, kind="gleap") as rig,
    ):
        await rig.start()
        sent = Sent()

        async def restart() -> None:
            await rig.kill()
            await rig.start()

        await asyncio.gather(
            send(rig.address, make_traffic(2500, 80), rate=70, sent=sent),
            at_counts(sent, (300, 900, 1500, 2100), restart),
        )
        await settled(rig, within_s=300)
        await check_books(rig.places.store)
        arrivals = check_arrivals(await export(rig), sandbox)
        repeats = check_repeats(arrivals, sandbox, rig, kills=4)
        check_timelines(rig.places.store)
        tell(
            f"{arrivals.rows} rows of {arrivals.users} users in {arrivals.requests} requests;"
            f" {repeats}"
        )
        assert len(sandbox.contacts) == 80
