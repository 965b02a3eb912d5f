"""A filter tried on recent events."""

import pytest

from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import Rules
from sprig_tui.domain.settings import DestinationFilter, Kind
from sprig_tui.services.filter_trial import (
    FilterTrial,
    RecentEvents,
    Trial,
    find_recent,
    read_recent,
    sides,
    with_filter,
)
from tests.factories import body, group, identify, page, registered, track
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row


def a_filter(**fields: object) -> DestinationFilter:
    return DestinationFilter.model_validate({"if": 'event = "A"', **fields})


async def recent(*payloads: object, kind: Kind = Kind.SPRIG, limit: int = 1000) -> RecentEvents:
    log = MemoryLog()
    for number, payload in enumerate(payloads, 1):
        name = payload.get("event") if isinstance(payload, dict) else None
        reason = Reason.UNMAPPED_EVENT if payload is not None else Reason.NOT_AN_OBJECT
        row = new_row(number, reason, payload=body(payload), known_user=True, name=name)
        log.writes.append(row)
    return await read_recent(log, kind, limit=limit)


async def test_recent_events_are_the_newest_first_with_their_fields() -> None:
    found = await recent(track("A"), None, group(), track("B", integrations={"All": False}))
    assert [each.row.id for each in found.events] == [4, 3, 1]
    assert [each.arrives for each in found.events] == [False, False, True]
    assert (found.looked_at, found.older) == (4, False)
    assert found.fields[0] in ("type", "messageId")
    assert {"properties.plan", "traits.name", "integrations.All"} <= set(found.fields)
    few = await recent(track("A"), track("B"), limit=1)
    assert (few.looked_at, few.older, few.events[0].row.name) == (1, True, "B")


async def test_fields_that_fql_writes_with_escapes_or_too_deep_are_left_out() -> None:
    deep = {"a": {"b": {"c": {"d": 1}}}, "x y": 1, "\x1b[2J": 1, "": 1, "ok": []}
    found = await recent(track("A", properties=deep))
    below = {name for name in found.fields if name.startswith("properties.")}
    assert below == {"properties.a", "properties.a.b", "properties.a.b.c", "properties.ok"}


async def test_a_drop_filter_says_how_many_would_be_dropped_and_names_the_newest() -> None:
    events = await recent(track("A"), track("B"), track("A"), group())
    result = FilterTrial((), a_filter(), index=None).judge(events)
    assert (result.looked_at, result.matched, result.stopped, result.taken) == (4, 2, 2, ())
    assert result.first is not None
    assert result.first.id == 3


async def test_an_edited_filter_counts_as_on_and_one_that_does_not_parse_as_off() -> None:
    events = await recent(track("A"), track("B"))
    broken = a_filter(**{"if": "a ="})
    entry = a_filter(enabled=False)
    assert FilterTrial((broken, entry), entry, index=1).judge(events).stopped == 1
    assert FilterTrial((broken,), entry, index=0).judge(events).stopped == 1


async def test_events_that_another_filter_stops_do_not_get_to_it() -> None:
    events = await recent(track("A"), track("B"))
    other = a_filter(**{"if": 'event = "B"'})
    result = FilterTrial((other,), a_filter(**{"if": "all"}), index=None).judge(events)
    assert (result.matched, result.behind) == (1, 1)


async def test_fields_that_it_takes_out_are_counted_apart_from_those_of_others() -> None:
    plans = [{"email": "a", "plan": "b"}, {"email": "c"}, {}]
    events = await recent(*(track("A", properties=one) for one in plans))
    other = a_filter(action="drop_properties", fields={"properties": ["plan"]})
    entry = a_filter(action="drop_properties", fields={"properties": ["email", "plan"]})
    result = FilterTrial((other,), entry, index=None).judge(events)
    assert (result.matched, result.stopped, result.taken) == (3, 0, (("properties.email", 2),))
    assert result.first is not None
    assert result.first.id == 2


async def test_one_event_is_decided_without_the_filter_and_with_it() -> None:
    events = await recent(identify({"email": "a@b.c", "plan": "pro"}), track(), group())
    taking = {"action": "drop_properties", "fields": {"traits": ["email"]}, "enabled": False}
    entry = a_filter(**{"if": "all", **taking})
    without, having = map(Rules, sides(registered().source, entry, index=None))
    tried = FilterTrial((), entry, index=None)
    one = tried.try_on(events.events[2], without, having)
    assert one.step is not None
    assert one.step.matched
    assert one.without.reason is one.having.reason is Reason.IDENTIFY
    assert "without emailAddress" in one.differences
    assert tried.try_on(events.events[0], without, having).step is None


async def test_one_event_that_is_dropped_is_not_sent() -> None:
    events = await recent(track())
    entry = a_filter(**{"if": "all"})
    source = registered().source.model_copy(update={"filters": (entry,)})
    without, having = map(Rules, sides(source, entry, index=0))
    one = FilterTrial((), entry, index=None).try_on(events.events[0], without, having)
    assert (one.without.reason, one.having.reason) == (Reason.EVENT, Reason.DESTINATION_FILTER)
    assert one.differences == ()


@pytest.mark.parametrize(
    ("text", "row"), [("#1", 1), ("2", 2), ("b", 3), ("nothing", None), ("99", None)]
)
async def test_an_event_is_found_by_number_or_name(text: str, row: int | None) -> None:
    events = await recent(track("A"), track("A"), track("B"), page())
    found = find_recent(events, text, Trial())
    assert (found and found.row.id) == row


async def test_without_a_text_it_is_the_newest_that_matches_else_the_newest() -> None:
    events = await recent(track("A"), track("A"), track("B"))
    judged = FilterTrial((), a_filter(), index=None).judge(events)
    for result, row in ((judged, 2), (Trial(), 3)):
        found = find_recent(events, "", result)
        assert found is not None
        assert found.row.id == row
    assert find_recent(RecentEvents(), "", Trial()) is None


def test_an_edited_filter_takes_its_place() -> None:
    one, other, new = a_filter(name="1"), a_filter(name="2"), a_filter(name="3")
    assert with_filter((one, other), new, index=None) == (one, other, new)
    assert with_filter((one, other), new, index=0) == (new, other)
