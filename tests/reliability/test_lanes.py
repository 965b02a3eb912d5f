"""Another mode, endpoint or environment under load: each row leaves where it was decided for."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from sprig_tui.domain.delivery import DeliveryState
from tests.reliability.books import (
    check_arrivals,
    check_books,
    export,
    read_books,
    settled,
)
from tests.reliability.rig import KEY, PRODUCTION_KEY, Rig, until
from tests.reliability.traffic import make_traffic, send

pytestmark = pytest.mark.reliability

Tell = Callable[[str], None]


async def all_held(rig: Rig) -> None:
    """Wait until no row is pending any more and no request is under way."""

    async def held() -> bool:
        left = (await read_books(rig.places.store)).deliveries
        return not (left.get(DeliveryState.PENDING, 0) or left.get(DeliveryState.RETRYING, 0))

    await until(held, "the hold")
    await asyncio.sleep(0.5)


async def test_hold_and_release_under_load(folder: Path, tell: Tell) -> None:
    """While it is held nothing leaves, whatever comes in; ten times."""
    async with Sandbox.start(["slow=0.2"]) as sandbox, Rig(folder, sandbox.url) as rig:
        await rig.start()
        load = asyncio.create_task(
            send(rig.address, make_traffic(2400, 20), rate=60), name="load"
        )  # fmt: skip
        for _ in range(10):
            rig.write("live")
            before = len(sandbox.received)

            async def some(before: int = before) -> bool:
                return len(sandbox.received) > before

            await until(some, "requests")
            rig.write("hold")
            await all_held(rig)
            count = len(sandbox.received)
            await asyncio.sleep(1)
            assert not load.done()
            assert len(sandbox.received) == count
        rig.write("live")
        await load
        await settled(rig, within_s=400)
        await check_books(rig.places.store)
        arrivals = check_arrivals(await export(rig), sandbox)
        tell(f"{arrivals.rows} rows in {arrivals.requests} requests")
        assert not arrivals.repeated


async def test_another_endpoint_and_back(folder: Path, tell: Tell) -> None:
    """Rows of the endpoint that is not chosen wait, over a kill too, and never go to the other."""
    async with (
        Sandbox.start(["slow=0.5"]) as one,
        Sandbox.start(["slow=0.5"]) as other,
        Rig(folder, one.url) as rig,
    ):
        await rig.start()
        load = asyncio.create_task(
            send(rig.address, make_traffic(1200, 100), rate=60), name="load"
        )  # fmt: skip
        for turn in range(4):
            await asyncio.sleep(4)
            assert not load.done()
            rig.write(endpoint=(other, one)[turn % 2].url)
            if turn == 1:
                await rig.kill()
                await rig.start()
        await load
        for sandbox in (other, one):
            rig.write(endpoint=sandbox.url)
            await all_held(rig)
        await settled(rig, within_s=60)
        await check_books(rig.places.store)
        records = await export(rig)
        counts = []
        for sandbox in (one, other):
            mine = [
                record
                for record in records
                if record["requests"] and record["requests"][0]["url"].startswith(sandbox.url)
            ]
            counts.append(check_arrivals(mine, sandbox).rows)
        tell(f"{counts[0]} rows at one, {counts[1]} at the other")
        assert min(counts) > 100


async def test_each_environment_has_its_own_key(folder: Path, tell: Tell) -> None:
    """Switched under load and over a kill, no row leaves with the other environment's key."""
    async with Sandbox.start(["slow=0.3"]) as sandbox, Rig(folder, sandbox.url) as rig:
        await rig.start()
        for turn, environment in enumerate(("development", "production") * 3):
            rig.write(environment=environment)

            async def applied(environment: str = environment) -> bool:
                return environment in await rig.run("config", "show")

            await until(applied, "the environment")
            await asyncio.sleep(1)
            queues = make_traffic(150, 30, seed=turn, prefix=f"{environment}{turn}")
            await send(rig.address, queues, rate=150)
            if turn == 2:
                await rig.kill()
                await rig.start()
        for environment in ("development", "production"):
            rig.write(environment=environment)
            await all_held(rig)
        await settled(rig, within_s=60)
        arrivals = check_arrivals(await export(rig), sandbox)
        tails = {"d": KEY[-4:], "p": PRODUCTION_KEY[-4:]}
        used = {(entry.user_ids[0][0], entry.key[-4:]) for entry in sandbox.received}
        tell(f"{arrivals.rows} rows in {arrivals.requests} requests, keys by user: {sorted(used)}")
        assert used == set(tails.items())
