"""What is held stays in order over restarts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from sprig_tui.domain.delivery import DeliveryState
from tests.reliability.books import (
    check_arrivals,
    check_books,
    check_repeats,
    export,
    read_books,
    settled,
)
from tests.reliability.rig import Rig, until
from tests.reliability.traffic import make_traffic, send

pytestmark = pytest.mark.reliability


async def test_hold_restart_and_release(folder: Path, tell: Callable[[str], None]) -> None:
    """Two restarts while held, one of them by kill -9; one more kill while it is released."""
    async with Sandbox.start(["500,5%"], seed=2) as sandbox, Rig(
        folder, sandbox.url, mode="hold"
    ) as rig:  # fmt: skip
        await rig.start()
        queues = make_traffic(600, 50)
        await send(rig.address, [queue[:4] for queue in queues])
        assert await rig.stop() == 0
        await rig.start()
        await send(rig.address, [queue[4:8] for queue in queues])
        await rig.kill()
        await rig.start()
        await send(rig.address, [queue[8:] for queue in queues])
        books = await check_books(rig.places.store)
        held = books.deliveries[DeliveryState.HELD]
        assert held == books.forwarded >= 500
        assert not sandbox.received
        rig.write("live")

        async def some_left() -> bool:
            left = (await read_books(rig.places.store)).deliveries
            return left.get(DeliveryState.DELIVERED, 0) > 0

        await until(some_left, "the release")
        await rig.kill()
        await rig.start()
        took_s = await settled(rig, within_s=120)
        arrivals = check_arrivals(await export(rig), sandbox)
        repeats = check_repeats(arrivals, sandbox, rig, kills=1)
        assert arrivals.rows == held
        tell(f"{held} held, {arrivals.requests} requests, {took_s:.0f} s to empty; {repeats}")
