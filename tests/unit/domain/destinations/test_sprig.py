"""Requests of kind `sprig`: facts.md, section 5."""

import pytest

from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.destinations.sprig import Sprig
from tests.factories import (
    LEFT_OUT,
    RECEIVED_MS,
    TIMESTAMP,
    TIMESTAMP_MS,
    Payload,
    alias,
    delete,
    event_of,
    identify,
    page,
    track,
)

SPRIG = Sprig()
UNREADABLE = "2023-11-22T10:12:44.75705:30"


def sent(payload: Payload, name: str | None = None, received_at_ms: int | None = None) -> Payload:
    """The body of the one request to the users API."""
    event = event_of(payload, received_at_ms=received_at_ms)
    (request,) = SPRIG.requests(event, name=name, endpoint="")
    assert (request.method, request.url) == ("POST", "https://api.sprig.com/v2/users")
    return dict(request.json or {})


@pytest.mark.parametrize(
    ("traits", "body"),
    [
        ({"plan": {"tier": "pro"}}, {"attributes": {"plan.tier": "pro"}}),
        ({"tags": ["a", {"b": 1}]}, {"attributes": {"tags": ["a", {"b": 1}]}}),
        (
            {"email": "laura@shop.example"},
            {
                "attributes": {"email": "laura@shop.example"},
                "emailAddress": "laura@shop.example",
            },
        ),
        ({"email": 7}, {"attributes": {"email": 7}}),
        ({"email": ""}, {"attributes": {"email": ""}}),
        ({"email": {"work": "a@b.example"}}, {"attributes": {"email.work": "a@b.example"}}),
        ({}, {"attributes": {}}),
        (LEFT_OUT, {}),
        ("traits", {}),
    ],
)
def test_identify(traits: object, body: dict[str, object]) -> None:
    """Traits become attributes, flattened with dots; a string email goes as emailAddress too."""
    assert sent(identify(traits)) == {"userId": "u-1"} | body


def test_track() -> None:
    """One event in milliseconds, under the mapping's name or its own; nothing else is sent."""
    event = {"event": "Button Clicked", "timestamp": TIMESTAMP_MS}
    assert sent(track()) == {"userId": "u-1", "events": [event]}
    assert sent(track(), name="cta")["events"] == [event | {"event": "cta"}]


def test_page() -> None:
    """A `pageview`, unless the mapping names it."""
    event = {"event": "pageview", "timestamp": TIMESTAMP_MS}
    assert sent(page()) == {"userId": "u-1", "events": [event]}
    assert sent(page(), name="saw pricing")["events"] == [event | {"event": "saw pricing"}]


def test_alias() -> None:
    """Exactly an identify without the attributes."""
    assert sent(alias()) == {"userId": "u-1"}


def test_deletion() -> None:
    """The purge of the visitor."""
    (request,) = SPRIG.requests(event_of(delete()), name=None, endpoint="http://localhost:1")
    assert request == OutgoingRequest(
        "POST", "http://localhost:1/v2/purge/visitors", {"userIds": ["u-1"]}
    )


@pytest.mark.parametrize(
    ("timestamp", "received", "sent_ms", "warned"),
    [
        (TIMESTAMP, None, TIMESTAMP_MS, False),
        (TIMESTAMP, RECEIVED_MS, TIMESTAMP_MS, False),
        (UNREADABLE, RECEIVED_MS, RECEIVED_MS, True),
        (UNREADABLE, None, None, True),
        (7, RECEIVED_MS, RECEIVED_MS, True),
        (LEFT_OUT, RECEIVED_MS, RECEIVED_MS, False),
        (LEFT_OUT, None, None, False),
        (None, None, None, False),
    ],
)
def test_a_timestamp_that_cannot_be_read_becomes_the_time_of_receipt(
    timestamp: object, received: int | None, sent_ms: int | None, warned: bool
) -> None:
    """design.md, section 5; without a receipt it is left out."""
    payload = track(timestamp=timestamp)
    assert sent(payload, received_at_ms=received)["events"][0].get("timestamp") == sent_ms
    event = event_of(payload, received_at_ms=received)
    assert bool(SPRIG.warnings(event, None)) is warned


def test_traits_that_are_no_object_are_warned_of() -> None:
    """Classic refuses nothing, so the operator is told what is left out."""
    assert SPRIG.warnings(event_of(identify(["a"])), None) == (
        "The traits are not an object; no attributes are sent.",
    )
    for payload in (identify(), identify(LEFT_OUT), alias(traits=7), alias(timestamp=UNREADABLE)):
        assert SPRIG.warnings(event_of(payload), None) == ()


def test_it_refuses_no_field_that_came() -> None:
    """facts.md, section 6a speaks of the actions only."""
    for payload in (identify("traits"), track(timestamp=UNREADABLE), page(name={}), delete()):
        assert SPRIG.refusal(event_of(payload)) is None


def test_a_timestamp_that_is_hardly_meant_is_told() -> None:
    """It is sent all the same (reliability.md, section 3, row 39)."""
    assert len(SPRIG.warnings(event_of(track(timestamp="0001-01-01T00:00:00Z")), None)) == 1
