"""Thousands of events through faults, kills and the limit: all of it arrives, in order."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import pytest

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

pytestmark = pytest.mark.reliability

Tell = Callable[[str], None]

FAULTS = (
    "429:none,0.15%",
    "429:reset=2,0.5%",
    "429:reset=epoch+2,0.3%",
    "500,3%",
    "503:applied,1%",
    "reset,2%",
    "reset:applied,1.5%",
    "timeout,0.3%",
    "timeout:applied,0.2%",
    "slow=2,0.8%",
    "slow=15,0.2%",
    "slow=0.1",
)
"""Together they strike one request in ten; all others are answered after a tenth of a second."""


async def test_5000_events_through_faults_and_three_kills(folder: Path, tell: Tell) -> None:
    async with Sandbox.start(FAULTS, seed=7) as sandbox, Rig(folder, sandbox.url) as rig:
        await rig.start()
        sent, began = Sent(), time.monotonic()

        async def restart() -> None:
            await rig.kill()
            await rig.start()

        queues = make_traffic(5000, 700)
        await asyncio.gather(
            send(rig.address, queues, rate=100, sent=sent),
            at_counts(sent, (150, 450, 3000), restart),
        )
        accepted_s = time.monotonic() - began
        await settled(rig, within_s=1500)
        took_s = time.monotonic() - began
        books = await check_books(rig.places.store)
        records = await export(rig)
        assert len(records) == 5000
        arrivals = check_arrivals(records, sandbox)
        repeats = check_repeats(arrivals, sandbox, rig, kills=3)
        fates = check_timelines(rig.places.store)
        struck = sum(one.fault != "slow=0.1" for one in sandbox.received)
        highest = sandbox.stats()["highest_in_window"]
        tell(
            f"accepted in {accepted_s:.0f} s, delivered in {took_s:.0f} s;"
            f" {arrivals.rows} rows in {arrivals.requests} requests, {struck} struck by faults;"
            f" repeated: {repeats}; attempts {dict(fates)}; most in 300 s: {highest};"
            f" senders retried {sent.retries}; books {books.received} ="
            f" {books.forwarded} + {books.filtered} + {books.rejected}"
        )
        assert isinstance(highest, int)
        assert highest <= 1000
