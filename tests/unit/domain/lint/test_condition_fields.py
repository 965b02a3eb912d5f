"""Comparisons of a field with literals."""

import pytest

from sprig_tui.domain.fql.parsing import parse
from sprig_tui.domain.fql.tree import Path
from sprig_tui.domain.lint.condition_fields import OTHER, FieldTest, FieldValues, read_field_test

EVENT = Path(("event",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('event = "a"', FieldTest(EVENT, "=", ("a",))),
        ('"a" = event', FieldTest(EVENT, "=", ("a",))),
        ("1 < event", FieldTest(EVENT, ">", (1,))),
        ("1 >= event", FieldTest(EVENT, "<=", (1,))),
        ('event in ["a", 1]', FieldTest(EVENT, "in", ("a", 1))),
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
