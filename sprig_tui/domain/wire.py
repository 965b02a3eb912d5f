"""Bodies as Segment sends them, read into items with their exact bytes (facts.md, section 3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sprig_tui.domain.batch_reading import batch_steps, scan_batch
from sprig_tui.domain.event_reading import Reception, name_fields, read_event
from sprig_tui.domain.events import MAX_EVENT_BYTES, CallType, Envelope, Event, Item, Rejection
from sprig_tui.domain.item_reading import read_item, refuse_body, write_key_of
from sprig_tui.domain.json_elements import finish
from sprig_tui.domain.json_text import JsonText, JsonTextError, read_json


@dataclass(slots=True)
class Single:
    """One event's item, and the `writeKey` that its body carries."""

    item: Item
    write_key: str | None = None


def read_single(body: bytes, *, call: CallType | None, reception: Reception) -> Single:
    """The one event of a body, at most 32 KB; `call` is the type that the path names."""
    envelope = Envelope(call=call)
    try:
        text = JsonText(body)
        parsed = text.sole_value()
    except JsonTextError as error:
        return Single(refuse_body(body, error.reason, str(error), envelope))
    item = read_item(
        text, parsed, envelope=envelope, reception=reception, max_bytes=MAX_EVENT_BYTES
    )
    return Single(item, write_key_of(parsed.value))


def read_one(
    body: bytes,
    *,
    call: CallType | None,
    received_at_ms: int | None,
    fill_timestamp: bool = True,
    make_id: Callable[[], str] | None = None,
) -> Item:
    """The one event of a body, for callers that look at no key; times are Unix milliseconds."""
    reception = Reception(received_at_ms, fill_timestamp, make_id)
    return read_single(body, call=call, reception=reception).item


def read_line(
    body: bytes,
    *,
    received_at_ms: int | None,
    fill_timestamp: bool = True,
    make_id: Callable[[], str] | None = None,
) -> Sequence[Item]:
    """The items of a line of a capture: a batch body's when it has a `batch` list, else one."""
    reception = Reception(received_at_ms, fill_timestamp, make_id)
    if _has_batch(body):
        batch = finish(batch_steps(body, reception))
        return batch.items if batch.refusal is None else (batch.refusal,)
    return (read_single(body, call=None, reception=reception).item,)


def reread(payload: bytes, envelope: Envelope, *, received_at_ms: int | None) -> Event | Rejection:
    """What was decided, from what the log stores of an item; no size limit applies any more.

    Of a rejection the log keeps at most 4 KB with its key masked: that reads as a rejection again,
    but not always for the reason that its row names.
    """
    try:
        parsed = read_json(payload)
    except JsonTextError as error:
        return Rejection(error.reason, str(error))
    reception = Reception(received_at_ms)
    return read_event(parsed.value, envelope=envelope, reception=reception, flags=parsed.flags)


def _has_batch(body: bytes) -> bool:
    if b'"batch"' not in body.lower():
        return False
    try:
        members = finish(scan_batch(JsonText(body)))
    except JsonTextError:
        return False
    return isinstance(name_fields(members).get("batch"), list)
