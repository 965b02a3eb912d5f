"""Whether deliveries flow, and if not, why: what the engine says of its queue."""

from dataclasses import dataclass
from enum import StrEnum


class Flow(StrEnum):
    """What the queue is doing."""

    DRY_RUN = "dry_run"
    HOLD = "hold"
    NO_KEY = "no_key"
    BAD_ENDPOINT = "bad_endpoint"
    IDLE = "idle"
    SENDING = "sending"
    PACED = "paced"
    RATE_LIMITED = "rate_limited"
    KEY_REFUSED = "key_refused"
    BACKING_OFF = "backing_off"


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """What the destination said last. `status` is None when no answer came, and `problem` says why.

    `took_ms` is how long it took, `at_ms` when it was, in Unix milliseconds.
    """

    status: int | None
    took_ms: int
    at_ms: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """What a connection to the destination came to: it took so long, or `problem` says why not."""

    took_ms: int
    problem: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """The queue as the engine sees it.

    `sentence` says what it waits for, "" when nothing is to be said. `until_ms` is when it goes on
    by itself. `waiting` counts rows that are to be sent, `in_flight` requests under way, `used` the
    requests of the last 300 seconds, of at most `limit` (0: no limit). `empty_in_s` is the time to
    an empty queue at the rate limit, None when it cannot be told. `last` is the last answer of the
    destination that is chosen now, None before the first.
    """

    flow: Flow = Flow.DRY_RUN
    sentence: str = ""
    until_ms: int | None = None
    waiting: int = 0
    in_flight: int = 0
    used: int = 0
    limit: int = 0
    empty_in_s: float | None = None
    last: LastAnswer | None = None
