"""Gleap's admin API."""

import json

import pytest

from sprig_tui.domain.sandbox.gleap import GleapStandIn, contact_json
from sprig_tui.domain.sandbox.users import StoredEvent
from tests.unit.domain.sandbox.calls_made import subject

DATE = "2026-11-22T12:04:28.114Z"


def test_a_batch_of_events_reaches_its_contacts() -> None:
    gleap = GleapStandIn()
    events = [
        {"name": "A", "date": DATE, "data": {"x": 1}, "userId": "u"},
        {"name": "B", "date": DATE, "userId": "v"},
        {"date": DATE, "userId": "u"},
    ]
    assert gleap.track(subject({"events": events}), 4).status == 200
    assert list(gleap.contacts["u"].events) == [
        StoredEvent("A", DATE, 4, {"x": 1}),
        StoredEvent(None, DATE, 4),
    ]
    assert contact_json(gleap.contacts["v"]) == {
        "userId": "v",
        "contact": {},
        "events": [{"name": "B", "date": DATE, "data": None}],
        "eventCount": 1,
    }


def test_names_and_metadata_are_kept_as_gleap_keeps_them() -> None:
    gleap = GleapStandIn()
    data = {f"k{number}": number for number in range(12)}
    gleap.track(subject({"events": [{"name": "a.b$c", "data": data, "userId": "u"}]}), 1)
    event = gleap.contacts["u"].events[0]
    assert event.name == "a-b-c"
    assert event.data is not None
    assert list(event.data) == [f"k{number}" for number in range(10)]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (b"{", "invalid JSON at byte 1"),
        ({}, "events is required and must be a list"),
        ({"events": []}, "events is required and must be a list"),
        ({"events": [1]}, "events[0] must be an object"),
        (
            {"events": [{"userId": "u"}, {"name": "A"}]},
            "events[1].userId is required and must be text",
        ),
        ({"events": [{"userId": ""}]}, "events[0].userId is required and must be text"),
        ({"events": [{"userId": "u", "name": 1}]}, "events[0].name must be text"),
        ({"events": [{"userId": "u", "data": []}]}, "events[0].data must be an object"),
    ],
)
def test_a_bad_batch_is_refused_whole(value: object, problem: str) -> None:
    gleap = GleapStandIn()
    reply = gleap.track(subject(value), 1)
    assert (reply.status, json.loads(reply.body)) == (400, {"message": problem})
    assert not gleap.contacts


def test_a_contact_is_created_updated_and_deleted() -> None:
    gleap = GleapStandIn()
    assert gleap.identify(subject({"userId": "u", "email": "u@x.example", "a": 1}), 1).status == 200
    assert gleap.identify(subject({"userId": "u", "a": 2}), 2).status == 200
    assert gleap.contacts["u"].attributes == {"userId": "u", "email": "u@x.example", "a": 2}
    assert gleap.contacts["u"].email_address == "u@x.example"
    assert gleap.delete(subject(None, "/admin/contacts/u"), 3).status == 200
    assert not gleap.contacts


@pytest.mark.parametrize("value", [b"[]", {}, {"userId": ""}, {"userId": 1}])
def test_a_contact_needs_its_id(value: object) -> None:
    gleap = GleapStandIn()
    assert gleap.identify(subject(value), 1).status == 400
    assert not gleap.contacts


def test_a_token_that_comes_so_far_is_good() -> None:
    assert GleapStandIn().check(subject(None), 1).status == 200
