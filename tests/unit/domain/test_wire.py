"""Bodies in, items out; what the log keeps of an item reads as the same event again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.batch_reading import batch_steps, webhook_steps
from sprig_tui.domain.event_reading import Reception
from sprig_tui.domain.events import CallType, Envelope, Event, Item, Rejection
from sprig_tui.domain.json_elements import finish
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.wire import (
    read_line,
    read_one,
    read_single,
    reread,
)
from tests.factories import LEFT_OUT, RECEIVED_MS, body, identify, page, track


def reason_of(item: Item) -> Reason | None:
    return item.content.reason if isinstance(item.content, Rejection) else None


def test_one_event_and_its_key() -> None:
    text = body(track(writeKey="wk", type=LEFT_OUT))
    single = read_single(text, call=CallType.TRACK, reception=Reception(RECEIVED_MS))
    assert single.write_key == "wk"
    assert single.item.payload == text
    assert single.item.envelope == Envelope(call=CallType.TRACK)
    assert isinstance(single.item.content, Event)


@pytest.mark.parametrize(
    ("text", "reason", "detail"),
    [
        (b"", Reason.INVALID_JSON, "empty body"),
        (b'{"a":1', Reason.INVALID_JSON, "invalid JSON at byte 6"),
        (body(track()) + b"x", Reason.INVALID_JSON, f"extra data at byte {len(body(track()))}"),
        (b"null", Reason.NOT_AN_OBJECT, "not an object"),
        (b"[]", Reason.NOT_AN_OBJECT, "not an object"),
        (b"{}", Reason.MISSING_TYPE, "no type"),
        (b"[" * 100_000, Reason.TOO_DEEP, "deeper than 64"),
        (body(track(x="x" * 40_000)), Reason.TOO_LARGE, "40,162 B > 32 KB"),
    ],
)
def test_a_bad_body_is_a_rejected_item(text: bytes, reason: Reason, detail: str) -> None:
    item = read_one(text, call=None, received_at_ms=RECEIVED_MS)
    assert isinstance(item.content, Rejection)
    assert (item.content.reason, item.content.detail) == (reason, detail)
    assert item.payload == text[:4_096]


def test_an_event_may_have_32_kilobytes() -> None:
    text = body(track(x="x" * (32_768 - len(body(track(x=""))))))
    assert len(text) == 32_768
    assert reason_of(read_one(text, call=None, received_at_ms=1)) is None
    over = text.replace(b'"x": "', b'"x": "x')
    assert reason_of(read_one(over, call=None, received_at_ms=1)) is Reason.TOO_LARGE


def test_ids_are_made_and_timestamps_filled_when_asked_for() -> None:
    text = body(track(messageId=None, timestamp=None))
    made = read_one(text, call=None, received_at_ms=RECEIVED_MS, make_id=lambda: "made").content
    assert isinstance(made, Event)
    assert (made.message_id, made.value["timestamp"]) == ("made", "2023-11-22T10:46:40.123Z")
    bare = read_one(text, call=None, received_at_ms=None, fill_timestamp=False).content
    assert isinstance(bare, Event)
    assert (bare.message_id, bare.value["timestamp"]) == (None, None)


def test_a_line_is_an_event_or_a_batch() -> None:
    lines = {
        body(track()): [None],
        body({"batch": [track(), 3]}): [None, Reason.NOT_AN_OBJECT],
        body({"BATCH": [track()], "context": {}}): [None],
        body({"batch": []}): [Reason.NOT_AN_OBJECT],
        body(track(batch="of tea")): [None],
        body(track(event='"batch"')): [None],
        b'{"batch":[': [Reason.INVALID_JSON],
        b'["batch"]': [Reason.NOT_AN_OBJECT],
        b"nonsense": [Reason.INVALID_JSON],
    }
    read_as = [
        [reason_of(item) for item in read_line(line, received_at_ms=None, fill_timestamp=False)]
        for line in lines
    ]
    assert read_as == list(lines.values())


def test_reading_again_gives_what_was_decided() -> None:
    text = body(
        {
            "batch": [
                track(timestamp=None, context={"ip": "2"}, userID=7, userId=LEFT_OUT),
                page(messageId="m" * 200),
                identify(traits={"n": 2**70, "t": "\ud800"}),
            ],
            "context": {"ip": "1", "library": {"name": "x"}},
            "integrations": {"All": False},
        }
    )
    items = finish(batch_steps(text, Reception(RECEIVED_MS))).items
    single = read_one(body(page(type="track")), call=CallType.PAGE, received_at_ms=RECEIVED_MS)
    hook = finish(webhook_steps(body([track(), page()]), Reception(RECEIVED_MS))).items
    for item in (*items, single, *hook):
        again = reread(item.payload, item.envelope, received_at_ms=RECEIVED_MS)
        assert isinstance(again, Event)
        assert again == item.content


@pytest.mark.parametrize(
    "text", [b"", b"{", b"3", b"{}", body(track(userId=None)), body(track(event={"k": "v"}))]
)
def test_a_stored_rejection_reads_as_one(text: bytes) -> None:
    item = read_one(text, call=None, received_at_ms=1)
    again = reread(item.payload, item.envelope, received_at_ms=1)
    assert isinstance(again, Rejection)
    assert again == item.content


@given(st.binary(max_size=300))
def test_any_bytes_become_items(text: bytes) -> None:
    items = [
        read_one(text, call=CallType.TRACK, received_at_ms=1),
        *read_line(text, received_at_ms=1),
    ]
    for steps in (batch_steps, webhook_steps):
        result = finish(steps(text, Reception(1)))
        items += [result.refusal] if result.refusal is not None else result.items
    assert all(isinstance(item.content, Event | Rejection) for item in items)
    assert len(items) >= 4


@given(
    st.dictionaries(
        st.sampled_from(["type", "userId", "event", "messageId", "timestamp", "context", "UserId"]),
        st.none() | st.booleans() | st.integers() | st.text() | st.just({}) | st.just([]),
    )
)
def test_any_object_reads_the_same_from_the_log(value: dict[str, object]) -> None:
    item = read_one(json.dumps(value).encode(), call=None, received_at_ms=RECEIVED_MS)
    again = reread(item.payload, item.envelope, received_at_ms=RECEIVED_MS)
    assert type(again) is type(item.content)
    assert again.message_id == item.content.message_id
