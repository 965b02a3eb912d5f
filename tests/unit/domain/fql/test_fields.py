"""Fields read, dropped and kept by path (facts.md, section 4)."""

import copy
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.fql.fields import drop_fields, field_at, keep_fields
from tests.unit.domain.fql.strategies import NAMES, json_objects

EVENT: dict[str, Any] = {
    "userId": "u_1",
    "properties": {
        "email": "a@b.example",
        "plan": {"tier": "pro", "seats": 3},
        "products": [{"id": 1, "price": 5}, "gift", {"id": 2}, [{"price": 1}]],
        "a.b": 1,
    },
    "traits": None,
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("userId",), "u_1"),
        (("properties", "plan", "tier"), "pro"),
        (("properties", "a.b"), 1),
        (("traits",), None),
        (("traits", "x"), None),
        (("userId", "x"), None),
        (("properties", "products", "0"), None),
        (("nothing",), None),
    ],
)
def test_a_field_is_found_in_objects_only(path: tuple[str, ...], value: object) -> None:
    assert field_at(EVENT, path) == value


def test_the_empty_path_is_the_top_level() -> None:
    assert field_at(EVENT, ()) is EVENT


@pytest.mark.parametrize(
    ("path", "names", "lost"),
    [
        (("properties",), {"email", "phone"}, ("email",)),
        (("properties", "plan"), {"tier"}, ("tier",)),
        ((), {"traits", "userId"}, ("userId", "traits")),
        (("properties",), {"a.b"}, ("a.b",)),
        (("properties",), {"plan.tier"}, ()),
        (("properties", "plan"), {"absent"}, ()),
        (("traits",), {"email"}, ()),
        (("userId",), {"0"}, ()),
        (("context", "device"), {"id"}, ()),
        (("properties", "products", "0"), {"id"}, ()),
    ],
)
def test_drop_names_what_went(
    path: tuple[str, ...], names: set[str], lost: tuple[str, ...]
) -> None:
    value, gone = drop_fields(EVENT, path, names)
    assert gone == lost
    found = field_at(value, path)
    assert not isinstance(found, dict) or not names & found.keys()
    assert (value is EVENT) is (lost == ())


def test_a_path_that_names_an_array_applies_to_each_object_in_it() -> None:
    """facts.md, section 4; only objects have names to lose, and an inner list is no object."""
    value, lost = drop_fields(EVENT, ("properties", "products"), {"price"})
    assert field_at(value, ("properties", "products")) == [
        {"id": 1}, "gift", {"id": 2}, [{"price": 1}],
    ]  # fmt: skip
    assert lost == ("price",)
    value, lost = keep_fields(EVENT, ("properties", "products"), {"price"})
    assert field_at(value, ("properties", "products")) == [
        {"price": 5}, "gift", {}, [{"price": 1}],
    ]  # fmt: skip
    assert lost == ("id",)


def test_allow_lists_look_only_inside_the_object_they_name() -> None:
    """facts.md, section 4: its inner objects stay whole, and so does everything around it."""
    value, lost = keep_fields(EVENT, ("properties",), {"plan"})
    assert value == {"userId": "u_1", "properties": {"plan": EVENT["properties"]["plan"]},
                     "traits": None}  # fmt: skip
    assert lost == ("email", "products", "a.b")


def test_an_allow_list_of_the_top_level_keeps_what_it_names() -> None:
    assert keep_fields(EVENT, (), {"userId"}) == ({"userId": "u_1"}, ("properties", "traits"))
    assert keep_fields(EVENT, ("properties",), set())[0]["properties"] == {}


def test_only_the_objects_along_the_path_are_copied() -> None:
    value, _ = drop_fields(EVENT, ("properties", "plan"), {"tier"})
    assert value is not EVENT
    assert value["properties"]["products"] is EVENT["properties"]["products"]
    assert EVENT["properties"]["plan"] == {"tier": "pro", "seats": 3}


def test_any_mapping_is_an_object() -> None:
    value, lost = drop_fields(MappingProxyType({"a": 1, "b": 2}), (), {"a"})
    assert (value, lost) == ({"b": 2}, ("a",))


@settings(deadline=None)
@given(json_objects(), st.lists(NAMES, max_size=3).map(tuple), st.sets(NAMES, max_size=3))
def test_the_input_is_never_changed(
    event: dict[str, Any], path: tuple[str, ...], names: set[str]
) -> None:
    before = copy.deepcopy(event)
    for change in (drop_fields, keep_fields):
        value, lost = change(event, path, names)
        assert event == before
        assert (value is event) is (lost == ())
        assert change(value, path, names)[1] == ()
