"""Adding up what two sets of rules make of the same events."""

import pytest

from sprig_tui.domain.comparison import Comparison, Effect, MappingShift
from sprig_tui.domain.comparison_tally import ComparisonTally, sent_name
from sprig_tui.domain.decide import decide
from sprig_tui.domain.decision import MappingRef, OutgoingRequest
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import Rules
from tests import factories


def compare(
    before: Rules,
    after: Rules,
    *payloads: object,
    most: int = 200,
    newest_first: bool = False,
    planned: int | None = None,
) -> Comparison:
    """What changes for payloads of known users."""
    tally = ComparisonTally(
        before.source, after.source, most=most, newest_first=newest_first, planned=planned
    )
    for position, payload in enumerate(payloads, start=1):
        content = factories.content_of(payload)
        tally.add(
            str(position), content, decide(content, before, True), decide(content, after, True)
        )
    return tally.result()


def events(*names: str, **fields: object) -> Rules:
    return factories.rules(triggered_events=[{"event": name} for name in names], **fields)


def test_equal_rules_change_nothing() -> None:
    rules = factories.registered()
    found = compare(rules, rules, factories.track(), factories.page(), {"type": "what"})
    assert (found.looked_at, found.planned, found.differs) == (3, 3, 0)
    assert found.steps[Reason.EVENT, Reason.EVENT] == 1
    assert (found.changes, found.shifts, found.mappings) == ((), (), ())


def test_a_change_names_the_event_and_both_sides() -> None:
    """With the reason, the mapping and the event that would be sent."""
    found = compare(events(), events("Other", factories.BUTTON), factories.track())
    (change,) = found.changes
    assert (change.id, change.type, change.name) == ("1", "track", factories.BUTTON)
    assert change.user_id == factories.USER
    assert change.moves
    assert not change.sends_other
    assert (change.before.reason, change.before.mapping) == (Reason.UNMAPPED_EVENT, None)
    assert change.after.mapping == MappingRef("triggered_events", 1)
    assert (change.before.name, change.after.name) == (None, factories.BUTTON)
    assert (found.gained, found.lost, found.left_out) == (1, 0, 0)


def test_another_sprig_event_is_sent_differently() -> None:
    before = factories.registered()
    after = factories.registered(
        triggered_events=[{"event": factories.BUTTON, "sprig_event": "Pressed"}]
    )
    found = compare(before, after, factories.track(), factories.track())
    assert (found.sends_other, found.gained, found.lost, found.other_reason) == (2, 0, 0, 0)
    assert found.changes[0].sends_other
    assert [change.after.name for change in found.changes] == ["Pressed", "Pressed"]
    assert [(one.before, one.after, one.count) for one in found.shifts] == [
        (Reason.EVENT, Reason.EVENT, 2)
    ]
    assert found.mappings == ()


def test_another_server_is_no_difference() -> None:
    elsewhere = factories.registered(endpoint="http://127.0.0.1:9/")
    found = compare(factories.registered(), elsewhere, factories.track(), factories.identify())
    assert found.differs == 0


def test_another_kind_sends_an_identify_differently() -> None:
    """Classic Sprig gets the email address beside the attributes, too."""
    found = compare(
        factories.registered(), factories.registered("sprig_actions"), factories.identify()
    )
    (change,) = found.changes
    assert change.sends_other
    assert change.fields == ("without emailAddress",)
    assert found.shifts[0].fields == (("without emailAddress", 1),)
    assert change.effect is found.shifts[0].effect is Effect.SENT_DIFFERENTLY
    assert (change.before.name, change.after.name) == (None, None)
    assert found.shifts[0].names == ()


def test_a_mapping_is_the_same_wherever_it_stands_in_the_file() -> None:
    found = compare(events("A", "B"), events("New", "B", "A"), factories.track("A"))
    assert (found.differs, found.mappings) == (0, ())


def test_what_mappings_gain_and_lose_is_counted_with_the_names() -> None:
    before = factories.rules(triggered_events=[{"event": "Order", "match": "startsWith"}])
    after = events("Order Completed", "Cart")
    tracks = [factories.track(name) for name in ("Order Completed", "Order Paid", "Cart", "Cart")]
    found = compare(before, after, *tracks)
    assert found.other_mapping == 1
    assert [change.other_mapping for change in found.changes] == [True, False, False, False]
    assert found.mappings == (
        MappingShift(
            "triggered_events",
            before=0,
            after=None,
            description='triggered event "Order" (startsWith)',
            lost=2,
            names=(("Order Completed", 1), ("Order Paid", 1)),
        ),
        MappingShift(
            "triggered_events",
            before=None,
            after=1,
            description='triggered event "Cart" (exactly)',
            gained=2,
            names=(("Cart", 2),),
        ),
        MappingShift(
            "triggered_events",
            before=None,
            after=0,
            description='triggered event "Order Completed" (exactly)',
            gained=1,
            names=(("Order Completed", 1),),
        ),
    )


def test_another_mapping_alone_is_a_change() -> None:
    """It is counted, listed and summed up, apart from what is sent differently."""
    before = factories.rules(triggered_events=[{"event": "A"}, {"event": "B"}])
    after = factories.rules(
        triggered_events=[
            {"event": "A", "match": "contains"},
            {"event": "B", "match": "contains", "sprig_event": "Bee"},
        ]
    )
    found = compare(before, after, *map(factories.track, ("A", "B", "A")))
    assert (found.other_mapping, found.only_other_mapping, found.sends_other) == (3, 2, 1)
    assert (found.differs, found.other_reason, found.gained, found.lost) == (3, 0, 0, 0)
    assert [change.effect for change in found.changes] == [
        Effect.OTHER_MAPPING,
        Effect.SENT_DIFFERENTLY,
        Effect.OTHER_MAPPING,
    ]
    assert all(change.other_mapping for change in found.changes)
    assert [(one.other_mapping, one.count, one.names) for one in found.shifts] == [
        (True, 2, (("A", 2),)),
        (False, 1, (("B", 1),)),
    ]


def test_a_gleap_that_needs_no_mapping_any_more_forwards_by_none() -> None:
    """Also auto accept takes the place of a mapping, then for another reason."""
    before, after = events(factories.BUTTON, kind="gleap"), factories.rules("gleap")
    found = compare(before, after, factories.track(), factories.identify())
    (change,) = found.changes
    assert (change.effect, change.after.mapping) == (Effect.OTHER_MAPPING, None)
    assert (found.other_mapping, found.only_other_mapping) == (1, 1)
    accepts = factories.rules(auto_accept_events=True)
    found = compare(events(factories.BUTTON), accepts, factories.track())
    (change,) = found.changes
    assert (change.effect, change.other_mapping) == (Effect.OTHER_REASON, True)
    assert (found.other_mapping, found.only_other_mapping) == (1, 0)


def test_of_equal_mappings_the_one_that_decides_is_named() -> None:
    """The first that is switched on."""
    twins = [
        {"event": factories.BUTTON, "enabled": False},
        {"event": factories.BUTTON},
        {"event": factories.BUTTON},
    ]
    found = compare(events(), factories.rules(triggered_events=twins), factories.track())
    assert found.mappings[0].after == 1


def test_triggered_events_come_before_page_urls_of_the_same_size() -> None:
    found = compare(factories.registered(), events(), factories.page(), factories.track())
    assert [one.table for one in found.mappings] == ["triggered_events", "page_urls"]
    assert [one.lost for one in found.mappings] == [1, 1]


def test_the_largest_shifts_come_first() -> None:
    found = compare(
        factories.registered(), events(), factories.page(), factories.track(), factories.track()
    )
    assert [(one.after, one.count) for one in found.shifts] == [
        (Reason.UNMAPPED_EVENT, 2),
        (Reason.UNMAPPED_PAGE, 1),
    ]


def test_ten_names_are_kept_of_a_shift() -> None:
    tracks = [factories.track(f"E{number}") for number in range(12)]
    after = factories.rules(auto_accept_events=True)
    found = compare(events(), after, *tracks, factories.track("E11"))
    assert found.shifts[0].names[:2] == (("E11", 2), ("E0", 1))
    assert len(found.shifts[0].names) == 10


@pytest.mark.parametrize(
    ("newest_first", "ids"), [(False, ["1", "2"]), (True, ["4", "3"])], ids=["file", "log"]
)
def test_as_many_changes_are_listed_as_were_asked_for(newest_first: bool, ids: list[str]) -> None:
    """The first ones of a file, the newest ones of the log; the rest is counted."""
    tracks = [factories.track() for _ in range(4)]
    found = compare(
        events(), factories.registered(), *tracks, most=2, newest_first=newest_first, planned=9
    )
    assert [change.id for change in found.changes] == ids
    assert (found.left_out, found.gained, found.planned) == (2, 4, 9)


@pytest.mark.parametrize(
    ("newest_first", "ids"), [(False, ["1", "3"]), (True, ["3", "2"])], ids=["file", "log"]
)
def test_another_reason_alone_gives_way_to_an_effect(newest_first: bool, ids: list[str]) -> None:
    """Those that stay filtered fill up what room is left, in their place of the order."""
    after = factories.rules(
        triggered_events=[{"event": "A", "enabled": False}, {"event": factories.BUTTON}]
    )
    payloads = (factories.track("A"), factories.track("A"), factories.track())
    found = compare(events(), after, *payloads, most=2, newest_first=newest_first)
    assert [change.id for change in found.changes] == ids
    assert (found.other_reason, found.left_out) == (2, 1)


@pytest.mark.parametrize("newest_first", [False, True], ids=["file", "log"])
def test_what_is_lost_is_listed_before_anything_else(newest_first: bool) -> None:
    """However many others there are, whatever the order."""
    before = events("Old", "Both", "Same")
    after = factories.rules(
        triggered_events=[
            {"event": "Both", "sprig_event": "Other"},
            {"event": "New"},
            {"event": "Off", "enabled": False},
            {"event": "Same", "match": "contains"},
        ]
    )
    names = ("Off", "Same", "Both", "New", "Old", "New", "Both", "Off")
    tracks = [factories.track(name) for name in names]
    expected = [*Effect]
    counts = [1, 2, 2, 2, 1]
    for most, shown in ((1, 1), (2, 2), (4, 3), (7, 4), (8, 5)):
        found = compare(before, after, *tracks, most=most, newest_first=newest_first)
        assert sorted({change.effect for change in found.changes}) == expected[:shown]
    assert [found.counted(effect) for effect in expected] == counts


@pytest.mark.parametrize(
    ("json", "name"),
    [
        ({"userId": "u", "events": [{"event": "A"}]}, "A"),
        ({"events": [{"name": "pageView", "data": {}}]}, "pageView"),
        ({"userId": "u"}, None),
        ({"events": []}, None),
        ({"events": [{"event": 7}]}, None),
        (None, None),
    ],
)
def test_the_sent_name_is_read_from_the_requests(
    json: dict[str, object] | None, name: str | None
) -> None:
    assert sent_name([OutgoingRequest("POST", "https://api.sprig.com/v2/users", json)]) == name
    assert sent_name([]) is None
