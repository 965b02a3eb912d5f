"""Between the rows of the log and the cells of their table.

The checksum covers everything that never changes: the time, the flags, every text and the payload.
"""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

from sprig_tui.adapters.store.ids import pack_id, to_bytes, to_text, unpack_id
from sprig_tui.adapters.store.texts import Cell
from sprig_tui.domain.decision import MappingRef, Table
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.events import CallType, Envelope
from sprig_tui.domain.log import LogRow, NewRow, StoredEvent
from sprig_tui.domain.reasons import Reason

KNOWN_USER: Final = 1
UNVERIFIED: Final = 2
STATES_BY_CODE: Final = dict(enumerate(DeliveryState, start=1))
STATE_CODES: Final = {state: code for code, state in STATES_BY_CODE.items()}
FIXED: Final = (
    "id", "received_at", "flags", "checksum", "seen", "delivery", "attempts", "id_reused",
)  # fmt: skip
PACKED: Final = ("user_id", "anonymous_id", "message_id")
TEXTS: Final = (
    *PACKED, "reason", "detail", "type", "name", "mapping", "warnings",
    "rules_version", "source", "settings", "envelope",
)  # fmt: skip
COLUMNS: Final = ", ".join((*FIXED, *TEXTS, "payload"))
INSERTED: Final = ("id", "received_at", "flags", "checksum", "delivery", *TEXTS, "payload")
CALL_ONLY: Final[Mapping[CallType | None, str]] = {
    None: "",
    **{call: f'{{"call":"{call.value}"}}' for call in CallType},
}
"""The text of an envelope that holds no more than the type that the path names."""
DAMAGED: Final = (
    "This row is damaged in the store: its checksum does not match, so what it shows may be wrong."
)

Texts = Sequence[bytes | None]


def cells_of(row_id: int, row: NewRow, cell: Callable[[bytes | None, int], Cell]) -> list[object]:
    """The values of `INSERTED`; `cell` says what is kept for a text that may be repeated."""
    texts = _texts_of(row)
    flags = KNOWN_USER * row.known_user | UNVERIFIED * row.unverified
    return [
        row_id,
        row.received_at_ms,
        flags,
        _checksum(row.received_at_ms, flags, texts, row.payload),
        None if row.delivery is None else STATE_CODES[row.delivery],
        *texts[: len(PACKED)],
        *(cell(text, row_id) for text in texts[len(PACKED) :]),
        row.payload,
    ]


class StoredCells:
    """One row of `COLUMNS` with its texts looked up by `body`.

    `sound` is whether the checksum holds; what cannot be read of a damaged row is left out.
    """

    __slots__ = ("_texts", "_values", "sound")

    def __init__(self, values: Sequence[Any], body: Callable[[int], bytes | None]) -> None:
        self._values = values
        found = [body(cell) if type(cell) is int else cell for cell in values[len(FIXED) : -1]]
        self._texts: Texts = [text if isinstance(text, bytes) else None for text in found]
        payload = values[-1]
        self.sound = isinstance(payload, bytes) and values[3] == _checksum(
            values[1], values[2], self._texts, payload
        )

    def row(self) -> LogRow:
        """The row as lists show it."""
        (row_id, received_at, flags, _checksum, seen, delivery, attempts, *_rest) = self._values
        user_id, anonymous_id, message_id, reason, detail, kind, name, *rest = self._texts
        mapping, warnings, rules_version, source, *_more = rest
        return LogRow(
            id=row_id,
            received_at_ms=_whole(received_at),
            reason=_reason(reason),
            detail=to_text(detail or b"") if self.sound else DAMAGED,
            type=_optional(kind),
            name=_optional(name),
            user_id=_optional_id(user_id),
            anonymous_id=_optional_id(anonymous_id),
            message_id=_optional_id(message_id),
            mapping=_mapping(mapping),
            warnings=_warnings(warnings),
            delivery=STATES_BY_CODE.get(delivery),
            attempts=_whole(attempts),
            seen=_whole(seen),
            rules_version=_optional(rules_version),
            source=to_text(source or b""),
            unverified=bool(_whole(flags) & UNVERIFIED),
        )

    def event(self) -> StoredEvent:
        """The row with what arrived."""
        payload = self._values[-1]
        settings, envelope = self._texts[-2:]
        return StoredEvent(
            row=self.row(),
            payload=payload if isinstance(payload, bytes) else b"",
            envelope=_envelope(envelope),
            known_user=bool(_whole(self._values[2]) & KNOWN_USER),
            settings=to_text(settings or b""),
            id_reused=bool(_whole(self._values[7])),
            damaged=not self.sound,
        )


def _texts_of(row: NewRow) -> Texts:
    mapping = f"{row.mapping.table}:{row.mapping.index}" if row.mapping else ""
    warnings = json.dumps(row.warnings) if row.warnings else ""
    return [
        *(None if one is None else pack_id(one) for one in _ids_of(row)),
        to_bytes(row.reason.value),
        _none_if_empty(row.detail),
        None if row.type is None else to_bytes(row.type),
        None if row.name is None else to_bytes(row.name),
        _none_if_empty(mapping),
        _none_if_empty(warnings),
        None if row.rules_version is None else to_bytes(row.rules_version),
        _none_if_empty(row.source),
        _none_if_empty(row.settings),
        _none_if_empty(_envelope_text(row.envelope)),
    ]


def _ids_of(row: NewRow) -> tuple[str | None, str | None, str | None]:
    return row.user_id, row.anonymous_id, row.message_id


def _none_if_empty(text: str) -> bytes | None:
    return to_bytes(text) if text else None


def _envelope_text(envelope: Envelope) -> str:
    if envelope.context is None and envelope.integrations is None:
        return CALL_ONLY[envelope.call]
    parts = {
        "call": envelope.call.value if envelope.call else None,
        "context": envelope.context,
        "integrations": envelope.integrations,
    }
    given = {name: value for name, value in parts.items() if value is not None}
    return json.dumps(given, separators=(",", ":"), default=_plain) if given else ""


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"an envelope cannot hold {type(value).__name__}")


def _checksum(received_at: object, flags: object, texts: Texts, payload: bytes) -> int:
    fixed = f"{received_at} {flags} ".encode()
    parts = b"\x1f".join([b"\x00" if text is None else text for text in texts])
    return zlib.crc32(payload, zlib.crc32(fixed + parts))


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _optional(text: bytes | None) -> str | None:
    return None if text is None else to_text(text)


def _optional_id(packed: bytes | None) -> str | None:
    return None if packed is None else unpack_id(packed)


def _reason(text: bytes | None) -> Reason:
    try:
        return Reason(to_text(text or b""))
    except ValueError:
        return Reason.INVALID_JSON


def _mapping(text: bytes | None) -> MappingRef | None:
    table, _, index = to_text(text or b"").partition(":")
    if table not in ("triggered_events", "page_urls") or not index.isdecimal():
        return None
    return MappingRef(cast(Table, table), int(index))


def _warnings(text: bytes | None) -> tuple[str, ...]:
    value = _json(text)
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _envelope(text: bytes | None) -> Envelope:
    value = _json(text)
    if not isinstance(value, dict):
        return Envelope()
    call, context, integrations = (value.get(n) for n in ("call", "context", "integrations"))
    return Envelope(
        call=CallType(call) if call in tuple(CallType) else None,
        context=context if isinstance(context, dict) else None,
        integrations=integrations if isinstance(integrations, dict) else None,
    )


def _json(text: bytes | None) -> Any:  # noqa: ANN401 - JSON is any
    try:
        return None if text is None else json.loads(text)
    except (ValueError, RecursionError):
        return None
