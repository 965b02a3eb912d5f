"""Streams events to a port at a rate, until it is ended: `python -m bench.stream PORT RATE`.

A process of its own, so that what measures meanwhile is not held up.
"""

import asyncio
import sys
from typing import Final

from bench.load import addressed, send_paced
from bench.traffic import batches

BATCH: Final = 10
PART_SECONDS: Final = 0.5


async def stream(port: int, a_second: int) -> None:
    """Batches of ten, made half a second ahead."""
    print("streaming", flush=True)
    count = int(a_second * PART_SECONDS) // BATCH
    sending: asyncio.Future[list[float]] | None = None
    while True:
        requests = addressed(batches(count, BATCH), port)
        if sending is not None:
            await sending
        sending = asyncio.ensure_future(send_paced(port, requests, a_second / BATCH))


if __name__ == "__main__":
    asyncio.run(stream(int(sys.argv[1]), int(sys.argv[2])))
