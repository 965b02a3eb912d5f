"""The forms in which an event can be copied, each a text that gives the same event again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.events import CallType
from sprig_tui.domain.settings import Kind
from sprig_tui.services.captures import capture_of
from sprig_tui.services.event_story import EventStory
from sprig_tui.services.literal_text import json_text, shell_word
from sprig_tui.services.payload_text import SECRET_FIELDS, mask_write_keys, readable_payload
from sprig_tui.services.sdk_calls import browser_call, node_call, python_call

KEY_HEADERS: Final[dict[Kind, str]] = {
    Kind.SPRIG: "Authorization: API-Key ",
    Kind.SPRIG_ACTIONS: "Authorization: Bearer ",
    Kind.GLEAP: "Api-Token: ",
}
"""How each kind of destination wants its key (design.md, section 6)."""
WRITE_KEY: Final = "$SEGMENT_WRITE_KEY"
API_KEY: Final = "$SPRIG_TUI_API_KEY"
TYPES: Final = frozenset(one.value for one in CallType)
JSON_TYPE: Final = "-H 'Content-Type: application/json'"

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CopyForm:
    """`name` chooses the form, `meaning` says in a few words what the text is.

    `text` is "" where this event cannot be written in the form.
    """

    name: str
    meaning: str
    text: str


def copy_forms(story: EventStory, address: str, *, receiver: str) -> tuple[CopyForm, ...]:
    """Every form of an event but its record, those left out that cannot hold it.

    `address` is the listener's `http://HOST:PORT`, `receiver` names the destination. No key is in
    any of them: the sender's is read from `$SEGMENT_WRITE_KEY`, the destination's from
    `$SPRIG_TUI_API_KEY` when the text is run.
    """
    captured = capture_of(story.stored)
    event = None if captured is None else without_write_key(captured)
    call = event if event is not None and _names_call(event) else None
    requests = story.explanation.requests
    forms = (
        CopyForm("payload", "the payload as JSON", readable_payload(story.stored.payload)),
        CopyForm("curl", "curl to this listener", _of(call, address, listener_curl)),
        CopyForm("node", "Node SDK call", _of(call, address, node_call)),
        CopyForm("python", "Python SDK call", _of(call, address, python_call)),
        CopyForm("browser", "browser SDK call", _of(call, address, browser_call)),
        CopyForm("batch", "Segment batch body", "" if event is None else batch_body([event])),
        CopyForm("gets", f"what {receiver} gets, as JSON", _bodies(requests)),
        CopyForm("send", f"curl to {receiver}", destination_curl(requests, story.rules.kind)),
    )
    return tuple(form for form in forms if form.text)


def without_write_key(event: Fields) -> dict[str, Any]:
    """The event without the sender's key, which is masked and goes in a header anyway."""
    return {name: value for name, value in event.items() if name.lower() not in SECRET_FIELDS}


def listener_curl(event: Fields, address: str) -> str:
    """A command for a POSIX shell that sends the event to the listener."""
    type_ = str(event["type"])
    path, body = f"/v1/{type_}", json_text(event)
    if type_ == "delete":
        path, body = "/v1/batch", batch_body([event])
    return (
        f'curl -sS -g -u "{WRITE_KEY}:" {shell_word(address + path)} \\\n'
        f"  {JSON_TYPE} \\\n  --data-raw {shell_word(body)}\n"
    )


def destination_curl(requests: Sequence[OutgoingRequest], kind: Kind) -> str:
    """Commands for a POSIX shell that send the requests to the destination, one after the other."""
    return "".join(_request_curl(request, kind) for request in requests)


def batch_body(events: Sequence[Fields]) -> str:
    """The body of a request to `/v1/batch`."""
    return json_text({"batch": list(events)}, indent=2)


def _names_call(event: Fields) -> bool:
    return isinstance(event.get("type"), str) and event["type"] in TYPES


def _request_curl(request: OutgoingRequest, kind: Kind) -> str:
    lines = [
        f"curl -sS -g -X {request.method} {shell_word(request.url)}",
        f'-H "{KEY_HEADERS[kind]}{API_KEY}"',
    ]
    if request.json is not None:
        lines += [JSON_TYPE, f"--data-raw {shell_word(json_text(request.json))}"]
    return " \\\n  ".join(lines) + "\n"


def _bodies(requests: Sequence[OutgoingRequest]) -> str:
    if not requests:
        return ""
    return json_text([mask_write_keys(request.json) for request in requests], indent=2)


def _of(event: Fields | None, address: str, write: Callable[[Fields, str], str]) -> str:
    return "" if event is None else write(event, address)
