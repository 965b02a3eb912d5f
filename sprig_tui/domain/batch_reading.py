"""Bodies that hold many events: batches of the Tracking API and arrays of the Webhooks destination.

The forms are facts.md, section 3; what is refused whole and what one by one, reliability.md,
section 3. Functions whose name ends in `_steps` are generators that return their result and yield
None after every 50 events, so that a long body never holds an event loop.
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sprig_tui.domain.event_reading import Reception, name_fields
from sprig_tui.domain.events import (
    MAX_BATCH_EVENTS,
    MAX_EVENT_BYTES,
    Envelope,
    Item,
    JsonObject,
    Rejection,
)
from sprig_tui.domain.item_reading import read_item, refuse_body, write_key_of
from sprig_tui.domain.json_elements import SLICE, Members, read_array, read_members
from sprig_tui.domain.json_text import JsonText, JsonTextError, Parsed
from sprig_tui.domain.reasons import Reason

MAX_WEBHOOK_EVENT_BYTES: Final = 512 * 1024
MAX_WEBHOOK_BYTES: Final = 16 * 1024 * 1024
MAX_WEBHOOK_NODES: Final = 2_000_000


@dataclass(frozen=True, slots=True)
class Batch:
    """The events of one body in order, each bad one an item whose content is a Rejection.

    `refusal` stands for the whole body when nothing of it may be taken; `items` is empty then.
    `is_array` tells that the body was an array, `first` the exact bytes of its first element (what
    X-Signature covers).
    """

    items: Sequence[Item] = ()
    write_key: str | None = None
    refusal: Item | None = None
    is_array: bool = False
    first: bytes | None = None


def batch_steps(body: bytes, reception: Reception) -> Generator[None, None, Batch]:
    """The events of a `/v1/batch` body of at most 500 KB, its context and integrations merged in.

    An event over 32 KB refuses the whole; events past the 2,500th become one rejection.
    """
    try:
        text = JsonText(body)
        members = yield from scan_batch(text)
    except JsonTextError as error:
        return Batch(refusal=refuse_body(body, error.reason, str(error)))
    named = name_fields(members)
    fields = {name: member.value for name, member in named.items() if isinstance(member, Parsed)}
    write_key = write_key_of(fields)
    elements = named.get("batch")
    fault = _find_fault(text, elements, members)
    if fault is not None or not isinstance(elements, list):
        fault = fault or Rejection(Reason.NOT_AN_OBJECT, "batch is not a list")
        return Batch(write_key=write_key, refusal=refuse_body(body, fault.reason, fault.detail))
    items = yield from _item_steps(
        text,
        elements[:MAX_BATCH_EVENTS],
        envelope=Envelope(
            context=_object(fields, "context"), integrations=_object(fields, "integrations")
        ),
        reception=reception,
        max_bytes=MAX_EVENT_BYTES,
    )
    excess = len(elements) - MAX_BATCH_EVENTS
    if excess > 0:
        detail = f"{excess:,} over the {MAX_BATCH_EVENTS:,} limit"
        items.append(Item(b"", Envelope(), Rejection(Reason.BATCH_LIMIT, detail)))
    return Batch(items, write_key)


def webhook_steps(body: bytes, reception: Reception) -> Generator[None, None, Batch]:
    """The events of a webhook's body of at most 16 MB: one object, or an array of them."""
    try:
        text = JsonText(body)
        elements, is_array = yield from _scan_webhook(text)
    except JsonTextError as error:
        return Batch(refusal=refuse_body(body, error.reason, str(error)))
    if not elements:
        refusal = refuse_body(body, Reason.NOT_AN_OBJECT, "the array is empty")
        return Batch(refusal=refusal, is_array=True)
    items = yield from _item_steps(
        text,
        elements,
        envelope=Envelope(),
        reception=reception,
        max_bytes=MAX_WEBHOOK_EVENT_BYTES,
    )
    first = text.raw(elements[0]) if is_array else None
    return Batch(items, is_array=is_array, first=first)


def scan_batch(text: JsonText) -> Generator[None, None, Members]:
    """The members of a batch body, the list under `batch` as its elements.

    Raises:
        JsonTextError: the body is not JSON, or not an object.
    """
    start = text.after_space(0)
    if text.mark(start) != "{":
        text.sole_value()
        raise JsonTextError(Reason.NOT_AN_OBJECT, "not an object")
    members, end = yield from read_members(text, start, streamed="batch")
    text.expect_end(end)
    return members


def _scan_webhook(text: JsonText) -> Generator[None, None, tuple[list[Parsed], bool]]:
    start = text.after_space(0)
    if text.mark(start) != "[":
        return [text.sole_value()], False
    if text.text.count(",") + text.text.count("[") + text.text.count("{") > MAX_WEBHOOK_NODES:
        raise JsonTextError(Reason.TOO_LARGE, f"more than {MAX_WEBHOOK_NODES:,} values")
    elements, end = yield from read_array(text, start)
    text.expect_end(end)
    return elements, True


def _item_steps(
    text: JsonText,
    elements: Sequence[Parsed],
    *,
    envelope: Envelope,
    reception: Reception,
    max_bytes: int,
) -> Generator[None, None, list[Item]]:
    items: list[Item] = []
    for number, element in enumerate(elements, start=1):
        items.append(
            read_item(
                text,
                element,
                envelope=envelope,
                reception=reception,
                max_bytes=max_bytes,
                place=f"event {number} of {len(elements)}" if len(elements) > 1 else "",
            )
        )
        if number % SLICE == 0:
            yield
    return items


def _find_fault(
    text: JsonText, elements: list[Parsed] | Parsed | None, members: Members
) -> Rejection | None:
    """Why nothing of a batch may be taken."""
    if elements is None:
        return Rejection(Reason.NOT_AN_OBJECT, "batch is missing")
    if not elements:
        return Rejection(Reason.NOT_AN_OBJECT, "batch is empty")
    for member in members.values():
        if isinstance(member, Parsed) and member.problem is not None:
            return Rejection(member.problem.reason, str(member.problem))
    if isinstance(elements, list):
        for number, element in enumerate(elements[:MAX_BATCH_EVENTS], start=1):
            if text.size(element) > MAX_EVENT_BYTES:
                detail = f"event {number} of {len(elements)} too large"
                return Rejection(Reason.TOO_LARGE, detail)
    return None


def _object(fields: dict[str, Any], name: str) -> JsonObject | None:
    value = fields.get(name)
    return value if isinstance(value, dict) else None
