"""P1: durable single-event requests against a bare handler that stores nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.figures import Figure, Goal, compare
from bench.load import send_all
from bench.processes import apart, bare_server, engine
from bench.traffic import singles

REQUESTS: Final = 8_000


def measure(folder: Path) -> Iterator[Figure]:
    """Both servers on one core, asked in turn by the other."""
    with apart(), engine(folder) as ours, bare_server() as bare:
        for port in (ours, bare):
            send_all(port, singles(REQUESTS // 4))
        ratio = compare(
            lambda: send_all(ours, singles(REQUESTS)), lambda: send_all(bare, singles(REQUESTS))
        )
    yield Figure(
        "engine / bare uvicorn handler", 0.60, ratio.value, ratio.sides("requests/s"), at_least=True
    )


GOAL: Final = Goal(
    "P1", "durable single-event requests/s at least 0.60 x a bare uvicorn handler", measure
)
