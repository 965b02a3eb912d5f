"""Segment calls and rules with sane defaults: the only place with literal payloads.

A keyword replaces or adds a field; `LEFT_OUT` takes one away.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sprig_tui.domain.events import Envelope, Event, Rejection
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.wire import reread

Payload = dict[str, Any]

LEFT_OUT: Final = object()
TIMESTAMP: Final = "2023-11-22T10:12:44.757Z"
TIMESTAMP_MS: Final = 1_700_647_964_757
RECEIVED_MS: Final = 1_700_650_000_123
USER: Final = "u-1"
BUTTON: Final = "Button Clicked"
PRICING: Final = "https://shop.example/pricing"
NO_ENVELOPE: Final = Envelope()
AUDIENCE: Final = "order_completed_last_30days"


def track(event: object = BUTTON, **fields: object) -> Payload:
    """A Track call; `registered()` has its event."""
    return _call({"type": "track", "event": event, "properties": {"plan": "pro"}}, fields)


def page(url: object = PRICING, **fields: object) -> Payload:
    """A Page call; `registered()` has its `properties.url`."""
    properties = _without_left_out({"title": "Pricing", "url": url})
    return _call({"type": "page", "name": "Pricing", "properties": properties}, fields)


def screen(name: object = "Home", **fields: object) -> Payload:
    """A Screen call."""
    return _call({"type": "screen", "name": name, "properties": {}}, fields)


def identify(traits: object = None, **fields: object) -> Payload:
    """An Identify call; `traits` of None are a name and an email address."""
    default = {"firstName": "Laura", "email": "laura@shop.example"}
    return _call({"type": "identify", "traits": default if traits is None else traits}, fields)


def alias(**fields: object) -> Payload:
    """An Alias call."""
    return _call({"type": "alias", "previousId": "a-1"}, fields)


def group(**fields: object) -> Payload:
    """A Group call."""
    return _call({"type": "group", "groupId": "g-1", "traits": {"name": "Acme"}}, fields)


def delete(**fields: object) -> Payload:
    """A deletion request."""
    return _call({"type": "delete"}, fields)


def audience(value: object, *, computation: str = "audience", key: str = AUDIENCE) -> Payload:
    """The Identify call that Engage sends for a user who enters or leaves an audience."""
    personas = {"computation_class": computation, "computation_key": key}
    return identify({AUDIENCE: value}, context={"personas": personas})


def event_of(
    payload: Payload, *, envelope: Envelope = NO_ENVELOPE, received_at_ms: int | None = None
) -> Event:
    """The event that a payload reads as."""
    content = content_of(payload, envelope=envelope, received_at_ms=received_at_ms)
    assert isinstance(content, Event), content
    return content


def content_of(
    payload: object, *, envelope: Envelope = NO_ENVELOPE, received_at_ms: int | None = None
) -> Event | Rejection:
    """What a payload reads as."""
    return reread(body(payload), envelope, received_at_ms=received_at_ms)


def body(payload: object) -> bytes:
    """A payload as a sender writes it."""
    return json.dumps(payload).encode()


def rules(kind: str = "sprig", /, **fields: object) -> Rules:
    """Rules of a configuration that registers nothing; keywords are fields of `RulesSource`."""
    return Rules(RulesSource.model_validate({"kind": kind} | fields))


def registered(kind: str = "sprig", /, **fields: object) -> Rules:
    """Rules that register the event of `track()` and the URL of `page()`."""
    tables: dict[str, Sequence[Mapping[str, object]]] = {
        "triggered_events": [{"event": BUTTON}],
        "page_urls": [{"url": PRICING, "match": "exactly"}],
    }
    return rules(kind, **(tables | fields))


def _call(defaults: Payload, fields: Mapping[str, object]) -> Payload:
    shared = {"messageId": "m-1", "userId": USER, "timestamp": TIMESTAMP}
    return _without_left_out(shared | defaults | dict(fields))


def _without_left_out(fields: Payload) -> Payload:
    return {name: value for name, value in fields.items() if value is not LEFT_OUT}
