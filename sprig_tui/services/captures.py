"""Captures: events as Segment sends them, one a line, to be kept and sent again."""

from collections.abc import AsyncIterator, Iterator
from typing import Any, Final

from sprig_tui.domain.json_text import JsonTextError, read_json
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.query import Query
from sprig_tui.ports import LogReader
from sprig_tui.services.payload_text import mask_write_keys

PAGE: Final = 200

CapturedEvent = dict[str, Any]


class CaptureError(ValueError):
    """A text that holds no events; `str()` is one sentence that says what it is instead."""


def events_in(text: bytes) -> Iterator[CapturedEvent]:
    """The events of one JSON text: an event, an array of them, or a batch body.

    What a batch says of context and integrations is put into its events, whose own fields win.

    Raises:
        CaptureError: it is no JSON, or no event.
    """
    try:
        value = read_json(text).value
    except JsonTextError as error:
        raise CaptureError(f"it is not JSON: {error}") from None
    batch = value.get("batch") if isinstance(value, dict) else value
    if isinstance(batch, list):
        shared = value if isinstance(value, dict) else {}
        for element in batch:
            yield _event(element, shared)
    else:
        yield _event(value, {})


def capture_of(stored: StoredEvent) -> CapturedEvent | None:
    """A stored event as it can be sent again, write keys masked; None if what came is no event."""
    envelope = stored.envelope
    shared = {"context": envelope.context, "integrations": envelope.integrations}
    try:
        event = _event(read_json(stored.payload).value, shared)
    except (CaptureError, JsonTextError):
        return None
    if envelope.call is not None:
        event["type"] = envelope.call.value
    masked: CapturedEvent = mask_write_keys(event)
    return masked


async def captures(
    reader: LogReader, query: Query | None = None
) -> AsyncIterator[list[CapturedEvent]]:
    """Pages of every stored event that matches, oldest first, as it can be sent again.

    Raises:
        StoreUnavailableError: the log cannot be read.
    """
    after = 0
    while rows := await reader.rows(query=query, after=after, limit=PAGE):
        stored = await reader.events([row.id for row in rows])
        yield [event for one in stored if (event := capture_of(one)) is not None]
        after = rows[-1].id


def _event(value: object, shared: CapturedEvent) -> CapturedEvent:
    if not isinstance(value, dict):
        raise CaptureError("an event is a JSON object, and this is none")
    if "outcome" in value and "rules_version" in value:
        message = "it is a record, which does not hold the event: use events export --events"
        raise CaptureError(message)
    event = dict(value)
    for name in ("context", "integrations"):
        given, own = shared.get(name), value.get(name, {})
        if isinstance(given, dict) and given and isinstance(own, dict):
            event[name] = {**given, **own}
    return event
