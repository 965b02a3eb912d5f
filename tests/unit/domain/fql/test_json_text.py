"""JSON text as JavaScript prints it."""

import json
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.fql.json_text import json_text, number_text
from tests.unit.domain.fql.strategies import json_values


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (-1.5, "-1.5"),
        (100.0, "100"),
        (123456.789, "123456.789"),
        (0.1, "0.1"),
        (0.000001, "0.000001"),
        (0.0000001, "1e-7"),
        (1.5e-9, "1.5e-9"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (1.25e21, "1.25e+21"),
        (-1e300, "-1e+300"),
        (5e-324, "5e-324"),
        (1.7976931348623157e308, "1.7976931348623157e+308"),
        (2**53, "9007199254740992"),
        (2**53 + 1, "9007199254740992"),
        (2**53 + 2, "9007199254740994"),
        (-(2**53) - 1, "-9007199254740992"),
        (2**64, "18446744073709552000"),
        (10**21, "1e+21"),
        (10**400, "null"),
        (float("inf"), "null"),
        (float("nan"), "null"),
    ],
)
def test_numbers_are_printed_as_javascript_prints_them(number: float, text: str) -> None:
    """ECMAScript, Number::toString, and what JSON.stringify does with the rest."""
    assert number_text(number) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ("user-1", '"user-1"'),
        ("", '""'),
        ('a"b\\c/d', '"a\\"b\\\\c/d"'),
        ("\b\f\n\r\t\x00\x1f", '"\\b\\f\\n\\r\\t\\u0000\\u001f"'),
        ("é 🎉 \x7f\u2028", '"é 🎉 \x7f\u2028"'),
        ("\ud800x\udfff", '"\\ud800x\\udfff"'),
        ([], "[]"),
        ({}, "{}"),
        ([1, [2.0, "x"], {}], '[1,[2,"x"],{}]'),
        ({"b": 1, "a": None}, '{"b":1,"a":null}'),
        ({'"': True}, '{"\\"":true}'),
    ],
)
def test_values_are_printed_without_spaces(value: object, text: str) -> None:
    assert json_text(value) == text


def test_array_indexes_come_first_among_keys() -> None:
    """As in JavaScript, whose objects list such keys in ascending order before all others."""
    keys = ["b", "10", "2", "01", "4294967295", "4294967294", "99999999999", "-1", "²", "0"]
    printed = json.loads(json_text(dict.fromkeys(keys, 0)))
    assert list(printed) == [
        "0", "2", "10", "4294967294", "b", "01", "4294967295", "99999999999", "-1", "²",
    ]  # fmt: skip


def test_any_mapping_is_an_object() -> None:
    frozen = MappingProxyType({"a": [1]})
    assert json_text(frozen) == '{"a":[1]}'


def test_no_depth_raises() -> None:
    value: Any = 1
    for _ in range(50_000):
        value = [{"a": value}]
    assert json_text(value).startswith('[{"a":[{"a":')


@settings(deadline=None)
@given(json_values())
def test_the_text_is_json_in_utf_8(value: object) -> None:
    text = json_text(value)
    assert json_text(json.loads(text)) == text
    assert text.encode().decode() == text


@settings(deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_printed_number_is_the_same_number(number: float) -> None:
    assert float(number_text(number)) == number
