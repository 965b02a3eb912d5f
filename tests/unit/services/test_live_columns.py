"""Choosing columns."""

import pytest

from sprig_tui.domain.columns import MOST, ColumnError
from sprig_tui.services.live_columns import USUAL, ColumnPlan, seen_fields
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row


def _names(plan: ColumnPlan) -> list[str]:
    return [line.name for line in plan.lines]


def test_the_usual_columns_need_no_choice() -> None:
    plan = ColumnPlan(())
    assert plan.chosen == ()
    assert _names(plan) == list(USUAL)
    assert not any(line.pinned for line in plan.lines)
    assert plan.switch(0)
    assert plan.chosen == USUAL[1:]
    plan.restore()
    assert plan.chosen == ()


def test_what_is_off_stands_behind_what_was_chosen() -> None:
    plan = ColumnPlan(("why", "properties.plan"))
    assert _names(plan)[:3] == ["why", "properties.plan", "time"]
    assert plan.lines[1].pinned
    assert plan.chosen == ("why", "properties.plan")


def test_the_last_column_stays() -> None:
    plan = ColumnPlan(("properties.plan",))
    assert not plan.switch(0)
    assert not plan.drop(0)
    assert plan.switch(1)
    assert plan.drop(0)
    assert plan.chosen == ("time",)


def test_columns_are_moved_within_bounds() -> None:
    plan = ColumnPlan(())
    assert plan.move(0, -1) == 0
    assert plan.move(0, 1) == 1
    assert plan.chosen[:2] == ("type", "time")
    assert plan.move(6, 5) == 6


def test_a_field_is_pinned_once_behind_the_cursor() -> None:
    plan = ColumnPlan(())
    assert plan.pin("prop.plan", 2) == 3
    assert plan.chosen[3] == "properties.plan"
    plan.switch(3)
    assert plan.pin("properties.plan", 0) == 3
    assert plan.lines[3].on
    with pytest.raises(ColumnError, match=r"properties\.plan"):
        plan.pin("plan", 0)
    assert not plan.drop(0)
    assert plan.drop(3)
    for number in range(MOST - len(USUAL)):
        plan.pin(f"properties.p{number}", 0)
    with pytest.raises(ColumnError, match="there are 20 columns already"):
        plan.pin("properties.one_more", 0)


def test_a_field_that_is_pinned_at_the_top_comes_behind_the_name() -> None:
    """Never between the time and the type; behind the cursor where that is further down."""
    plan = ColumnPlan(())
    assert plan.pin("properties.plan", 0) == 3
    assert plan.chosen[:4] == ("time", "type", "name", "properties.plan")
    assert plan.pin("traits.age", 4) == 5
    assert plan.chosen[4:6] == ("who", "traits.age")
    nameless = ColumnPlan(("time", "why"))
    assert nameless.pin("properties.plan", 0) == 1


async def test_fields_of_recent_events_are_offered_the_most_frequent_first() -> None:
    log = MemoryLog()
    values = [
        {"properties": {"plan": "pro", "deep": {"a": {"b": {"c": 1}}}}, "writeKey": "k"},
        {"properties": {"plan": "free", "writeKey": "k", "": 1}, "traits": {"e mail": "x"}},
        {"properties": "none", "context": {"library": {"name": "node"}}},
        ["no object"],
    ]
    for number, value in enumerate(values):
        log.writes.append(new_row(number, value=value))
    log.writes.append(new_row(9, payload=b"{"))
    found = await seen_fields(log)
    assert found[0] == "properties.plan"
    assert sorted(found[1:]) == [
        "context.library.name", "properties.deep.a.b", 'traits."e mail"',
    ]  # fmt: skip
