"""Comparisons of a field with literals."""

import pytest

from sprig_tui.domain.fql.parsing import parse
from sprig_tui.domain.fql.tree import Call, Path
from sprig_tui.domain.lint.condition_fields import (
    OTHER,
    FieldTest,
    FieldValues,
    Limits,
    read_field_test,
)

EVENT = Path(("event",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('event = "a"', FieldTest(EVENT, "=", ("a",))),
        ('"a" = event', FieldTest(EVENT, "=", ("a",))),
        ("1 < event", FieldTest(EVENT, ">", (1,))),
        ("1 >= event", FieldTest(EVENT, "<=", (1,))),
        ('event in ["a", 1]', FieldTest(EVENT, "in", ("a", 1))),
        ("0 < length(event)", FieldTest(Call("length", (EVENT,)), ">", (0,))),
        ('lowercase(event) in ["a"]', FieldTest(Call("lowercase", (EVENT,)), "in", ("a",))),
        ("event in [userId]", None),
        ('"a" in event', None),
        ('event in "a"', None),
        ("event = userId", None),
        ("event", None),
    ],
)
def test_a_comparison_is_turned_to_begin_with_its_field(text: str, found: FieldTest | None) -> None:
    assert read_field_test(parse(text)) == found


def passing(text: str, values: FieldValues) -> frozenset[object]:
    test = read_field_test(parse(text))
    assert test is not None
    return values.accepted(test)


def test_values_are_told_apart_as_far_as_the_comparisons_do() -> None:
    """Two numbers leave room below, between and above; 2 and 2.0 are one."""
    values = FieldValues()
    for text in ("event < 2", "event = 2.0", "5 > event", 'event = "x"', "event = true"):
        test = read_field_test(parse(text))
        assert test is not None
        values.add(test)
    numbers = [("number", place) for place in (-1, 0, 1, 2, 3)]
    assert list(values.kinds()) == [*numbers, ("string", "x"), ("bool", True), OTHER]
    assert len(values) == 8
    assert passing("event < 2", values) == {("number", -1)}
    assert passing("event <= 2", values) == {("number", -1), ("number", 0)}
    assert passing("event > 2", values) == {("number", 1), ("number", 2), ("number", 3)}
    assert passing("event >= 5", values) == {("number", 2), ("number", 3)}
    assert passing("event = 2", values) == {("number", 0)}
    assert passing('event < "x"', values) == frozenset()


@pytest.mark.parametrize(
    ("limits", "kinds"),
    [
        (Limits(numbers=False), [("string", "x"), OTHER]),
        (Limits(least=0), [*(("number", place) for place in range(-1, 4)), ("string", "x"), OTHER]),
        (Limits(least=1, only=frozenset()), [("number", place) for place in (0, 1, 2, 3)]),
        (Limits(least=3, only=frozenset()), [("number", place) for place in (1, 2, 3)]),
        (Limits(least=7, only=frozenset()), [("number", 3)]),
        (Limits(numbers=False, without=frozenset({("string", "x")})), [OTHER]),
        (Limits(numbers=False, only=frozenset({("string", "x")})), [("string", "x")]),
        (Limits(numbers=False, only=frozenset({("string", "y")})), [OTHER]),
    ],
)
def test_values_stay_within_their_limits(limits: Limits, kinds: list[object]) -> None:
    """What is not named hides among the others."""
    values = FieldValues(limits)
    for text in ("event < 1", "event = 5", 'event = "x"'):
        test = read_field_test(parse(text))
        assert test is not None
        values.add(test)
    assert list(values.kinds()) == kinds
    assert len(values) == len(kinds)
