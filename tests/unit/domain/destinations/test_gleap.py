"""Requests, refusals and effects of kind `gleap`: facts.md, sections 6 and 6a."""

import pytest

from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.destinations.gleap import Gleap
from tests.factories import (
    LEFT_OUT,
    TIMESTAMP,
    Payload,
    delete,
    event_of,
    identify,
    page,
    screen,
    track,
)

GLEAP = Gleap()
HERE = "https://shop.example/here"
PAGE = {"page": {"url": HERE}}


def sent(payload: Payload, name: str | None = None) -> Payload:
    """The one event of the one request."""
    (request,) = GLEAP.requests(event_of(payload), name=name, endpoint="")
    assert (request.method, request.url) == ("POST", "https://api.gleap.io/admin/track")
    assert request.json is not None
    (event,) = request.json["events"]
    assert isinstance(event, dict)
    return event


@pytest.mark.parametrize(
    ("payload", "own"),
    [
        (track(properties={"a": {"b": 1}}), {"name": "Button Clicked", "data": {"a": {"b": 1}}}),
        (track(properties={}), {"name": "Button Clicked", "data": {}}),
        (track(properties=LEFT_OUT), {"name": "Button Clicked"}),
        (track(properties=None), {"name": "Button Clicked"}),
        (page(context=PAGE), {"name": "pageView", "data": {"page": HERE}}),
        (page(), {"name": "pageView", "data": {"page": "Pricing"}}),
        (page(name=LEFT_OUT), {"name": "pageView", "data": {}}),
        (screen("Home", context=PAGE), {"name": "pageView", "data": {"page": "Home"}}),
    ],
)
def test_events(payload: Payload, own: dict[str, object]) -> None:
    """A track with its properties as they came; pages and screens are page views."""
    assert sent(payload) == own | {"date": TIMESTAMP, "userId": "u-1"}


def test_a_mapping_renames_tracks_only() -> None:
    """Pages and screens are `pageView` whatever the mapping says, as in the action."""
    assert sent(track(), "cta")["name"] == "cta"
    assert sent(page(), "seen")["name"] == "pageView"
    assert sent(screen(), "seen")["name"] == "pageView"


def test_the_contact_goes_to_identify() -> None:
    """What is in it, test_gleap_contact says."""
    (request,) = GLEAP.requests(event_of(identify({})), name=None, endpoint="")
    assert (request.method, request.url) == ("POST", "https://api.gleap.io/admin/identify")
    assert request.json == {"userId": "u-1", "lastActivity": TIMESTAMP}


@pytest.mark.parametrize(
    ("user_id", "path"), [("u-1", "u-1"), ("a/b?c#d é", "a%2Fb%3Fc%23d%20%C3%A9"), (7, "7")]
)
def test_deletion(user_id: object, path: str) -> None:
    """The contact's address, whatever the user id holds."""
    (request,) = GLEAP.requests(event_of(delete(userId=user_id)), name=None, endpoint="")
    url = f"https://api.gleap.io/admin/contacts/{path}"
    assert request == OutgoingRequest("DELETE", url, None)


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        (track(), None),
        (track(timestamp=LEFT_OUT), "timestamp"),
        (track(timestamp="yesterday"), "timestamp"),
        (track(properties=[1]), "properties"),
        (track(properties=""), None),
        (track(context={"page": {"url": "/here"}}), "context.page.url"),
        (track(context={"page": {"url": {}}}), "context.page.url"),
        (track(context={"page": {"url": ""}}), None),
        (track(context="web"), None),
        (page(context=PAGE), None),
        (track(name={}), None),
        (page(name=["Pricing"]), "name"),
        (page(name=7), None),
        (page(timestamp=LEFT_OUT), "timestamp"),
        (screen(LEFT_OUT), None),
        (screen(event={}), "event"),
        (identify(), None),
        (identify(LEFT_OUT), None),
        (identify("gold"), "traits"),
        (identify({"email": "laura"}), "traits.email"),
        (identify({"email": ["a@b.example"]}), "traits.email"),
        (identify({"email": ""}), None),
        (identify({"phone": {}}), "traits.phone"),
        (identify({"phone": 49}), None),
        (identify({"plan": []}), "traits.plan"),
        (identify({"company": {"name": {}}}), "traits.company.name"),
        (identify({"company": "Acme"}), None),
        (identify(properties={"first_name": []}), "properties.first_name"),
        (identify(context={"locale": {}}), "context.locale"),
        (identify(context={"page": {"url": []}}), "context.page.url"),
        (identify(context={"page": {"url": "not a URI"}}), None),
        (identify(timestamp="yesterday"), "timestamp"),
        (identify(timestamp=LEFT_OUT), None),
        (delete(), None),
        (delete(userId=".."), "userId"),
    ],
)
def test_what_the_actions_refuse(payload: Payload, field: str | None) -> None:
    """facts.md, section 6a, field by field."""
    refusal = GLEAP.refusal(event_of(payload))
    assert (refusal and refusal.partition(":")[0]) == field


@pytest.mark.parametrize(
    ("payload", "name", "told"),
    [
        (track(), None, 0),
        (track(properties={str(key): key for key in range(10)}), None, 0),
        (track(properties={str(key): key for key in range(11)}), None, 1),
        (track("shop.order"), None, 1),
        (track("100 $"), None, 1),
        (track("shop.order"), "order", 0),
        (track("order"), "shop.order", 1),
        (track("a.b", properties={str(key): key for key in range(11)}), None, 2),
        (page(name="a.b"), None, 0),
        (page(), "seen", 1),
        (screen(), "seen", 1),
        (identify(), None, 0),
    ],
)
def test_gleaps_own_effects_are_shown(payload: Payload, name: str | None, told: int) -> None:
    """Ten metadata keys, hyphens for periods and dollar signs: it is sent as it is, and told."""
    assert len(GLEAP.warnings(event_of(payload), name)) == told


@pytest.mark.parametrize(
    ("name", "shown"), [("v1.$2", '"v1--2".'), ("." * 60, f'"{"-" * 60}".'), ("." * 61, '-…".')]
)
def test_the_name_is_shown_as_gleap_keeps_it(name: str, shown: str) -> None:
    """The beginning of a long one."""
    (told,) = GLEAP.warnings(event_of(track(name)), None)
    assert told.endswith(shown)
    assert len(told) < 140


def test_a_timestamp_that_is_hardly_meant_is_told() -> None:
    """It is sent all the same (reliability.md, section 3, row 39)."""
    assert len(GLEAP.warnings(event_of(track(timestamp="0001-01-01T00:00:00Z")), None)) == 1
