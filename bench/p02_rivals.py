"""P2: durable single-event requests against mitmdump and express, which store nothing."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from bench.figures import Figure, Goal, NotMeasuredError, compare
from bench.load import send_all
from bench.processes import apart, engine
from bench.rivals import express, mitmdump
from bench.traffic import singles

REQUESTS: Final = 6_000
SLOW_REQUESTS: Final = 600
"""For a server that takes milliseconds a request."""


def measure(folder: Path) -> Iterator[Figure]:
    """The engine and each rival on one core, asked in turn."""
    with apart(), engine(folder) as ours:
        send_all(ours, singles(REQUESTS // 4))
        yield _against("mitmdump in reverse mode", mitmdump, ours, 20, SLOW_REQUESTS)
        yield _against("express with body-parser", express, ours, 2, REQUESTS)


def _against(
    name: str,
    start: Callable[[], AbstractContextManager[int]],
    ours: int,
    bound: float,
    requests: int,
) -> Figure:
    words = f"engine / {name}"
    try:
        with start() as port:
            send_all(port, singles(requests // 4))
            ratio = compare(
                lambda: send_all(ours, singles(REQUESTS)), lambda: send_all(port, singles(requests))
            )
    except NotMeasuredError as reason:
        return Figure(words, bound, None, str(reason), at_least=True)
    return Figure(words, bound, ratio.value, ratio.sides("requests/s"), at_least=True)


GOAL: Final = Goal(
    "P2",
    "durable single-event requests/s at least 20 x mitmdump in reverse mode, at least 2 x express "
    "with body-parser that stores nothing",
    measure,
)
