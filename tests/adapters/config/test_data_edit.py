"""What a file must say after a step."""

import math
from typing import Any

import pytest

from sprig_tui.adapters.config.data_edit import drop_emptied, edit_data, same_data
from sprig_tui.adapters.config.steps import Change, Insertion, Move, Removal, Step
from sprig_tui.domain.settings import MatchType

A, B, C = {"event": "a"}, {"event": "b"}, {"event": "c"}


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        ({}, Change(("version",), 1), {"version": 1}),
        ({}, Change(("a", "b"), (MatchType.REGEX,)), {"a": {"b": ["regex"]}}),
        ({"a": {"b": 1}}, Change(("a", "b"), None), {"a": {}}),
        ({}, Change(("a", "b"), None), {}),
        ({"x": [A]}, Change(("x", 0, "event"), "z"), {"x": [{"event": "z"}]}),
        ({}, Insertion("x", 0, (A, B)), {"x": [A, B]}),
        ({"x": [A, B]}, Insertion("x", 1, (C,)), {"x": [A, C, B]}),
        ({"x": [A, B]}, Removal("x", 0), {"x": [B]}),
        ({"x": [A]}, Removal("x", 0), {}),
        ({"x": [A, B, C]}, Move("x", 0, 2), {"x": [B, C, A]}),
        ({"x": [A, B, C]}, Move("x", 2, 0), {"x": [C, A, B]}),
    ],
)
def test_a_step_changes_the_data(before: dict[str, Any], step: Step, after: object) -> None:
    """And nothing else."""
    data = {name: list(value) if name == "x" else value for name, value in before.items()}
    if "x" in data:
        data["x"] = [dict(entry) for entry in data["x"]]
    edit_data(data, step)
    assert data == after
    assert same_data(data, after)


@pytest.mark.parametrize(
    "step",
    [
        Insertion("x", 2, (A,)),
        Insertion("x", -1, (A,)),
        Removal("x", 1),
        Removal("y", 0),
        Move("x", 0, 1),
        Change(("x", 1, "event"), "z"),
        Change(("x", 1, "event"), None),
    ],
)
def test_an_entry_that_is_not_there_is_an_error(step: Step) -> None:
    """The edit was meant for another file."""
    with pytest.raises(IndexError):
        edit_data({"x": [dict(A)]}, step)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1, 1, True),
        (1, 1.0, False),
        (1, True, False),
        (math.nan, math.nan, True),
        ({"a": [1]}, {"a": [1]}, True),
        ({"a": [1]}, {"a": [1, 2]}, False),
        ({"a": 1}, {"b": 1}, False),
        ([], {}, False),
    ],
)
def test_types_count_when_data_is_compared(one: object, other: object, same: bool) -> None:
    """The file would mean something else."""
    assert same_data(one, other) is same


@pytest.mark.parametrize(
    ("data", "after"),
    [
        ({"a": {"b": {}}}, {}),
        ({"a": {"b": {}, "c": 1}}, {"a": {"c": 1}}),
        ({"a": {"b": {"z": 1}}}, {"a": {"b": {"z": 1}}}),
    ],
)
def test_tables_that_hold_nothing_are_dropped(data: dict[str, Any], after: object) -> None:
    """From the inside out."""
    drop_emptied(data, ("a", "b", "c"))
    assert data == after


def test_an_empty_entry_is_kept() -> None:
    """Dropping it would renumber the others."""
    data: dict[str, Any] = {"x": [{}]}
    drop_emptied(data, ("x", 0, "event"))
    assert data == {"x": [{}]}
