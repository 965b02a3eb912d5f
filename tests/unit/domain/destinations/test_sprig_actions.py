"""Requests and refusals of kind `sprig_actions`: facts.md, sections 5 and 6a."""

import pytest

from sprig_tui.domain.destinations.sprig_actions import SprigActions
from tests.factories import (
    LEFT_OUT,
    TIMESTAMP_MS,
    Payload,
    event_of,
    identify,
    screen,
    track,
)

ACTIONS = SprigActions()


def sent(payload: Payload, name: str | None = None) -> Payload:
    """The body of the one request."""
    (request,) = ACTIONS.requests(event_of(payload), name=name, endpoint="")
    assert (request.method, request.url) == ("POST", "https://api.sprig.com/v2/users")
    return dict(request.json or {})


@pytest.mark.parametrize(
    ("traits", "body"),
    [
        ({"plan": {"tier": "pro"}, "n": None}, {"attributes": {"plan.tier": "pro", "n": None}}),
        ({"email": "a@b.example"}, {"attributes": {"email": "a@b.example"}}),
        ({}, {"attributes": {}}),
        (LEFT_OUT, {}),
        ("", {}),
    ],
)
def test_identify(traits: object, body: dict[str, object]) -> None:
    """No emailAddress; no traits means no attributes at all, {} stays {}."""
    assert sent(identify(traits)) == {"userId": "u-1"} | body


@pytest.mark.parametrize(
    ("payload", "name", "event"),
    [
        (track(), None, "Button Clicked"),
        (track(), "cta", "cta"),
        (screen("Home"), None, "Home"),
        (screen("Home"), "home seen", "home seen"),
    ],
)
def test_events(payload: Payload, name: str | None, event: str) -> None:
    """A screen is sent as a track event named by the screen (facts.md, section 1)."""
    assert sent(payload, name) == {
        "userId": "u-1",
        "events": [{"event": event, "timestamp": TIMESTAMP_MS}],
    }


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        (identify(), None),
        (identify(LEFT_OUT), None),
        (identify(timestamp="yesterday"), None),
        (identify([]), "traits"),
        (identify("gold"), "traits"),
        (track(), None),
        (track(timestamp=LEFT_OUT), "timestamp"),
        (track(timestamp=""), "timestamp"),
        (track(timestamp="2023-11-22T10:12:44.75705:30"), "timestamp"),
        (track(timestamp={"a": 1}), "timestamp"),
        (screen(), None),
        (screen(7), None),
        (screen(""), "name"),
        (screen(["Home"]), "name"),
    ],
)
def test_what_the_action_refuses(payload: Payload, field: str | None) -> None:
    """«A track without name or timestamp is refused», «traits must be an object»."""
    refusal = ACTIONS.refusal(event_of(payload))
    assert (refusal and refusal.partition(":")[0]) == field
    assert ACTIONS.warnings(event_of(payload), None) == ()


def test_a_timestamp_that_is_hardly_meant_is_told() -> None:
    """It is sent all the same (reliability.md, section 3, row 39)."""
    assert len(ACTIONS.warnings(event_of(track(timestamp="0001-01-01T00:00:00Z")), None)) == 1
