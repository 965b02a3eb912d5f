"""Tests of a field of what Segment sent."""

import json
from typing import Any

import pytest

from sprig_tui.domain.events import Envelope
from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.query import parse_query
from sprig_tui.domain.query.payload_fields import values_at
from sprig_tui.domain.reasons import Reason

ROW = LogRow(id=1, received_at_ms=0, reason=Reason.EVENT, detail="")
PAYLOAD: dict[str, Any] = {
    "event": "Plan Upgraded",
    "properties": {
        "plan": "Pro Plus",
        "seats": 10,
        "price": 9.5,
        "trial": True,
        "note": None,
        "code": "7",
        "products": [{"name": "Shoe"}, {"name": "Hat"}, [{"name": "Deep"}]],
        "a.b": {"c d": "x"},
        "big": 10**600,
    },
    "traits": {"email": "ada@example.com"},
}


def stored(payload: object, envelope: Envelope | None = None) -> StoredEvent:
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return StoredEvent(ROW, body, envelope or Envelope())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("properties.plan:pro", True),
        ("prop.plan:basic,pro", True),
        ("props.plan:=pro", False),
        ("properties.plan:/^Pro/", True),
        ("properties.plan:*plus", True),
        ("properties.Plan:pro", False),
        ("properties.seats:10", True),
        ("properties.seats:1", False),
        ("properties.seats:10.0", True),
        ("properties.seats:>9", True),
        ("properties.seats:>10", False),
        ("properties.price:9.5", True),
        ("properties.trial:true", True),
        ("properties.trial:>0", False),
        ("properties.trial:1", False),
        ("properties.note:null", True),
        ("properties.note:*", True),
        ("properties.code:>6", True),
        ("properties.plan:>6", False),
        ("properties.missing:*", False),
        ("-properties.missing:*", True),
        ("properties.products.name:hat", True),
        ("properties.products.name:deep", True),
        ("properties.products.0.name:hat", False),
        ("properties.products.1.name:hat", True),
        ("properties.products.99.name:hat", False),
        ("properties.products:*", True),
        ("properties.products:shoe", False),
        ('properties."a.b"."c d":x', True),
        ("properties.plan.x:pro", False),
        ("trait.email:ada", True),
        ("payload.event:upgraded", True),
        ("payload.properties.plan:pro", True),
        ("context.ip:1", False),
        ("properties.plan:pro is:forwarded", True),
        ("properties.plan:pro is:filtered", False),
        ("properties.plan:basic OR is:forwarded", True),
        ("properties.plan:basic OR is:filtered", False),
        ("-(properties.plan:pro is:forwarded)", False),
    ],
)
def test_a_field_is_looked_at(text: str, expected: bool) -> None:
    event = stored({**PAYLOAD, "properties": {**PAYLOAD["properties"], "big": 1}})
    assert parse_query(text).accepts(ROW, lambda: event) is expected


def test_the_context_of_the_batch_counts() -> None:
    envelope = Envelope(context={"ip": "10.0.0.1"})
    assert parse_query("context.ip:10.0").accepts(ROW, lambda: stored({}, envelope))


@pytest.mark.parametrize("payload", [b"", b"{", b"\xff", b"[]", b"3", b"[" * 100_000, PAYLOAD])
def test_what_cannot_be_read_has_no_fields(payload: object) -> None:
    """The last one has a number of more digits than are read, but shows as text."""
    query = parse_query("properties.nothing:x OR properties.big:1")
    assert not query.accepts(ROW, lambda: stored(payload))


def test_the_payload_is_read_only_for_rows_that_pass() -> None:
    def fail() -> StoredEvent:
        raise AssertionError("nobody asked")

    assert not parse_query("properties.plan:pro is:filtered").accepts(ROW, fail)
    assert parse_query("is:forwarded").accepts(ROW, fail)


def test_lists_in_lists_are_walked_without_end() -> None:
    deep: object = "x"
    for _ in range(5_000):
        deep = [deep]
    assert list(values_at(deep, ())) == ["x"]
