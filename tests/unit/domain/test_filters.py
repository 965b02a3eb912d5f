"""Destination filters (facts.md, section 4; design.md, section 4, step 5)."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.filters import FilterProblem, FilterResult, compile_filters
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.settings import DestinationFilter
from tests.unit.domain.fql.strategies import json_objects

EVENT: dict[str, Any] = {
    "type": "track",
    "event": "Heartbeat",
    "userId": "user-1",
    "messageId": "m-1",
    "context": {"device": {"id": "d", "model": "x"}, "ip": "::1"},
    "properties": {
        "email": "a@b.example",
        "total": 1,
        "products": [{"id": 1, "price": 5}, {"id": 2, "price": 6}],
    },
}
DROP = {"action": "drop_event"}
SAMPLE = {"action": "sample_event"}
STRIP = {"action": "drop_properties"}
ALLOW = {"action": "allow_properties"}


def apply(*filters: dict[str, Any], event: dict[str, Any] = EVENT) -> FilterResult:
    """What filters, as a config file would say them, make of an event."""
    return compile_filters(parsed(*filters)).apply(event)


def parsed(*filters: dict[str, Any]) -> list[DestinationFilter]:
    return [DestinationFilter.model_validate(entry) for entry in filters]


def test_without_filters_an_event_passes_as_it_is() -> None:
    result = apply()
    assert result == FilterResult(EVENT)
    assert result.value is EVENT


def test_drop_event_ends_an_event_that_it_matches() -> None:
    """facts.md, section 4: "Actions: `drop_event`"."""
    condition = 'type = "track" and event = "Heartbeat"'
    result = apply({**DROP, "name": "no heartbeats", "if": condition})
    assert (result.stopped_by, result.reason) == (0, Reason.DESTINATION_FILTER)
    assert result.detail == 'Destination filter 1 "no heartbeats" drops this event.'
    assert result.value is EVENT


def test_an_event_that_no_filter_matches_passes_as_it_is() -> None:
    result = apply({**DROP, "if": "type = 'page'"}, {**STRIP, "if": "false"})
    assert (result.stopped_by, result.reason, result.detail) == (None, None, "")
    assert result.value is EVENT
    assert [(step.index, step.matched, step.detail) for step in result.steps] == [
        (0, False, "Destination filter 1 does not match: type = 'page'"),
        (1, False, "Destination filter 2 does not match: false"),
    ]


def test_a_filter_without_condition_matches_every_event() -> None:
    """facts.md, section 4: "The bare word `all` matches every event"; it is the default."""
    assert apply(DROP).stopped_by == 0
    assert apply({**DROP, "if": "all"}, event={}).stopped_by == 0


def test_the_order_is_sample_drop_drop_properties_allow_properties() -> None:
    """facts.md, section 4, whatever the order of the file."""
    strip = {**STRIP, "fields": {"properties": ["email"]}}
    allow = {**ALLOW, "fields": {"properties": ["email", "total"]}}
    result = apply(allow, strip, {**DROP, "if": "false"}, SAMPLE)
    assert [step.index for step in result.steps] == [3, 2, 1, 0]
    assert result.value["properties"] == {"total": 1}
    assert result.changed == ("properties.email", "properties.products")
    assert apply(DROP, {**SAMPLE, "percent": 0.0}).reason is Reason.SAMPLED_OUT
    assert apply(strip, DROP).changed == ()


def test_filters_of_one_action_run_in_file_order() -> None:
    assert apply({**DROP, "if": "false"}, DROP, DROP).stopped_by == 1


def test_a_filter_sees_what_the_ones_before_it_left() -> None:
    first = {**STRIP, "fields": {"properties": ["email"]}}
    second = {**STRIP, "if": "properties.email != null", "fields": {"properties": ["total"]}}
    assert apply(first, second).changed == ("properties.email",)
    assert apply(second, first).changed == ("properties.total", "properties.email")


def test_a_disabled_filter_is_ignored() -> None:
    """design.md, section 3; even when it does not parse."""
    for condition in ("all", "("):
        result = apply({**DROP, "if": condition, "enabled": False})
        assert result == FilterResult(EVENT)


def test_an_enabled_filter_that_does_not_parse_lets_nothing_through() -> None:
    """facts.md, section 4: "An invalid FQL expression means the event is **not** sent"."""
    bad = {**STRIP, "name": "pii", "if": 'userId = oops"'}
    for chain in ([bad], [DROP, bad], [{**SAMPLE, "percent": 0.0}, bad]):
        result = apply(*chain)
        assert result.reason is Reason.INVALID_FILTER
        assert result.reason.outcome is Outcome.FILTERED
        assert result.stopped_by == len(chain) - 1
        assert len(result.steps) == 1
    assert result.detail == (
        'Destination filter 2 "pii" does not parse, so nothing is sent: line 1, column 14: '
        'expected `and`, `or` or the end, found `"`: this text has no closing quote.'
    )


def test_problems_say_which_filter_and_where() -> None:
    chain = compile_filters(
        parsed(
            {"if": "type = 'track'\n and"},
            {"if": "userid = 'x'"},
            {"if": "contain(a, 'b')", "enabled": False},
            DROP,
        )
    )
    assert chain.problems == (
        FilterProblem(
            0, "expected a field, a value or a function, found the end", 2, 5, stops=True
        ),
        FilterProblem(
            1, "`userid` is no field of Segment's; did you mean `userId`?", 1, 1, stops=False
        ),
        FilterProblem(
            2, "there is no function `contain`; did you mean `contains`?", 1, 1, stops=False
        ),
    )


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ({"properties": ["email", "phone"]}, ("properties.email",)),
        ({"context.device": ["id"]}, ("context.device.id",)),
        ({"": ["context", "sentAt"]}, ("context",)),
        ({"properties.products": ["price"]}, ("properties.products.price",)),
        ({"properties": ["products"]}, ("properties.products",)),
        ({"properties": ["email"], "context": ["ip"]}, ("properties.email", "context.ip")),
        ({"traits": ["email"]}, ()),
        ({"userId": ["x"]}, ()),
        ({"properties": []}, ()),
        ({}, ()),
    ],
)
def test_drop_properties(fields: dict[str, list[str]], changed: tuple[str, ...]) -> None:
    """facts.md, section 4: paths, the empty path, arrays of objects."""
    result = apply({**STRIP, "fields": fields})
    assert result.changed == changed
    assert result.reason is None
    names = ", ".join(changed)
    effect = f"takes out {names}." if changed else "matches and finds nothing to take out."
    assert result.steps[0].detail == f"Destination filter 1 {effect}"


def test_allow_properties_looks_only_inside_the_object_it_names() -> None:
    """facts.md, section 4."""
    result = apply({**ALLOW, "fields": {"properties": ["total"], "context.device": ["model"]}})
    assert result.value == {
        **EVENT,
        "properties": {"total": 1},
        "context": {"device": {"model": "x"}, "ip": "::1"},
    }
    assert result.changed == ("properties.email", "properties.products", "context.device.id")


def test_allow_properties_of_arrays_and_of_the_top_level() -> None:
    result = apply({**ALLOW, "fields": {"properties.products": ["id"], "": ["properties"]}})
    assert result.value == {
        "properties": {**EVENT["properties"], "products": [{"id": 1}, {"id": 2}]}
    }
    assert "userId" in result.changed


def test_a_field_that_two_filters_take_out_is_named_once() -> None:
    strip = {**STRIP, "fields": {"properties.products": ["price", "id"]}}
    again = {**ALLOW, "fields": {"properties.products": []}}
    assert apply(strip, again).changed == ("properties.products.id", "properties.products.price")


def test_names_with_dots_and_spaces_are_keys_as_they_are() -> None:
    event = {"traits": {"plan.tier": 1, "first name": 2, "plan": {"tier": 3}}}
    result = apply({**STRIP, "fields": {"traits": ["plan.tier", "first name"]}}, event=event)
    assert result.value == {"traits": {"plan": {"tier": 3}}}
    assert result.changed == (r"traits.plan\.tier", r"traits.first\ name")


CONDITIONS = ["all", "type = 'track'", "!a", "match(event, '*a*')", "length(properties) > 0", "("]
PATHS = ["", "a", "properties", "properties.a", "a.in", "1\\.5", "\\"]


@st.composite
def filters(draw: st.DrawFn) -> dict[str, Any]:
    """Any filter that a config file may hold."""
    return {
        "if": draw(st.sampled_from(CONDITIONS)),
        "action": draw(
            st.sampled_from([*(each["action"] for each in (DROP, SAMPLE, STRIP, ALLOW))])
        ),
        "enabled": draw(st.booleans()),
        "percent": draw(st.floats(0, 1)),
        "path": draw(st.sampled_from(PATHS)),
        "fields": draw(
            st.dictionaries(
                st.sampled_from(PATHS), st.lists(st.sampled_from(["a", "in", "type"]), max_size=2)
            )
        ),
    }


@settings(deadline=None)
@given(st.lists(filters(), max_size=10), json_objects())
def test_no_filters_raise_or_change_the_event(
    entries: list[dict[str, Any]], event: dict[str, Any]
) -> None:
    before = copy.deepcopy(event)
    result = apply(*entries, event=event)
    assert event == before
    assert (result.reason is None) is (result.stopped_by is None) is (result.detail == "")
    assert apply(*entries, event=event) == result


@settings(deadline=None)
@given(st.lists(filters(), max_size=9), json_objects(), st.integers(0, 9))
def test_a_disabled_filter_never_changes_what_happens(
    entries: list[dict[str, Any]], event: dict[str, Any], place: int
) -> None:
    more = [*entries]
    more.insert(place, {**DROP, "enabled": False})
    one, other = apply(*entries, event=event), apply(*more, event=event)
    assert (one.reason, one.value, one.changed) == (other.reason, other.value, other.changed)
