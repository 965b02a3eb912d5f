"""Tracking plans."""

import json

import pytest

from sprig_tui.domain.mapping_exchange.exchanged import UnreadableError
from sprig_tui.domain.mapping_exchange.tracking_plan import read_plan, write_plan
from sprig_tui.domain.settings import Config, MatchType, PageUrl, TriggeredEvent

RULE = {"type": "TRACK", "key": "Signed Up", "version": 1, "jsonSchema": {"description": "a\n b"}}
OLD = {"display_name": "p", "rules": {"events": [{"name": "Signed Up", "description": "a b"}]}}


@pytest.mark.parametrize(
    "plan",
    [
        {"rules": [RULE]},
        {"data": {"rules": [RULE]}},
        {"data": {"trackingPlan": {"rules": [RULE]}}},
        [RULE],
        OLD,
        {"tracking_plan": OLD},
    ],
)
def test_every_shape_of_a_plan_is_read(plan: object) -> None:
    """A Track event becomes one that matches exactly; its description is the note of a new one."""
    read = read_plan("\ufeff" + json.dumps(plan))
    (mapping,) = read.mappings
    assert mapping.entry == TriggeredEvent(event="Signed Up", note="a b")
    assert mapping.named == {"event", "match"}
    assert (mapping.place, read.tables) == ("rule 1", ("triggered_events",))


def test_a_list_of_names_is_a_plan() -> None:
    assert [one.entry.pattern for one in read_plan('["A", "B"]').mappings] == ["A", "B"]


def test_an_event_in_several_versions_is_one_mapping() -> None:
    """The first of them, in the order of the plan; that there are more is said."""
    read = read_plan('["A", "B", {"key": "A", "version": 2}, "A"]')
    assert [(one.entry.pattern, one.place) for one in read.mappings] == [
        ("A", "rule 1"),
        ("B", "rule 2"),
    ]
    assert list(read.notes) == ["2 more with the name of another, such as other versions of it"]


def test_rules_about_other_calls_are_passed_over_and_said() -> None:
    rules = [{"type": kind, "key": "x"} for kind in ("PAGE", "SCREEN", "SCREEN", "COMMON")]
    read = read_plan(json.dumps({"rules": rules}))
    assert list(read.notes) == [
        "1 page rule passed over: they have names, and page URLs need URLs",
        "2 screen rules passed over: only Track events become mappings",
        "1 common rule passed over: only Track events become mappings",
    ]
    assert (list(read.mappings), list(read.refusals)) == ([], [])


def test_every_bad_rule_is_told_with_its_number() -> None:
    rules = [7, {"type": "TRUCK"}, {"type": "TRACK"}, {"key": 3}, {"key": ""}, {"type": []}]
    read = read_plan(json.dumps({"rules": rules}))
    assert [str(one) for one in read.refusals] == [
        "rule 1: it is neither a rule nor a name",
        "rule 2: its type is none of Segment's",
        "rule 3: it has no key or name that is a text",
        "rule 4: it has no key or name that is a text",
        "rule 5: the pattern is missing",
        "rule 6: its type is none of Segment's",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{\n  x", "line 2, column 3: this is no JSON"),
        ("[" * 200_000, "nested too deep"),
        ("9" * 5_000, "thousands of digits"),
        ("{}", "no tracking plan"),
        ('{"data": {}}', "no tracking plan"),
        ('{"rules": {"identify": {}}}', "no tracking plan"),
        ("null", "no tracking plan"),
        (json.dumps(["x"] * 10_001), "10,001 mappings"),
    ],
)
def test_what_is_no_plan_is_refused_as_a_whole(text: str, why: str) -> None:
    with pytest.raises(UnreadableError, match=why):
        read_plan(text)


def test_a_plan_holds_what_it_can_and_says_what_it_cannot() -> None:
    config = Config(
        triggered_events=(
            TriggeredEvent(event="A", note="why", sprig_event="S"),
            TriggeredEvent(event="A"),
            TriggeredEvent(event="B", enabled=False),
            TriggeredEvent(event="C", match=MatchType.CONTAINS),
        ),
        page_urls=(PageUrl(url="/a"),),
    )
    text, lost = write_plan(config)
    assert [rule["key"] for rule in json.loads(text)["rules"]] == ["A"]
    assert list(lost) == [
        "1 page URLs are left out: a plan has names, no URLs",
        "1 events are left out: a plan has no match types but exactly",
        "1 events are left out that are switched off",
        "1 names for Sprig are not held",
        "1 events are left out that have the name of another",
    ]


def test_a_plan_of_nothing_is_one() -> None:
    assert write_plan(Config()) == ('{\n  "rules": []\n}\n', [])
