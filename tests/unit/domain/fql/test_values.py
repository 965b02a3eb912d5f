"""Types and strict equality of JSON values (facts.md, section 4)."""

import pytest
from hypothesis import given, settings

from sprig_tui.domain.fql.values import is_number, same, type_name
from tests.unit.domain.fql.strategies import json_values


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "null"),
        ("", "string"),
        (True, "bool"),
        (0, "number"),
        (1.5, "number"),
        ([], "list"),
        ({}, "object"),
    ],
)
def test_every_json_value_has_a_type(value: object, name: str) -> None:
    assert type_name(value) == name


@pytest.mark.parametrize(
    ("value", "number"), [(0, True), (1.5, True), (True, False), ("1", False), (None, False)]
)
def test_true_and_false_are_no_numbers(value: object, *, number: bool) -> None:
    assert is_number(value) is number


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, 1.0),
        ("a", "a"),
        (None, None),
        ([1, ["x"]], [1.0, ["x"]]),
        ({"a": 1, "b": [True]}, {"b": [True], "a": 1}),
        ([], []),
        ({}, {}),
    ],
)
def test_values_of_one_type_are_equal_by_content(left: object, right: object) -> None:
    assert same(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (1, True),
        (0, False),
        (1, "1"),
        (None, False),
        (None, ""),
        ([], None),
        ([], {}),
        ([1], [True]),
        ([1], [1, 2]),
        ([1, 2], [2, 1]),
        ({"a": 1}, {"a": True}),
        ({"a": 1}, {"b": 1}),
        ("a", "A"),
    ],
)
def test_values_of_different_types_are_never_equal(left: object, right: object) -> None:
    """facts.md, section 4: "Types are strict: values of different types are never equal"."""
    assert not same(left, right)
    assert not same(right, left)


def test_no_depth_raises() -> None:
    def nested() -> object:
        value: object = 1
        for _ in range(100_000):
            value = [value]
        return value

    assert same(nested(), nested())


@settings(deadline=None)
@given(json_values())
def test_a_value_equals_itself(value: object) -> None:
    assert same(value, value)
