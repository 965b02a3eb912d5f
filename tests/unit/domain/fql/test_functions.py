"""FQL's functions one by one (facts.md, section 4)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.fql.functions import FUNCTIONS, parse_number
from tests.unit.domain.fql.strategies import json_values

TABLE: list[tuple[str, tuple[Any, ...], Any]] = [
    ("contains", ("analytics.js", "js"), True),
    ("contains", ("analytics.js", "JS"), False),
    ("contains", ("a", ""), True),
    ("contains", (None, "a"), False),
    ("contains", ("a", None), False),
    ("contains", (["a"], "a"), False),
    ("contains", (15, "5"), False),
    ("contains", (15, 5), False),
    ("match", ("1.0", "1.*"), True),
    ("match", ("1.0", "2.*"), False),
    ("match", (None, "*"), False),
    ("match", ("a", None), False),
    ("match", (1, "*"), False),
    ("match", ("a", "["), False),
    ("lowercase", ("AbC É",), "abc é"),
    ("uppercase", ("AbC é",), "ABC É"),
    ("lowercase", (None,), None),
    ("uppercase", (5,), None),
    ("snakecase", ("test string",), "test_string"),
    ("snakecase", ("Two  Words",), "Two__Words"),
    ("kebabcase", ("test string",), "test-string"),
    ("titlecase", ("test string",), "Test String"),
    ("titlecase", ("order  completed\tO'neil ABc",), "Order  Completed\tO'neil ABc"),
    ("snakecase", (None,), None),
    ("kebabcase", ([],), None),
    ("titlecase", (True,), None),
    ("typeof", (None,), "null"),
    ("typeof", ("",), "string"),
    ("typeof", (1.5,), "number"),
    ("typeof", (True,), "bool"),
    ("typeof", ([],), "list"),
    ("typeof", ({},), "object"),
    ("length", ("a",), 1),
    ("length", ("ア",), 3),
    ("length", ("\ud800",), 3),
    ("length", ("",), 0),
    ("length", ([1, [2, 3]],), 2),
    ("length", (None,), 0),
    ("length", (5,), None),
    ("length", ({"a": 1},), None),
    ("length", (True,), None),
    ("bool", (None,), False),
    ("bool", (True,), True),
    ("bool", (False,), False),
    ("bool", (0,), False),
    ("bool", (0.0,), False),
    ("bool", (-1,), True),
    ("bool", ("",), False),
    ("bool", ("false",), False),
    ("bool", ("true",), True),
    ("bool", ("no",), True),
    ("bool", ([],), False),
    ("bool", ([0],), True),
    ("string", (None,), ""),
    ("string", ("x",), "x"),
    ("string", (1.0,), "1"),
    ("string", (1e21,), "1e+21"),
    ("string", (True,), "true"),
    ("string", ([1, "a"],), '[1,"a"]'),
    ("string", ({"a": None},), '{"a":null}'),
    ("number", ("12",), 12),
    ("number", ("-1.5e3",), -1500.0),
    ("number", (7,), 7),
    ("number", ("",), None),
    ("number", (" 1",), None),
    ("number", ("0x10",), None),
    ("number", ("1_000",), None),
    ("number", ("NaN",), None),
    ("number", ("1e999",), None),
    ("number", ("٣",), None),
    ("number", (None,), None),
    ("number", (True,), None),
    ("number", ([1],), None),
    ("semver", ("1.2.3", "=", "1.2.3"), True),
    ("semver", ("1.2", "=", "1.2.0"), True),
    ("semver", ("1", ">=", "1.0.0"), True),
    ("semver", ("1.10.0", ">", "1.9.9"), True),
    ("semver", ("1.10.0", "<", "1.9.9"), False),
    ("semver", ("2.0", "<=", "2.0.1"), True),
    ("semver", ("2.0", "!=", "2.0.1"), True),
    ("semver", ("2.0", "!=", "2.0.0"), False),
    ("semver", ("007.1", "=", "7.1"), True),
    ("semver", ("1.2.3.4", "=", "1.2.3.4"), False),
    ("semver", ("v1.2", "=", "v1.2"), False),
    ("semver", ("1.2.3-beta", "!=", "1.2.3"), False),
    ("semver", ("", "=", ""), False),
    ("semver", ("1.", "=", "1"), False),
    ("semver", (None, "!=", "1"), False),
    ("semver", (1.2, "=", "1.2"), False),
    ("semver", ("1.2", "~", "1.2"), False),
    ("semver", ("1.2", None, "1.2"), False),
    ("semver", ("9" * 5000, "=", "9" * 5000), False),
]


@pytest.mark.parametrize(("name", "given_values", "result"), TABLE)
def test_what_a_function_answers(name: str, given_values: tuple[Any, ...], result: object) -> None:
    answer = FUNCTIONS[name].apply(*given_values)
    assert (type(answer), answer) == (type(result), result)


def test_every_function_of_the_facts_is_there() -> None:
    assert set(FUNCTIONS) == {
        "contains", "match", "lowercase", "uppercase", "snakecase", "kebabcase", "titlecase",
        "typeof", "length", "bool", "string", "number", "semver",
    }  # fmt: skip
    assert {name for name, _, _ in TABLE} == set(FUNCTIONS)
    assert all(function.meaning for function in FUNCTIONS.values())


@settings(deadline=None)
@given(st.sampled_from(sorted(FUNCTIONS)), st.data())
def test_no_function_raises(name: str, data: st.DataObject) -> None:
    function = FUNCTIONS[name]
    answer = function.apply(*[data.draw(json_values()) for _ in function.parameters])
    assert answer is None or isinstance(answer, bool | int | float | str)


@pytest.mark.parametrize("name", ["typeof", "length", "bool", "string"])
def test_no_depth_raises(name: str) -> None:
    value: list[Any] = []
    for _ in range(20_000):
        value = [value]
    assert FUNCTIONS[name].apply(value) is not None


@pytest.mark.parametrize(
    ("name", "parameter", "text", "wrong"),
    [
        ("match", "text", "[", False),
        ("match", "glob", "[", True),
        ("match", "glob", "[a]", False),
        ("semver", "version", "x", True),
        ("semver", "version", "1.2", False),
        ("semver", "operator", "==", True),
        ("semver", "operator", "<", False),
        ("semver", "version to compare", "1.x", True),
        ("contains", "part", "[", False),
    ],
)
def test_literal_texts_that_can_never_do_are_complained_of(
    name: str, parameter: str, text: str, *, wrong: bool
) -> None:
    assert (FUNCTIONS[name].complain(parameter, text) is not None) is wrong


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", 1), ("-0", 0), ("1.0", 1.0), ("1e2", 100.0), ("0" * 5000 + "7", 7.0), ("9" * 400, None)],
)
def test_numbers_as_texts(text: str, number: float | None) -> None:
    assert parse_number(text) == number
