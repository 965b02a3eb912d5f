"""P5: how long a single event waits for its answer while full batches arrive."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import uvloop

from bench.figures import Figure, Goal, compare, percentile
from bench.load import addressed, send_all, send_paced
from bench.processes import apart, engine
from bench.traffic import batches, singles

SINGLES: Final = 800
A_SECOND: Final = 200.0
BATCHES_A_SECOND: Final = 2.0
BATCH: Final = 2_500


def measure(folder: Path) -> Iterator[Figure]:
    """200 single events a second, with and without two full batches a second."""
    with apart(), engine(folder) as port:
        send_all(port, singles(2_000))
        ratio = compare(
            lambda: _slowest_percent(port, with_batches=True),
            lambda: _slowest_percent(port, with_batches=False),
        )
    yield Figure(
        "p99 with 2 batches/s / without", 3, ratio.value, ratio.sides("ms, 200 single events/s")
    )


def _slowest_percent(port: int, *, with_batches: bool) -> float:
    """The 99th percentile, in milliseconds."""
    requests = addressed(singles(SINGLES), port)
    count = int(SINGLES / A_SECOND * BATCHES_A_SECOND) if with_batches else 0
    large = addressed(batches(count, BATCH, small=True), port)

    async def run() -> list[float]:
        waits, _ = await asyncio.gather(
            send_paced(port, requests, A_SECOND), send_paced(port, large, BATCHES_A_SECOND)
        )
        return waits

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return percentile(runner.run(run()), 0.99) * 1e3


GOAL: Final = Goal(
    "P5", "single-event p99 while 2,500-event batches arrive at most 3 x without them", measure
)
