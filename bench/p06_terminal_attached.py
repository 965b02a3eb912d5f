"""P6: events accepted while a terminal shows them against none attached."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.figures import Figure, Goal, compare
from bench.load import send_all
from bench.processes import apart, engine, places, program
from bench.terminal import terminal
from bench.traffic import singles

REQUESTS: Final = 10_000


def measure(folder: Path) -> Iterator[Figure]:
    """The engine on one core; terminal and load share the other, so the ratio errs downwards."""
    with apart(), engine(folder) as port:
        send_all(port, singles(REQUESTS // 4))

        def attached() -> float:
            with terminal([*program(), *places(folder)], shows="LISTENING") as shown:
                shown.wait_until_quiet()
                return send_all(port, singles(REQUESTS))

        ratio = compare(attached, lambda: send_all(port, singles(REQUESTS)))
    yield Figure(
        "with / without a terminal", 0.95, ratio.value, ratio.sides("requests/s"), at_least=True
    )


GOAL: Final = Goal(
    "P6", "accepted events/s with a terminal attached at least 0.95 x without", measure
)
