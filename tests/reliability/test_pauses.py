"""Rate limits, refused keys and a destination that is away: nothing is lost, little is asked."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sprig_tui.adapters.sandbox.sandbox import Sandbox
from tests.reliability.books import (
    IN_FLIGHT,
    check_arrivals,
    check_books,
    export,
    settled,
)
from tests.reliability.rig import Rig, free_port, until
from tests.reliability.traffic import make_traffic, send

pytestmark = pytest.mark.reliability

Tell = Callable[[str], None]

SHAPES = {
    "reset=3": (3, 9),
    "reset=epoch+3": (2, 9),
    "reset=0": (0, 6),
    "reset=-1": (60, 66),
    "reset=abc": (60, 66),
    "none": (60, 66),
    "reset=1000000000": (300, 306),
}
"""Shapes of 429, and between which times the next request may come (reliability.md, section 1)."""


async def test_each_shape_of_429_is_obeyed(folder: Path, tell: Tell) -> None:
    """All at once, for the longest pause is five minutes."""
    told = await asyncio.gather(*(_pause(folder, shape) for shape in SHAPES))
    tell(", ".join(told))


async def _pause(folder: Path, shape: str) -> str:
    own = folder / shape
    own.mkdir(mode=0o700)
    shortest, longest = SHAPES[shape]
    async with Sandbox.start([f"1x429:{shape}"]) as sandbox, Rig(own, sandbox.url) as rig:
        await rig.start()
        await send(rig.address, make_traffic(40, 20))
        await settled(rig, within_s=longest + 30)
        check_arrivals(await export(rig), sandbox)
        times = [one.monotonic for one in sandbox.received]
        limited = next(one.monotonic for one in sandbox.received if one.status == 429)
        during = [at for at in times if limited < at < limited + shortest - 0.2]
        after = min(at for at in times if at > limited + max(shortest - 0.2, 0.2))
        # What was under way already when the answer came may still arrive.
        assert len(during) < IN_FLIGHT, shape
        assert not [at for at in during if at > limited + 1], shape
        assert after - limited <= longest, shape
        return f"{shape}: {after - limited:.1f} s"


async def test_a_refused_key_is_tried_once_a_minute(folder: Path, tell: Tell) -> None:
    """No event fails for it, and all arrive when the key is taken."""
    async with Sandbox.start(["401"]) as sandbox, Rig(folder, sandbox.url) as rig:
        await rig.start()
        await send(rig.address, make_traffic(200, 40))
        await asyncio.sleep(130)
        first = sandbox.received[0].monotonic
        at = [one.monotonic - first for one in sandbox.received]
        probes = [moment for moment in at if moment > 5]
        sandbox.use_faults()
        await settled(rig, within_s=90)
        await check_books(rig.places.store)
        arrivals = check_arrivals(await export(rig), sandbox)
        tell(
            f"{len(at) - len(probes)} requests at first, probes after"
            f" {', '.join(f'{moment:.0f} s' for moment in probes)}; then {arrivals.rows} arrived"
        )
        assert len(at) - len(probes) <= IN_FLIGHT
        assert len(probes) == 2
        assert not arrivals.repeated


async def test_a_destination_that_is_away_is_found_again(folder: Path, tell: Tell) -> None:
    """Nothing listens for 40 s; then everything arrives, in order."""
    port = free_port()
    async with Rig(folder, f"http://127.0.0.1:{port}") as rig:
        await rig.start()
        load = asyncio.create_task(
            send(rig.address, make_traffic(800, 60), rate=15), name="load"
        )  # fmt: skip
        await asyncio.sleep(40)
        async with Sandbox.start(port=port) as sandbox:
            began = time.monotonic()

            async def found() -> bool:
                return bool(sandbox.received)

            await until(found, "the first request", within_s=70)
            found_s = time.monotonic() - began
            await load
            await settled(rig, within_s=120)
            await check_books(rig.places.store)
            arrivals = check_arrivals(await export(rig), sandbox)
            tell(f"{arrivals.rows} rows, first request {found_s:.0f} s after it was back")
            assert not arrivals.repeated
