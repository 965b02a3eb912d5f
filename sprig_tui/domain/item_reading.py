"""One value of a body made into an item, with the bytes that the log may keep of it."""

from dataclasses import replace
from typing import Final

from sprig_tui.domain.event_reading import Reception, name_fields, read_event
from sprig_tui.domain.events import Envelope, Item, Rejection
from sprig_tui.domain.json_text import JsonText, JsonTextError, Parsed
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.redaction import keep_raw

_NO_ENVELOPE: Final = Envelope()


def read_item(
    text: JsonText,
    parsed: Parsed,
    *,
    envelope: Envelope,
    reception: Reception,
    max_bytes: int,
    place: str = "",
) -> Item:
    """The item of a value; `place` ("event 3 of 7") begins the detail of a rejection."""
    content = (
        _too_large(text.size(parsed), max_bytes)
        or rejection_of(parsed.problem)
        or read_event(parsed.value, envelope=envelope, reception=reception, flags=parsed.flags)
    )
    payload = text.raw(parsed)
    if isinstance(content, Rejection):
        payload = keep_raw(payload)
        if place:
            content = replace(content, detail=f"{place}: {content.detail}")
    return Item(payload, envelope, content)


def refuse_body(
    body: bytes, reason: Reason, detail: str, envelope: Envelope = _NO_ENVELOPE
) -> Item:
    """A whole body that is not taken; at most 4 KB of it are kept, its `writeKey` masked."""
    return Item(keep_raw(body), envelope, Rejection(reason, detail))


def rejection_of(problem: JsonTextError | None) -> Rejection | None:
    """A JSON problem as the decision's first step names it."""
    return Rejection(problem.reason, str(problem)) if problem is not None else None


def write_key_of(value: object) -> str | None:
    """The `writeKey` of a body, in whatever casing, if it is text."""
    if not isinstance(value, dict):
        return None
    key = value["writeKey"] if "writeKey" in value else name_fields(value).get("writeKey")
    return key if isinstance(key, str) and key else None


def _too_large(size: int, limit: int) -> Rejection | None:
    if size <= limit:
        return None
    return Rejection(Reason.TOO_LARGE, f"{size:,} B > {limit // 1024} KB")
