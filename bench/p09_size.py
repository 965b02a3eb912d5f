"""P9: the store's size against the JSON that came."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.figures import Figure, Goal
from bench.load import send_all
from bench.processes import engine, store_in
from bench.traffic import batches, body_bytes

BATCH: Final = 100
BATCHES: Final = 300


def measure(folder: Path) -> Iterator[Figure]:
    """30,000 events through the engine, then its file once it has ended.

    A size has no mood, so once is enough.
    """
    requests = batches(BATCHES, BATCH)
    with engine(folder) as port:
        send_all(port, requests, connections=8)
    store = store_in(folder)
    size = sum(path.stat().st_size for path in store.parent.glob(store.name + "*"))
    raw = sum(map(body_bytes, requests))
    yield Figure("store / raw JSON", 1.3, size / raw, f"{size / 1e6:.1f} / {raw / 1e6:.1f} MB")


GOAL: Final = Goal("P9", "store size at most 1.3 x the raw JSON", measure)
