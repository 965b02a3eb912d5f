"""The goals of performance, each in a module of its own: a new one needs its line here."""

from typing import Final

from bench import (
    p01_single_events,
    p02_rivals,
    p03_batches,
    p04_decisions,
    p05_latency,
    p06_terminal_attached,
    p07_terminal,
    p08_start,
    p09_size,
    p10_opening,
    p11_merging,
)
from bench.figures import Goal

GOALS: Final[tuple[Goal, ...]] = (
    p01_single_events.GOAL,
    p02_rivals.GOAL,
    p03_batches.GOAL,
    p04_decisions.GOAL,
    p05_latency.GOAL,
    p06_terminal_attached.GOAL,
    p07_terminal.GOAL,
    p08_start.GOAL,
    p09_size.GOAL,
    p10_opening.GOAL,
    p11_merging.GOAL,
)
