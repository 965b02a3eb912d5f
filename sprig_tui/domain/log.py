"""What the event log holds, as its readers and writers see it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sprig_tui.domain.decision import MappingRef, Table
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.events import Envelope
from sprig_tui.domain.reasons import Outcome, Reason


@dataclass(frozen=True, slots=True)
class NewRow:
    """An event or a rejection about to be appended. Times are Unix milliseconds.

    `payload` is the item's exact bytes (at most 4 KB of a rejection's). `source` names the sender:
    library and version and the masked write key. `unverified` marks a webhook that was accepted
    with no key configured. `settings` is `X-Segment-Settings` with its secrets masked.
    """

    received_at_ms: int
    payload: bytes
    envelope: Envelope
    reason: Reason
    detail: str
    type: str | None = None
    name: str | None = None
    user_id: str | None = None
    anonymous_id: str | None = None
    message_id: str | None = None
    mapping: MappingRef | None = None
    warnings: tuple[str, ...] = ()
    delivery: DeliveryState | None = None
    rules_version: str | None = None
    known_user: bool = False
    source: str = ""
    unverified: bool = False
    settings: str = ""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the log, without its payload. `name` is the event name, or a page's URL."""

    id: int
    received_at_ms: int
    reason: Reason
    detail: str
    type: str | None = None
    name: str | None = None
    user_id: str | None = None
    anonymous_id: str | None = None
    message_id: str | None = None
    mapping: MappingRef | None = None
    warnings: tuple[str, ...] = ()
    delivery: DeliveryState | None = None
    attempts: int = 0
    seen: int = 1
    rules_version: str | None = None
    source: str = ""
    unverified: bool = False

    @property
    def outcome(self) -> Outcome:
        """Forwarded, filtered or rejected."""
        return self.reason.outcome


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """A row with what arrived. `id_reused` says that a repeat came with another body.

    `damaged` says that the store kept it badly, so that anything in it may be wrong.
    """

    row: LogRow
    payload: bytes
    envelope: Envelope
    known_user: bool = False
    settings: str = ""
    id_reused: bool = False
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Repeat:
    """The row that already holds a messageId."""

    row: LogRow
    same_body: bool


@dataclass(frozen=True, slots=True)
class Books:
    """Counters since the store began; they add up (design.md, section 4).

    received = forwarded + filtered + rejected, repeats within filtered; forwarded = the sum of
    `deliveries`.
    """

    received: int = 0
    forwarded: int = 0
    filtered: int = 0
    rejected: int = 0
    reasons: Mapping[Reason, int] = field(default_factory=dict)
    deliveries: Mapping[DeliveryState, int] = field(default_factory=dict)

    def balanced(self) -> bool:
        """Whether both sums of the books hold."""
        return (
            self.received == self.forwarded + self.filtered + self.rejected
            and self.forwarded == sum(self.deliveries.values())
        )


@dataclass(frozen=True, slots=True)
class MappingKey:
    """A mapping by what it says, so that its hits survive reordering."""

    table: Table
    match: str
    pattern: str


@dataclass(frozen=True, slots=True)
class MappingHits:
    """How often a mapping decided an event, and when last (Unix milliseconds)."""

    count: int
    last_ms: int


@dataclass(frozen=True, slots=True)
class EventRequest:
    """A Track event that no mapping registers, waiting for approval (facts.md, section 5)."""

    name: str
    count: int
    first_ms: int
    last_ms: int
    denied: bool = False


@dataclass(frozen=True, slots=True)
class KnownUser:
    """A user that was identified; `origin` is "identify", "alias", "import" or "operator"."""

    user_id: str
    since_ms: int
    origin: str


@dataclass(frozen=True, slots=True)
class Audience:
    """An Engage audience or computed trait (`computation_class` "audience" or "trait").

    `members` counts the users that are in the audience, or that have a value of the trait;
    `entered` and `left` count the changes of that. `last_ms` is the last change, of a trait also
    from one value to another.
    """

    key: str
    computation_class: str
    members: int
    entered: int
    left: int
    last_ms: int


@dataclass(frozen=True, slots=True)
class AudienceMember:
    """A user that is in an audience, or left it (`member`).

    `since_ms` is when the user entered or left; None when it was noted without its time.
    """

    user_id: str
    member: bool
    since_ms: int | None
