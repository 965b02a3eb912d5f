"""Counts of the flow by time and by sender, as the log keeps them for the Overview screen."""

from dataclasses import dataclass
from typing import Final

BUCKET_MS: Final = 10_000
"""The finest step of the flow that is kept, in milliseconds."""
KEPT_MS: Final = 25 * 3_600_000
"""How far back the flow is kept: a day, and what a bar of an hour reaches over it."""


@dataclass(frozen=True, slots=True)
class FlowCount:
    """What happened from `at_ms` (Unix milliseconds) on, for one step.

    Repeats are within `received` and `filtered`, as in the books. `delivered` and `failed` count
    outcomes when they became known, so an event that is sent again counts again.
    """

    at_ms: int
    received: int = 0
    forwarded: int = 0
    filtered: int = 0
    rejected: int = 0
    delivered: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class SourceCount:
    """How many rows a sender made in a part of the log, and when it made the last."""

    source: str
    count: int
    last_ms: int
