"""What waits to be delivered and what became of it, as the log keeps it (design.md, section 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.settings import Environment, Kind

if TYPE_CHECKING:
    from sprig_tui.domain.rules import RulesSource

UNKNOWN_END: Final = (
    "The engine ended before an answer came, so the outcome is unknown; it is sent again."
)
"""The sentence of a request that an engine's sudden end cut off."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What a row was decided for; it is sent only there, with that environment's key.

    `endpoint` is empty for the destination's own.
    """

    kind: Kind = Kind.SPRIG
    environment: Environment = Environment.DEVELOPMENT
    endpoint: str = ""

    @classmethod
    def of(cls, source: "RulesSource") -> "Lane":
        """The lane of what these rules forward."""
        return cls(source.kind, source.environment, source.endpoint)


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row to be delivered. `alone`: a request that it shared failed, so it goes by itself.

    `tries` counts requests that held it, `first_try_ms` is when the first one left.
    """

    row_id: int
    alone: bool = False
    tries: int = 0
    first_try_ms: int | None = None


@dataclass(frozen=True, slots=True)
class WaitingUser:
    """A user's oldest waiting rows, in the order in which they have to arrive.

    `user` is the log's own short form of the user id. `failures` counts tries that failed one after
    the other.
    """

    user: bytes
    rows: tuple[WaitingRow, ...]
    failures: int = 0


@dataclass(frozen=True, slots=True)
class NewSend:
    """A request that is about to leave; it is in the log before its first byte is on the wire."""

    lane: Lane
    at_ms: int
    method: str
    path: str
    users: tuple[bytes, ...]
    row_ids: tuple[int, ...]


class Fate(StrEnum):
    """What an answer means for the rows of its request."""

    DELIVERED = "delivered"
    RETRY = "retry"
    SPLIT = "split"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class SendEnd:
    """How a request ended. `status` is None without an answer, `sentence` says what happened.

    `answer` is the start of the answer's body, at most 4 KB. `next_ms` is when its users may be
    tried again (RETRY). `failed` is False for what is not the rows' fault (a pause, a rate limit):
    then the users' count of failures stays. `alone` marks the rows of a RETRY so that each goes by
    itself from now on, as SPLIT does.
    """

    fate: Fate
    ended_ms: int
    took_ms: int
    status: int | None
    sentence: str
    answer: bytes = b""
    next_ms: int = 0
    failed: bool = True
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Landing:
    """News of rows whose request ended, once the log has it; `given_up` are tried no more."""

    row_ids: tuple[int, ...]
    end: SendEnd
    given_up: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request that held a row, for its timeline. `fate` is None while it is under way.

    A request that an engine's sudden end cut off has the fate RETRY, no status, and a sentence that
    says that its outcome is unknown. `rows` is how many rows the request held.
    """

    at_ms: int
    ended_ms: int | None
    fate: Fate | None
    status: int | None
    took_ms: int | None
    sentence: str
    answer: bytes
    rows: int
    method: str
    path: str

    @property
    def unknown(self) -> bool:
        """Whether it was cut off, so that its rows may arrive twice."""
        return self.status is None and self.sentence == UNKNOWN_END


@dataclass(frozen=True, slots=True)
class Waiting:
    """A waiting row as the Deliveries screen lists it; `next_ms` is None while it is on its way."""

    row: LogRow
    lane: Lane
    next_ms: int | None


@dataclass(frozen=True, slots=True)
class LaneFigures:
    """One lane of the queue: rows by state, users that wait, the oldest row's time of receipt.

    `next_ms` is when the first user is due, None when none is. `recent` counts the requests that
    left in the last 300 seconds.
    """

    lane: Lane
    states: Mapping[DeliveryState, int] = field(default_factory=dict)
    users: int = 0
    oldest_ms: int | None = None
    next_ms: int | None = None
    recent: int = 0


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds, over the latest requests: how long answers took, and from receipt to delivery.

    None where nothing was delivered yet.
    """

    answers: int = 0
    answer_p50: int | None = None
    answer_p95: int | None = None
    delivered_p50: int | None = None
    delivered_p95: int | None = None
