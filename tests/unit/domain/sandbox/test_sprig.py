"""Sprig's public API."""

import json

import pytest

from sprig_tui.domain.sandbox.replies import Reply
from sprig_tui.domain.sandbox.sprig import SprigStandIn
from sprig_tui.domain.sandbox.users import StoredEvent
from tests.unit.domain.sandbox.calls_made import subject


def said(reply: Reply) -> dict[str, object]:
    value: dict[str, object] = json.loads(reply.body)
    return value


def test_a_user_is_created_and_updated() -> None:
    sprig = SprigStandIn()
    first = {"userId": "u", "attributes": {"plan": "pro", "a": 1}, "emailAddress": "u@x.example"}
    assert sprig.upsert(subject(first), 1).status == 202
    assert sprig.upsert(subject({"userId": "u", "attributes": {"a": [2]}}), 2).status == 202
    user = sprig.users["u"]
    assert user.attributes == {"plan": "pro", "a": [2]}
    assert user.email_address == "u@x.example"


def test_events_keep_the_order_of_their_arrival_and_their_request() -> None:
    sprig = SprigStandIn()
    sprig.upsert(subject({"userId": "u", "events": [{"event": "B", "timestamp": 2}]}), 1)
    sprig.upsert(subject({"userId": "u", "events": [{"event": "A"}, {"event": "C"}]}), 2)
    assert list(sprig.users["u"].events) == [
        StoredEvent("B", 2, 1),
        StoredEvent("A", None, 2),
        StoredEvent("C", None, 2),
    ]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (b"{", "invalid JSON at byte 1"),
        ({}, "userId is required and must be text"),
        ({"userId": ""}, "userId is required and must be text"),
        ({"userId": 7}, "userId is required and must be text"),
        ({"userId": "u", "attributes": []}, "attributes must be an object"),
        ({"userId": "u", "emailAddress": 1}, "emailAddress must be text"),
        ({"userId": "u", "events": {}}, "events must be a list"),
        ({"userId": "u", "events": [1]}, "events[0].event is required and must be text"),
        (
            {"userId": "u", "events": [{"event": "A"}, {"event": "B", "timestamp": "x"}]},
            "events[1].timestamp must be a whole number of milliseconds",
        ),
        (
            {"userId": "u", "events": [{"event": "A", "timestamp": True}]},
            "events[0].timestamp must be a whole number of milliseconds",
        ),
    ],
)
def test_a_bad_request_is_refused_whole(value: object, problem: str) -> None:
    sprig = SprigStandIn()
    reply = sprig.upsert(subject(value), 1)
    assert (reply.status, said(reply)) == (400, {"message": problem})
    assert not sprig.users


def test_a_user_is_shown_with_its_events() -> None:
    sprig = SprigStandIn()
    sprig.upsert(subject({"userId": "u", "events": [{"event": "A", "timestamp": 1}]}), 1)
    reply = sprig.show(subject(None, "/v2/users/u"), 2)
    assert reply.status == 200
    assert said(reply) == {
        "userId": "u",
        "emailAddress": None,
        "attributes": {},
        "events": [{"event": "A", "timestamp": 1}],
        "eventCount": 1,
    }


@pytest.mark.parametrize("path", ["/v2/users/nobody", "/v2/users/"])
def test_an_unknown_user_is_not_found(path: str) -> None:
    assert SprigStandIn().show(subject(None, path), 1).status == 404


def test_purged_users_are_gone() -> None:
    sprig = SprigStandIn()
    sprig.upsert(subject({"userId": "u"}), 1)
    assert sprig.purge(subject({"userIds": ["u", "v"]}), 2).status == 202
    assert not sprig.users


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (b"", "the body is missing or over 1 MB"),
        ({}, "userIds is required and must be a list"),
        ({"userIds": "u"}, "userIds is required and must be a list"),
        ({"userIds": []}, "userIds is required and must be a list"),
        ({"userIds": ["u"] * 101}, "userIds may have at most 100 ids"),
        ({"userIds": ["u", 1]}, "userIds must hold text"),
    ],
)
def test_a_bad_purge_deletes_nobody(value: object, problem: str) -> None:
    sprig = SprigStandIn()
    sprig.upsert(subject({"userId": "u"}), 1)
    reply = sprig.purge(subject(value), 2)
    assert (reply.status, said(reply)) == (400, {"message": problem})
    assert list(sprig.users) == ["u"]
