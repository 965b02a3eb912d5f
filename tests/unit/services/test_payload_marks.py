"""A payload with what the destination filters took out of it."""

from typing import Any

import pytest

from sprig_tui.domain.events import Envelope
from sprig_tui.domain.explain import Explanation, explain
from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.payload_marks import filter_label, marked_payload
from sprig_tui.services.payload_text import readable_payload
from tests.factories import body, registered, track


def explained(
    payload: object, *, envelope: Envelope | None = None, **fields: dict[str, list[str]]
) -> Explanation:
    """A stored event under a filter of the action that the keyword names."""
    action, paths = next(iter(fields.items()))
    entry = {"if": "all", "action": action, "fields": paths}
    raw = payload if isinstance(payload, bytes) else body(payload)
    row = LogRow(1, 0, Reason.EVENT, "")
    return explain(StoredEvent(row, raw, envelope or Envelope()), registered(filters=[entry]))


def taken(explanation: Explanation) -> list[str]:
    return [line.text.strip() for line in marked_payload(explanation) if line.taken_out]


PLAIN: dict[str, Any] = track(
    properties={"email": "a@b.example", "plan": {"tier": "pro", "seats": [1, 2]}, "empty": {}},
    products=[{"sku": 1, "price": 2}, "text", {"price": 3}],
    writeKey="wk-secret",
)


@pytest.mark.parametrize(
    ("paths", "lines"),
    [
        ({"properties": ["email"]}, ['"email": "a@b.example",']),
        (
            {"properties": ["plan"]},
            ['"plan": {', '"tier": "pro",', '"seats": [', "1,", "2", "]", "},"],
        ),
        ({"properties.plan": ["seats"]}, ['"seats": [', "1,", "2", "]"]),
        ({"": ["userId"]}, ['"userId": "u-1",']),
        ({"products": ["price"]}, ['"price": 2', '"price": 3']),
        ({"properties": ["nowhere"]}, []),
    ],
)
def test_what_was_dropped_is_marked_line_by_line(
    paths: dict[str, list[str]], lines: list[str]
) -> None:
    assert taken(explained(PLAIN, drop_properties=paths)) == lines


def test_an_allow_list_leaves_what_it_names() -> None:
    found = taken(explained(PLAIN, allow_properties={"properties": ["email"]}))
    assert found[0] == '"plan": {'
    assert found[-1] == '"empty": {}'


def test_the_lines_are_those_of_the_readable_payload() -> None:
    found = marked_payload(explained(PLAIN, drop_properties={"properties": ["email"]}))
    assert "\n".join(line.text for line in found) == readable_payload(body(PLAIN))
    assert [line.taken_out for line in found if line.taken_out] == [1]


def test_each_line_of_a_field_has_its_number() -> None:
    found = marked_payload(explained(PLAIN, drop_properties={"properties.plan": ["seats"]}))
    assert [line.taken_out for line in found if line.taken_out] == [1, 2, 3, 4]


def test_a_name_in_another_casing_is_marked_as_it_was_written() -> None:
    payload = {"type": "track", "event": "A", "UserID": "u", "anonymousId": "a"}
    assert taken(explained(payload, drop_properties={"": ["userId"]})) == ['"UserID": "u",']


def test_what_only_the_batch_brought_has_no_line() -> None:
    envelope = Envelope(context={"ip": "203.0.113.9"})
    explanation = explained(PLAIN, envelope=envelope, drop_properties={"context": ["ip"]})
    assert explanation.taken_out == ("context.ip",)
    assert taken(explanation) == []


def test_what_is_not_an_event_has_no_lines() -> None:
    assert marked_payload(explained({"type": "nothing"}, drop_properties={"": ["a"]})) == []


def test_the_first_line_of_what_was_taken_out_names_the_filter() -> None:
    """By its number, and its name where it has one."""
    drop = {"if": "all", "action": "drop_properties", "fields": {"": ["userId"]}}
    named = drop | {"name": "no plan", "fields": {"properties": ["plan"]}}
    row = LogRow(1, 0, Reason.EVENT, "")
    payload: dict[str, Any] = {"UserID": "u_1", "type": "track", "event": "A"}
    payload |= {"properties": {"plan": {"tier": 1}}}
    stored = StoredEvent(row, body(payload), Envelope())
    explanation = explain(stored, registered(filters=[drop, named]))
    marked = [(line.text.strip(), line.by) for line in marked_payload(explanation)]
    assert ('"UserID": "u_1",', "filter 1") in marked
    assert ('"plan": {', 'filter 2 "no plan"') in marked
    assert ('"tier": 1', "") in marked
    assert filter_label(explanation, "nowhere") == ""
