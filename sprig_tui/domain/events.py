"""One Segment call as the rules see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sprig_tui.domain.reasons import Reason

MAX_EVENT_BYTES: Final = 32 * 1024
MAX_BATCH_BYTES: Final = 500 * 1024
MAX_BATCH_EVENTS: Final = 2_500
MAX_DEPTH: Final = 64

JsonObject = Mapping[str, Any]


class CallType(StrEnum):
    """Segment's call types (facts.md, section 2)."""

    IDENTIFY = "identify"
    TRACK = "track"
    PAGE = "page"
    SCREEN = "screen"
    GROUP = "group"
    ALIAS = "alias"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Event:
    """A call that passed step 1 of the decision.

    `value` is the whole JSON object: batch-level context and integrations merged in (the item
    wins), field names in Segment's casing, text repaired, a missing timestamp filled by the
    listener. `name` is the event of a track, the name of a screen or page, the URL never.
    `received_at_ms` is Unix milliseconds, None where there is no receipt (`decide`).
    """

    type: CallType
    value: JsonObject
    user_id: str | None = None
    anonymous_id: str | None = None
    name: str | None = None
    url: str | None = None
    message_id: str | None = None
    received_at_ms: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """Input that is not an event.

    `detail` is a fixed sentence or names a position; what could be read of the call (its type,
    name and ids) is kept for the operator.
    """

    reason: Reason
    detail: str
    type: str | None = None
    name: str | None = None
    user_id: str | None = None
    anonymous_id: str | None = None
    message_id: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the way of arrival adds to an item's own bytes; stored beside them.

    `call` is the type that the path names (it wins over the body's), `context` and
    `integrations` are the batch's.
    """

    call: CallType | None = None
    context: JsonObject | None = None
    integrations: JsonObject | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One event as it arrived: its exact bytes and what could be read of them."""

    payload: bytes
    envelope: Envelope
    content: Event | Rejection
