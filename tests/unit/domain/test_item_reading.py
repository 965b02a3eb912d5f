"""An item keeps its exact bytes; a rejection keeps few of them, without the key."""

import json

import pytest

from sprig_tui.domain.event_reading import Reception
from sprig_tui.domain.events import Envelope, Event, Item, Rejection
from sprig_tui.domain.item_reading import read_item, refuse_body, rejection_of, write_key_of
from sprig_tui.domain.json_text import JsonText
from sprig_tui.domain.reasons import Reason
from tests.factories import track


def read(body: bytes, *, max_bytes: int = 32_768, place: str = "") -> Item:
    text = JsonText(body)
    return read_item(
        text,
        text.sole_value(),
        envelope=Envelope(),
        reception=Reception(1),
        max_bytes=max_bytes,
        place=place,
    )


def test_the_bytes_are_those_that_came() -> None:
    body = json.dumps(track("Kæse"), ensure_ascii=False, indent=1).encode()
    item = read(b"\xef\xbb\xbf " + body + b"\n")
    assert item.payload == body
    assert isinstance(item.content, Event)


@pytest.mark.parametrize("spare", [0, 1])
def test_an_event_may_have_so_many_bytes(spare: int) -> None:
    body = json.dumps(track("é" * 500), ensure_ascii=False).encode()
    item = read(body, max_bytes=len(body) - 1 + spare)
    assert isinstance(item.content, Event) == (spare == 1)


def test_a_rejection_says_where_and_keeps_four_kilobytes() -> None:
    body = json.dumps(track(writeKey="secret-key", padding="x" * 5_000)).encode()
    item = read(body, max_bytes=1_024, place="event 2 of 3")
    assert item.content == Rejection(Reason.TOO_LARGE, f"event 2 of 3: {len(body):,} B > 1 KB")
    assert len(item.payload) <= 4_096
    assert b"secret-key" not in item.payload


def test_a_problem_of_the_json_is_a_rejection() -> None:
    item = read(b"[" * 65 + b"]" * 65)
    assert item.content == Rejection(Reason.TOO_DEEP, "deeper than 64")
    assert rejection_of(None) is None


def test_the_size_comes_before_the_depth() -> None:
    """As the reasons of a rejection are listed (design.md, section 4, step 1)."""
    body = b"[" * 65 + b"]" * 65
    assert read(body, max_bytes=129).content == Rejection(Reason.TOO_LARGE, "130 B > 0 KB")


def test_a_body_can_be_refused_whole() -> None:
    item = refuse_body(b'{"writeKey":"abc"', Reason.INVALID_JSON, "why")
    assert item == Item(b'{"writeKey":"***"', Envelope(), Rejection(Reason.INVALID_JSON, "why"))


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ({"writeKey": "wk"}, "wk"),
        ({"WriteKey": "wk"}, "wk"),
        ({"writeKey": ""}, None),
        ({"writeKey": 7}, None),
        ({}, None),
        ([{"writeKey": "wk"}], None),
        (None, None),
    ],
)
def test_the_write_key_is_found(value: object, key: str | None) -> None:
    assert write_key_of(value) == key
