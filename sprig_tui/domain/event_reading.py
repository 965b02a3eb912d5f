"""A JSON value read as one of Segment's calls (facts.md, section 2; design.md, section 4)."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sprig_tui.domain.events import CallType, Envelope, Event, JsonObject, Rejection
from sprig_tui.domain.fql.json_text import number_text
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.record import timestamp

MAX_USER_ID: Final = 1_024
MAX_MESSAGE_ID: Final = 100
MAX_SHOWN_TYPE: Final = 64

FIELDS: Final = (
    "type", "messageId", "userId", "anonymousId", "timestamp", "originalTimestamp", "sentAt",
    "receivedAt", "context", "integrations", "version", "channel", "event", "name", "category",
    "properties", "traits", "groupId", "previousId", "writeKey", "batch",
)  # fmt: skip
_FIELDS: Final = frozenset(FIELDS)
_CASING: Final = {name.lower(): name for name in FIELDS}

ID_ADDED: Final = "no messageId: an id was made, so repeats cannot be recognised"
LONG_ID: Final = f"messageId over {MAX_MESSAGE_ID} characters, known by its SHA-256"
TYPE_DIFFERS: Final = "type differs from the path, the path counts"


@dataclass(frozen=True, slots=True)
class Reception:
    """How events are read: when they came (Unix milliseconds) and what is filled in.

    `received_at_ms` is None where there is no receipt; `make_id` gives a messageId to an event
    that has none.
    """

    received_at_ms: int | None = None
    fill_timestamp: bool = True
    make_id: Callable[[], str] | None = None


def name_fields(value: Mapping[str, Any]) -> dict[str, Any]:
    """`value` with its field names in Segment's casing, where no exact one is there already.

    Customers vary the casing (facts.md, section 3b): `userID` and `UserId` are read as `userId`.
    """
    if not any(key.lower() in _CASING for key in value.keys() - _FIELDS):
        return dict(value)
    named: dict[str, Any] = {}
    for key, member in value.items():
        exact = key if key in _FIELDS else _CASING.get(key.lower(), key)
        named[key if exact != key and (exact in value or exact in named) else exact] = member
    return named


def read_event(
    value: object,
    *,
    envelope: Envelope,
    reception: Reception,
    flags: Sequence[str] = (),
) -> Event | Rejection:
    """The event that `value` is, or why it is none; the reasons in the order of design.md.

    `flags` is what reading its JSON already found; more is added to it.
    """
    if not isinstance(value, dict):
        return Rejection(Reason.NOT_AN_OBJECT, "not an object", warnings=tuple(flags))
    return _Call(value, envelope, flags).read(reception)


class _Call:
    """One call while it is read; its warnings grow with what had to be bent."""

    def __init__(self, value: JsonObject, envelope: Envelope, flags: Sequence[str]) -> None:
        self.warnings = list(flags)
        self.fields = name_fields(value)
        _merge(self.fields, "context", envelope.context)
        _merge(self.fields, "integrations", envelope.integrations)
        if envelope.call is not None:
            if self.fields.get("type", envelope.call.value) != envelope.call.value:
                self.warnings.append(TYPE_DIFFERS)
            self.fields["type"] = envelope.call.value

    def read(self, reception: Reception) -> Event | Rejection:
        """The event or the rejection; a missing timestamp and a missing id are filled in."""
        kind = self.fields.get("type")
        call = CallType(kind) if isinstance(kind, str) and kind in _CALL_TYPES else None
        name = self._name(call)
        user_id = self._text("userId")
        anonymous_id = self._text("anonymousId")
        message_id = self._message_id(reception)
        refusal = self._refuse(call, name, user_id, anonymous_id)
        if refusal is not None or call is None:
            reason, detail = refusal or (Reason.UNKNOWN_TYPE, "")
            return Rejection(
                reason,
                detail,
                type=kind[:MAX_SHOWN_TYPE] if isinstance(kind, str) else None,
                name=name,
                user_id=user_id if user_id is None or len(user_id) <= MAX_USER_ID else None,
                anonymous_id=anonymous_id,
                message_id=message_id,
                warnings=tuple(self.warnings),
            )
        self._fill_timestamp(reception)
        return Event(
            type=call,
            value=self.fields,
            user_id=user_id,
            anonymous_id=anonymous_id,
            name=name,
            url=self._url() if call is CallType.PAGE else None,
            message_id=message_id,
            received_at_ms=reception.received_at_ms,
            warnings=tuple(self.warnings),
        )

    def _fill_timestamp(self, reception: Reception) -> None:
        received = reception.received_at_ms
        absent = self.fields.get("timestamp") in (None, "")
        if absent and received is not None and reception.fill_timestamp:
            self.fields["timestamp"] = timestamp(received)

    def _refuse(
        self,
        call: CallType | None,
        name: str | None,
        user_id: str | None,
        anonymous_id: str | None,
    ) -> tuple[Reason, str] | None:
        given = self.fields.get("userId")
        if call is None:
            if self.fields.get("type") in (None, ""):
                return Reason.MISSING_TYPE, "no type"
            return Reason.UNKNOWN_TYPE, "the type is none of Segment's call types"
        if call is CallType.TRACK and name is None:
            return Reason.MISSING_EVENT, "no event name"
        if given in (None, "") and anonymous_id is None:
            return Reason.NO_USER_OR_ANONYMOUS_ID, "neither userId nor anonymousId"
        if isinstance(given, dict | list):
            shape = "an object" if isinstance(given, dict) else "a list"
            return Reason.BAD_USER_ID, f"userId is {shape}"
        if user_id is not None and len(user_id) > MAX_USER_ID:
            return Reason.BAD_USER_ID, f"userId has over {MAX_USER_ID:,} characters"
        return None

    def _name(self, call: CallType | None) -> str | None:
        if call in (CallType.TRACK, None):
            return self._text("event")
        return self._text("name") if call in (CallType.SCREEN, CallType.PAGE) else None

    def _text(self, field: str) -> str | None:
        """A field as text; None and "" are absent, objects and lists cannot be text."""
        given = self.fields.get(field)
        if given is None or given == "":
            return None
        if isinstance(given, str):
            return given
        if isinstance(given, dict | list):
            self.warnings.append(f"{field} is not text")
            return None
        self.warnings.append(f"{field} taken as text")
        return _as_text(given)

    def _message_id(self, reception: Reception) -> str | None:
        given = self.fields.get("messageId")
        if isinstance(given, str) and given:
            if len(given) <= MAX_MESSAGE_ID:
                return given
            self.warnings.append(LONG_ID)
            return "sha256:" + hashlib.sha256(given.encode()).hexdigest()
        self.warnings.append(ID_ADDED)
        return reception.make_id() if reception.make_id is not None else None

    def _url(self) -> str | None:
        properties = self.fields.get("properties")
        url = properties.get("url") if isinstance(properties, dict) else None
        return url if isinstance(url, str) and url else None


_CALL_TYPES: Final = frozenset(call.value for call in CallType)


def _merge(fields: dict[str, Any], name: str, shared: JsonObject | None) -> None:
    """The batch's object under the item's own, key by key: the item wins (facts.md, 3a)."""
    if not shared:
        return
    own = fields.get(name)
    if own is None:
        fields[name] = dict(shared)
    elif isinstance(own, dict):
        fields[name] = {**shared, **own}


def _as_text(number: object) -> str:
    """A number or a boolean as JavaScript would write it in a string."""
    if isinstance(number, bool):
        return "true" if number else "false"
    return number_text(number) if isinstance(number, float) else str(number)
