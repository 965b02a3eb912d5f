"""P3: durable events in batches of 100 against one by one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.figures import Figure, Goal, compare
from bench.load import send_all
from bench.processes import apart, engine
from bench.traffic import batches, singles

BATCH: Final = 100
BATCHES: Final = 200
SINGLES: Final = 6_000
CONNECTIONS: Final = 8


def measure(folder: Path) -> Iterator[Figure]:
    """The same engine, fed in both ways in turn."""
    with apart(), engine(folder) as port:
        send_all(port, singles(SINGLES // 4))
        ratio = compare(
            lambda: BATCH * send_all(port, batches(BATCHES, BATCH), connections=CONNECTIONS),
            lambda: send_all(port, singles(SINGLES)),
        )
    yield Figure("batches / singles", 4, ratio.value, ratio.sides("events/s"), at_least=True)


GOAL: Final = Goal(
    "P3", "events/s in batches of 100 at least 4 x events/s one by one, durable", measure
)
