"""A value becomes an event, or a rejection with the first reason that applies."""

import hashlib
from typing import Any

import pytest

from sprig_tui.domain.event_reading import (
    ID_ADDED,
    LONG_ID,
    TYPE_DIFFERS,
    Reception,
    name_fields,
    read_event,
)
from sprig_tui.domain.events import CallType, Envelope, Event, Rejection
from sprig_tui.domain.reasons import Reason
from tests.factories import (
    BUTTON,
    LEFT_OUT,
    PRICING,
    RECEIVED_MS,
    TIMESTAMP,
    USER,
    alias,
    delete,
    group,
    identify,
    page,
    screen,
    track,
)

NO_ENVELOPE = Envelope()
RECEIVED = Reception(RECEIVED_MS)
ODD_TYPES: tuple[object, ...] = ("foo", "Track", 7, [], {}, False)


def read(value: object, envelope: Envelope = NO_ENVELOPE) -> Event | Rejection:
    return read_event(value, envelope=envelope, reception=RECEIVED)


def event(value: object, envelope: Envelope = NO_ENVELOPE) -> Event:
    content = read(value, envelope)
    assert isinstance(content, Event), content
    return content


def rejection(value: object, envelope: Envelope = NO_ENVELOPE) -> Rejection:
    content = read(value, envelope)
    assert isinstance(content, Rejection), content
    return content


@pytest.mark.parametrize(
    ("value", "call", "name", "url"),
    [
        (identify(), CallType.IDENTIFY, None, None),
        (track(), CallType.TRACK, BUTTON, None),
        (page(), CallType.PAGE, "Pricing", PRICING),
        (page(url=LEFT_OUT), CallType.PAGE, "Pricing", None),
        (page(url=7), CallType.PAGE, "Pricing", None),
        (page(properties=None, name=""), CallType.PAGE, None, None),
        (screen(), CallType.SCREEN, "Home", None),
        (group(name="never"), CallType.GROUP, None, None),
        (alias(), CallType.ALIAS, None, None),
        (delete(), CallType.DELETE, None, None),
        (track(properties={"url": PRICING}), CallType.TRACK, BUTTON, None),
    ],
)
def test_each_type_is_read(
    value: dict[str, Any], call: CallType, name: str | None, url: str | None
) -> None:
    read_as = event(value)
    assert (read_as.type, read_as.name, read_as.url) == (call, name, url)
    assert (read_as.user_id, read_as.message_id) == (USER, "m-1")
    assert (read_as.received_at_ms, read_as.warnings) == (RECEIVED_MS, ())
    assert read_as.value == value


@pytest.mark.parametrize(
    ("value", "reason", "detail"),
    [
        (None, Reason.NOT_AN_OBJECT, "not an object"),
        (3, Reason.NOT_AN_OBJECT, "not an object"),
        ([track()], Reason.NOT_AN_OBJECT, "not an object"),
        (track(type=LEFT_OUT), Reason.MISSING_TYPE, "no type"),
        (track(type=None), Reason.MISSING_TYPE, "no type"),
        (track(type=""), Reason.MISSING_TYPE, "no type"),
        *(
            (track(type=kind), Reason.UNKNOWN_TYPE, "the type is none of Segment's call types")
            for kind in ODD_TYPES
        ),
        (track(event=LEFT_OUT), Reason.MISSING_EVENT, "no event name"),
        (track(event=None), Reason.MISSING_EVENT, "no event name"),
        (track(event=""), Reason.MISSING_EVENT, "no event name"),
        (track(event={"a": 1}), Reason.MISSING_EVENT, "no event name"),
        *(
            (
                track(userId=user, anonymousId=anonymous),
                Reason.NO_USER_OR_ANONYMOUS_ID,
                "neither userId nor anonymousId",
            )
            for user in (LEFT_OUT, None, "")
            for anonymous in (LEFT_OUT, None, "", {"a": 1})
        ),
        (track(userId={"id": 1}), Reason.BAD_USER_ID, "userId is an object"),
        (track(userId={}, anonymousId="a"), Reason.BAD_USER_ID, "userId is an object"),
        (track(userId=["u"]), Reason.BAD_USER_ID, "userId is a list"),
        (track(userId="u" * 1_025), Reason.BAD_USER_ID, "userId has over 1,024 characters"),
        (track(type=None, event=None, userId=None), Reason.MISSING_TYPE, "no type"),
        (track(event=None, userId=None), Reason.MISSING_EVENT, "no event name"),
    ],
)
def test_the_first_reason_of_the_design_counts(value: object, reason: Reason, detail: str) -> None:
    rejected = rejection(value)
    assert (rejected.reason, rejected.detail) == (reason, detail)


def test_a_rejection_keeps_what_could_be_read() -> None:
    rejected = rejection(track(type="foo", anonymousId="a-1"))
    assert (rejected.type, rejected.name, rejected.user_id) == ("foo", BUTTON, USER)
    assert (rejected.anonymous_id, rejected.message_id) == ("a-1", "m-1")
    assert rejection(track(type="x" * 1_000)).type == "x" * 64
    assert rejection(track(userId="u" * 2_000)).user_id is None
    assert rejection(track(type=7)).type is None


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (123, "123"),
        (0, "0"),
        (1.5, "1.5"),
        (2.0, "2"),
        (1e21, "1e+21"),
        (True, "true"),
        (False, "false"),
    ],
)
def test_numbers_and_booleans_are_taken_as_text(given: object, text: str) -> None:
    read_as = event(track(userId=given, anonymousId=given, event=given))
    assert (read_as.user_id, read_as.anonymous_id, read_as.name) == (text, text, text)
    assert sorted(read_as.warnings) == [
        "anonymousId taken as text",
        "event taken as text",
        "userId taken as text",
    ]
    assert read_as.value["userId"] is given


def test_a_user_id_of_1024_characters_is_fine() -> None:
    assert event(track(userId="u" * 1_024)).user_id == "u" * 1_024


def test_an_anonymous_id_that_is_no_text_is_absent() -> None:
    read_as = event(track(anonymousId=["a"]))
    assert (read_as.anonymous_id, read_as.warnings) == (None, ("anonymousId is not text",))


@pytest.mark.parametrize("given", [LEFT_OUT, None, "", 7, ["m"], {"m": 1}])
def test_an_event_without_an_id_gets_one(given: object) -> None:
    value = track(messageId=given)
    assert event(value).message_id is None
    assert event(value).warnings == (ID_ADDED,)
    made = Reception(RECEIVED_MS, make_id=lambda: "made")
    assert read_event(value, envelope=NO_ENVELOPE, reception=made).message_id == "made"


def test_a_long_message_id_is_known_by_its_hash() -> None:
    assert event(track(messageId="m" * 100)).message_id == "m" * 100
    read_as = event(track(messageId="m" * 101))
    assert read_as.message_id == "sha256:" + hashlib.sha256(b"m" * 101).hexdigest()
    assert read_as.warnings == (LONG_ID,)


@pytest.mark.parametrize("given", [LEFT_OUT, None, ""])
def test_a_missing_timestamp_is_the_time_of_receipt(given: object) -> None:
    value = track(timestamp=given)
    assert event(value).value["timestamp"] == "2023-11-22T10:46:40.123Z"
    for reception in (Reception(RECEIVED_MS, fill_timestamp=False), Reception(None)):
        unfilled = read_event(value, envelope=NO_ENVELOPE, reception=reception)
        assert isinstance(unfilled, Event)
        assert unfilled.value.get("timestamp") in (None, "")


@pytest.mark.parametrize("given", [TIMESTAMP, "yesterday", -1, 0, "2023-11-22T10:12:44.75705:30"])
def test_a_timestamp_is_left_as_it_came(given: object) -> None:
    assert event(track(timestamp=given)).value["timestamp"] == given


def test_field_names_are_read_in_any_casing() -> None:
    odd = {
        "TYPE": "track",
        "Event": BUTTON,
        "userID": USER,
        "MessageId": "m-2",
        "Context": {"IP": "x"},
    }
    read_as = event(odd)
    assert (read_as.name, read_as.user_id, read_as.message_id) == (BUTTON, USER, "m-2")
    assert set(read_as.value) == {"type", "event", "userId", "messageId", "context", "timestamp"}
    assert read_as.value["context"] == {"IP": "x"}


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"userId": "a", "UserID": "b"}, {"userId": "a", "UserID": "b"}),
        ({"UserID": "b", "userId": "a"}, {"UserID": "b", "userId": "a"}),
        ({"UserID": "b", "USERID": "c"}, {"userId": "b", "USERID": "c"}),
        ({"userId": None, "UserID": "b"}, {"userId": None, "UserID": "b"}),
        ({"custom": 1, "_metadata": {}}, {"custom": 1, "_metadata": {}}),
        ({}, {}),
    ],
)
def test_an_exact_name_comes_before_an_odd_one(
    given: dict[str, object], named: dict[str, object]
) -> None:
    assert name_fields(given) == named


def test_unknown_fields_are_kept_and_the_value_given_is_not_changed() -> None:
    value = track(timestamp=LEFT_OUT, custom={"deep": [1]}, writeKey="wk")
    before = dict(value)
    assert event(value).value["custom"] == {"deep": [1]}
    assert value == before


@pytest.mark.parametrize(
    ("kind", "warnings"),
    [(LEFT_OUT, ()), ("track", ()), ("page", (TYPE_DIFFERS,)), (7, (TYPE_DIFFERS,))],
)
def test_the_type_in_the_path_counts(kind: object, warnings: tuple[str, ...]) -> None:
    read_as = event(track(type=kind), Envelope(call=CallType.TRACK))
    assert (read_as.type, read_as.value["type"]) == (CallType.TRACK, "track")
    assert read_as.warnings == warnings


@pytest.mark.parametrize(
    ("own", "merged"),
    [
        (LEFT_OUT, {"ip": "1", "library": {"name": "batch"}}),
        (None, {"ip": "1", "library": {"name": "batch"}}),
        ({}, {"ip": "1", "library": {"name": "batch"}}),
        ({"ip": None}, {"ip": None, "library": {"name": "batch"}}),
        ({"library": {}, "a": 1}, {"ip": "1", "library": {}, "a": 1}),
        ("odd", "odd"),
    ],
)
def test_the_item_wins_over_its_batch_key_by_key(own: object, merged: object) -> None:
    shared = {"ip": "1", "library": {"name": "batch"}}
    envelope = Envelope(context=shared, integrations=shared)
    read_as = event(track(context=own, integrations=own), envelope)
    assert read_as.value["context"] == merged
    assert read_as.value["integrations"] == merged
    assert shared == {"ip": "1", "library": {"name": "batch"}}


def test_flags_of_the_json_come_first() -> None:
    content = read_event(
        track(messageId=None), envelope=NO_ENVELOPE, reception=RECEIVED, flags=("big integer",)
    )
    assert content.warnings == ("big integer", ID_ADDED)
    bad = read_event(3, envelope=NO_ENVELOPE, reception=RECEIVED, flags=("big integer",))
    assert bad.warnings == ("big integer",)
