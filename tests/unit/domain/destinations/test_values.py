"""Values as the published actions read and flatten them (facts.md, section 6a)."""

import pytest

from sprig_tui.domain.destinations.values import (
    as_text,
    flatten,
    is_missing,
    is_refused_text,
    member,
    sendable,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("pro", "pro"),
        (" ", " "),
        (123, "123"),
        (2**70, str(2**70)),
        (1.0, "1"),
        (-0.0, "0"),
        (1.5, "1.5"),
        (1e20, "100000000000000000000"),
        (1e21, "1e+21"),
        (0.00001, "0.00001"),
        (0.000001, "0.000001"),
        (1e-7, "1e-7"),
        (-2.5e-10, "-2.5e-10"),
        (True, "true"),
        (False, "false"),
        (None, None),
        ("", None),
        ({}, None),
        ([], None),
    ],
)
def test_a_text_field_takes_scalars(value: object, text: str | None) -> None:
    """«Fields that want a string take numbers and booleans as text»."""
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("value", "missing", "refused"),
    [
        (None, True, False),
        ("", True, False),
        (0, False, False),
        (False, False, False),
        ({}, False, True),
        ([], False, True),
        (["a"], False, True),
    ],
)
def test_an_empty_string_counts_as_missing(value: object, missing: bool, refused: bool) -> None:
    """«… and refuse objects and lists; an empty string counts as missing»."""
    assert (is_missing(value), is_refused_text(value)) == (missing, refused)


def test_a_path_that_leaves_the_objects_leads_nowhere() -> None:
    """Lists, texts and absent names are None, not errors."""
    value = {"a": {"b": 1}, "list": [1], "text": "x"}
    assert member(value, "a", "b") == 1
    assert member(value) == value
    for path in (("a", "c"), ("list", "0"), ("text", "x"), ("a", "b", "c")):
        assert member(value, *path) is None


def test_flattening_joins_names_with_dots() -> None:
    """facts.md, sections 5 and 6a: lists and nulls stay, an empty object vanishes."""
    traits = {
        "plan": {"tier": "pro", "seats": {"used": 3}, "none": {}},
        "tags": [{"id": 1}, []],
        "gone": None,
        "empty": {},
        "": {"": 1},
    }
    assert flatten(traits) == {
        "plan.tier": "pro",
        "plan.seats.used": 3,
        "tags": [{"id": 1}, []],
        "gone": None,
        ".": 1,
    }


def test_integers_that_do_not_fit_go_as_text() -> None:
    """reliability.md, section 3, row 8: others would read 2^64 as a float."""
    value = {
        "big": [2**63, -(2**63) - 1],
        "fits": [2**63 - 1, -(2**63)],
        "other": [1.5, True, None],
    }
    assert sendable(value) == value | {"big": [str(2**63), str(-(2**63) - 1)]}
    assert flatten({"a": {"id": 2**64}}) == {"a.id": str(2**64)}
