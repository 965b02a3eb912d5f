"""The time, the engine as others see it, and what the listener hands over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sprig_tui.domain.events import Item
from sprig_tui.domain.flow import DeliveryStatus, Reached
from sprig_tui.domain.record import Record


class Clock(Protocol):
    """The time."""

    def now_ms(self) -> int:
        """Unix milliseconds."""

    def monotonic(self) -> float:
        """Seconds that only go forward."""


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """A running engine: `address` is `http://HOST:PORT`, `terminals` how many are attached.

    `restart_needed` names the settings that wait for a restart; `problem` is what keeps it from
    taking events now, "" when all is well; `notice` is what happened to the store or to a part of
    the engine, which is not to be missed although events are taken. `refused` counts requests that
    were answered with an error and not stored, by what was wrong with them. `delivery` is the state
    of its queue, `reached` what the last connection to the destination came to, None where an
    answer is newer.
    """

    pid: int
    address: str
    config_path: str
    store_path: str
    terminals: int
    rules_version: str
    problem: str = ""
    restart_needed: tuple[str, ...] = ()
    refused: Mapping[str, int] = field(default_factory=dict)
    delivery: DeliveryStatus = field(default_factory=DeliveryStatus)
    notice: str = ""
    reached: Reached | None = None


class EngineUnreachableError(Exception):
    """No engine answers; `str()` says what to do."""


class EngineHangsError(EngineUnreachableError):
    """An engine is there and gives no answer: another one could not be started.

    `pid` is its process, 0 where that is not known; `asked` tells that the question reached it, and
    is answered when it goes on.
    """

    def __init__(self, pid: int = 0, *, asked: bool = False) -> None:
        who = f"process {pid} owns the store and does not" if pid else "the engine does not"
        super().__init__(f"{who} answer: it is stopped or very busy")
        self.pid = pid
        self.asked = asked


class EngineCommands(Protocol):
    """What the terminal asks of the engine, over the control socket."""

    async def status(self) -> EngineStatus:
        """The engine's own view of itself; raises EngineUnreachableError."""

    async def know_user(self, user_id: str) -> None:
        """Make a user known, as if it had been identified here."""

    async def deny_request(self, name: str) -> None:
        """Take an event request off the list until it is seen again."""

    async def resend(self, row_ids: Sequence[int]) -> int:
        """Queue failed, delivered and dry-run rows for delivery again; returns how many."""

    async def reset(self) -> int:
        """Empty the log: rows, books, users, requests, hits, deliveries; returns how many rows."""


class ListenerProbe(Protocol):
    """Knocks at the listener's port as a sender would."""

    async def problem(self, address: str) -> str:
        """What keeps the listener at `http://HOST:PORT` from taking events, "" when nothing does.

        It asks `GET /health` (design.md, section 5).
        """


@dataclass(frozen=True, slots=True)
class SendResult:
    """What the listener answered to a test event, and the record of it where one was stored."""

    status: int
    message: str
    record: Record | None = None


class EventSender(Protocol):
    """Posts an event to the running listener as an SDK would."""

    async def send(self, event: Mapping[str, object]) -> SendResult:
        """Send one event (its `type` names the route); raises EngineUnreachableError."""


class RecordSink(Protocol):
    """Gets the record of everything that was decided, after its commit (`serve --output`)."""

    def __call__(self, records: Sequence[Record]) -> None:
        """Take records in the order in which they were decided."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """Items of one request that passed Host, Origin and key, and what is known of their sender."""

    items: Sequence[Item]
    received_at_ms: int
    source: str = ""
    unverified: bool = False
    settings: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """What became of an arrival, item by item, after the durable commit."""

    records: Sequence[Record]


class Intake(Protocol):
    """Where the listener hands over what arrived."""

    async def accept(self, arrival: Arrival) -> Accepted:
        """Decide and store every item; returns after the commit.

        Raises:
            StoreUnavailableError: answer 503; the sender repeats.
        """

    async def ready(self) -> None:
        """Return if an event could be stored now, else raise StoreUnavailableError."""
