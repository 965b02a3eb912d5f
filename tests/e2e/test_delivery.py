"""The installed engine delivers through faults and a kill; `make reliability` does it at length."""

import asyncio
from pathlib import Path

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from tests.reliability.books import (
    check_arrivals,
    check_books,
    check_repeats,
    check_timelines,
    export,
    settled,
)
from tests.reliability.rig import Rig
from tests.reliability.traffic import Sent, at_counts, make_traffic, send

FAULTS = (
    "1x429:reset=1",
    "1xtimeout:applied",
    "500,5%",
    "503:applied,2%",
    "reset,2%",
    "reset:applied,1%",
)


async def test_all_arrives_in_order_through_faults_and_a_kill(folder: Path) -> None:
    """300 events of 40 users; nothing is repeated but what lost its answer."""
    async with Sandbox.start(FAULTS, seed=1) as sandbox, Rig(folder, sandbox.url) as rig:
        await rig.start()
        sent = Sent()

        async def restart() -> None:
            await rig.kill()
            await rig.start()

        await asyncio.gather(
            send(rig.address, make_traffic(300, 40), rate=60, sent=sent),
            at_counts(sent, (150,), restart),
        )
        await settled(rig, within_s=60)
        books = await check_books(rig.places.store)
        assert books.received >= 300
        arrivals = check_arrivals(await export(rig), sandbox)
        check_repeats(arrivals, sandbox, rig, kills=1)
        check_timelines(rig.places.store)
        assert arrivals.users == 40


async def test_what_is_held_leaves_in_order_after_two_restarts(folder: Path) -> None:
    """One of them is a kill -9."""
    async with Sandbox.start() as sandbox, Rig(folder, sandbox.url, mode="hold") as rig:
        queues = make_traffic(90, 10)
        await rig.start()
        await send(rig.address, [queue[:4] for queue in queues])
        await rig.kill()
        await rig.start()
        await send(rig.address, [queue[4:] for queue in queues])
        assert await rig.stop() == 0
        assert not sandbox.received
        rig.write("live")
        await rig.start()
        await settled(rig, within_s=30)
        arrivals = check_arrivals(await export(rig), sandbox)
        assert arrivals.users == 10
        assert not arrivals.repeated
