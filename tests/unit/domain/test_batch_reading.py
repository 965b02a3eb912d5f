"""Batches and webhook arrays: what is taken one by one, what refuses the whole."""

import json
from collections.abc import Sequence

import pytest

from sprig_tui.domain.batch_reading import (
    MAX_WEBHOOK_NODES,
    Batch,
    batch_steps,
    scan_batch,
    webhook_steps,
)
from sprig_tui.domain.event_reading import Reception
from sprig_tui.domain.events import Envelope, Event, Item, Rejection
from sprig_tui.domain.json_elements import finish
from sprig_tui.domain.json_text import JsonText, JsonTextError
from sprig_tui.domain.reasons import Reason
from tests.factories import BUTTON, body, identify, track

RECEIVED = Reception(1)


def batch(value: object) -> Batch:
    return finish(batch_steps(body(value), RECEIVED))


def webhook(value: object) -> Batch:
    return finish(webhook_steps(body(value), RECEIVED))


def reasons(items: Sequence[Item]) -> list[Reason | None]:
    return [item.content.reason if isinstance(item.content, Rejection) else None for item in items]


def refused(result: Batch) -> tuple[Reason, str]:
    assert result.items == ()
    assert result.refusal is not None
    assert isinstance(result.refusal.content, Rejection)
    return result.refusal.content.reason, result.refusal.content.detail


def test_every_event_keeps_its_bytes_whatever_its_place_in_the_body() -> None:
    first, second = b'{ "type" : "track","event":"A","userId":"u" }', body(identify())
    text = b'{"batch" : [' + first + b" , " + second + b'] , "writeKey":"wk","context":{"ip":"1"}}'
    result = finish(batch_steps(text, RECEIVED))
    assert [item.payload for item in result.items] == [first, second]
    assert result.write_key == "wk"
    for item in result.items:
        assert item.envelope == Envelope(context={"ip": "1"})
        assert isinstance(item.content, Event)
        assert item.content.value["context"] == {"ip": "1"}


def test_names_of_the_batch_itself_are_read_in_any_casing() -> None:
    result = batch({"Batch": [track()], "WriteKey": "wk", "Integrations": {"All": False}})
    assert (len(result.items), result.write_key) == (1, "wk")
    assert result.items[0].envelope.integrations == {"All": False}


def test_context_that_is_no_object_is_not_merged() -> None:
    result = batch({"batch": [track()], "context": "x", "integrations": None})
    assert result.items[0].envelope == Envelope()


def test_bad_events_are_rejected_one_by_one_with_their_place() -> None:
    result = batch({"batch": [track(), 3, None, track(event=None), [[]], "x"]})
    assert reasons(result.items) == [
        None,
        Reason.NOT_AN_OBJECT,
        Reason.NOT_AN_OBJECT,
        Reason.MISSING_EVENT,
        Reason.NOT_AN_OBJECT,
        Reason.NOT_AN_OBJECT,
    ]
    assert isinstance(result.items[3].content, Rejection)
    assert result.items[3].content.detail == "event 4 of 6: no event name"


def test_an_event_too_deep_costs_no_other() -> None:
    deep: object = 1
    for _level in range(70):
        deep = [deep]
    result = batch({"batch": [track(), track(properties=deep)]})
    assert reasons(result.items) == [None, Reason.TOO_DEEP]


@pytest.mark.parametrize(
    ("value", "reason", "detail"),
    [
        ({}, Reason.NOT_AN_OBJECT, "batch is missing"),
        ({"events": [1]}, Reason.NOT_AN_OBJECT, "batch is missing"),
        ({"batch": None}, Reason.NOT_AN_OBJECT, "batch is not a list"),
        ({"batch": {"a": 1}}, Reason.NOT_AN_OBJECT, "batch is not a list"),
        ({"batch": []}, Reason.NOT_AN_OBJECT, "batch is empty"),
        ([track()], Reason.NOT_AN_OBJECT, "not an object"),
        (None, Reason.NOT_AN_OBJECT, "not an object"),
        ("x", Reason.NOT_AN_OBJECT, "not an object"),
        (
            {"batch": [track(), track(x="x" * 32_768), track(x="x" * 40_000)]},
            Reason.TOO_LARGE,
            "event 2 of 3 too large",
        ),
    ],
)
def test_some_faults_refuse_the_whole(value: object, reason: Reason, detail: str) -> None:
    assert refused(batch(value)) == (reason, detail)


def test_a_refused_batch_still_tells_its_key_and_hides_it() -> None:
    result = batch({"writeKey": "secret-key", "batch": []})
    assert result.write_key == "secret-key"
    assert result.refusal is not None
    assert result.refusal.payload == b'{"writeKey": "***", "batch": []}'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "invalid JSON at byte 0"),
        (b'{"batch":[{}', "invalid JSON at byte 12"),
        (b'{"batch":[{},NaN]}', "not JSON: NaN at byte 13"),
        (b'{"batch":[{}]} {}', "extra data at byte 15"),
        (b'{"batch":[{}],"sentAt":01}', "invalid JSON at byte 24"),
        (b"\xff", "not UTF-8 at byte 0"),
    ],
)
def test_what_is_not_json_refuses_the_whole(text: bytes, sentence: str) -> None:
    result = finish(batch_steps(text, RECEIVED))
    if text:
        assert refused(result) == (Reason.INVALID_JSON, sentence)
    else:
        assert refused(result) == (Reason.INVALID_JSON, "empty body")


@pytest.mark.parametrize("depth", [70, 5_000])
def test_a_context_too_deep_refuses_the_whole(depth: int) -> None:
    text = b'{"context":' + b"[" * depth + b"]" * depth + b',"batch":[{}]}'
    result = finish(batch_steps(text, RECEIVED))
    assert refused(result) == (Reason.TOO_DEEP, "deeper than 64")


def test_events_past_2500_become_one_rejection() -> None:
    result = batch({"batch": [3] * 2_811})
    assert len(result.items) == 2_501
    assert result.items[-1] == Item(
        b"", Envelope(), Rejection(Reason.BATCH_LIMIT, "311 over the 2,500 limit")
    )
    assert len(batch({"batch": [3] * 2_500}).items) == 2_500


def test_a_long_batch_is_read_in_steps() -> None:
    text = body({"batch": [track()] * 1_000})
    assert len(list(batch_steps(text, RECEIVED))) == 40


def test_the_members_of_a_batch_can_be_scanned_alone() -> None:
    members = finish(scan_batch(JsonText(b'{"batch":[1,2]}')))
    assert isinstance(members["batch"], list)
    with pytest.raises(JsonTextError):
        finish(scan_batch(JsonText(b"[")))


def test_a_webhook_is_an_event() -> None:
    result = webhook(track())
    assert (reasons(result.items), result.is_array, result.first) == ([None], False, None)


def test_a_webhook_is_an_array_of_events_whose_first_is_signed() -> None:
    first = b'{"type": "track",  "event":"A","userId":"u"}'
    text = b"[ " + first + b", 3 , " + body(track()) + b"]"
    result = finish(webhook_steps(text, RECEIVED))
    assert reasons(result.items) == [None, Reason.NOT_AN_OBJECT, None]
    assert (result.is_array, result.first) == (True, first)


@pytest.mark.parametrize(
    ("text", "reason", "detail"),
    [
        (b"[]", Reason.NOT_AN_OBJECT, "the array is empty"),
        (b"", Reason.INVALID_JSON, "empty body"),
        (b"[{}", Reason.INVALID_JSON, "invalid JSON at byte 3"),
        (b"[{}]x", Reason.INVALID_JSON, "extra data at byte 4"),
        (b"{},{}", Reason.INVALID_JSON, "extra data at byte 2"),
        (
            b"[" + b"0," * MAX_WEBHOOK_NODES + b"0]",
            Reason.TOO_LARGE,
            "more than 2,000,000 values",
        ),
    ],
)
def test_a_broken_webhook_is_refused_whole(text: bytes, reason: Reason, detail: str) -> None:
    assert refused(finish(webhook_steps(text, RECEIVED))) == (reason, detail)


def test_an_element_over_512_kilobytes_costs_no_other() -> None:
    result = webhook([track(x="x" * 100_000), track(x="x" * 530_000)])
    assert reasons(result.items) == [None, Reason.TOO_LARGE]


def test_a_webhook_object_that_is_too_deep_is_an_item() -> None:
    result = finish(webhook_steps(b"[" + b"[" * 64 + b"]" * 64 + b"," + b'{"a":1}]', RECEIVED))
    assert reasons(result.items) == [Reason.NOT_AN_OBJECT, Reason.MISSING_TYPE]
    assert json.loads(result.items[1].payload) == {"a": 1}
    assert BUTTON not in str(result.items)
