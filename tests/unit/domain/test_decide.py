"""The decision: every row cites the sentence that it holds (design.md, section 4; facts.md)."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pytest

from sprig_tui.domain.decide import decide, value_after_filters
from sprig_tui.domain.reasons import Outcome, Reason
from tests.factories import (
    BUTTON,
    LEFT_OUT,
    PRICING,
    RECEIVED_MS,
    TIMESTAMP_MS,
    USER,
    Payload,
    alias,
    content_of,
    delete,
    event_of,
    group,
    identify,
    page,
    registered,
    screen,
    track,
)

FORWARD: dict[str, object] = {"unknown_users": "forward"}
AUTO: dict[str, object] = {"auto_accept_events": True}
ENTRY_OFF = {"event": BUTTON, "enabled": False}
OFF: dict[str, object] = {"triggered_events": [ENTRY_OFF]}
NO_MAPPINGS: dict[str, object] = {"triggered_events": [], "page_urls": []}


def dropping(**fields: Sequence[str]) -> dict[str, object]:
    """A filter that takes fields out of objects; `top` is the top level."""
    named = {"" if path == "top" else path: list(names) for path, names in fields.items()}
    return {"filters": [{"action": "drop_properties", "fields": named}]}


class Row(NamedTuple):
    """One rule: what arrives under which configuration, and the reason that it must get."""

    source: str
    payload: object
    reason: str
    kind: str = "sprig"
    config: Mapping[str, object] = {}
    known: bool = True
    repeat: bool = False


TABLE = (
    # Step 1: not an event.
    Row("facts 2: an event needs a type", track(type=LEFT_OUT), "rejected.missing_type"),
    Row("design 4.1: unknown type", track(type="foo"), "rejected.unknown_type"),
    Row("facts 2: a track's event is required", track(""), "rejected.missing_event"),
    Row(
        "facts 2: an event needs userId or anonymousId",
        track(userId=None),
        "rejected.no_user_or_anonymous_id",
    ),
    Row("design 4.1: a userId is text", track(userId={}), "rejected.bad_user_id"),
    Row("design 4.1: an event is an object", [track()], "rejected.not_an_object"),
    # Step 2.
    Row("design 4.2: the messageId was seen", track(), "filtered.duplicate", repeat=True),
    Row(
        "design 4: the first step that applies",
        track(""),
        "rejected.missing_event",
        repeat=True,
    ),
    # Step 3.
    Row("facts 2: All false", identify(integrations={"All": False}), "filtered.integrations"),
    Row(
        "facts 2: an explicit flag beats All",
        identify(integrations={"All": False, "UserLeap": True}),
        "forwarded.identify",
    ),
    Row(
        "facts 2: Sprig Cloud is a name of it",
        identify(integrations={"Sprig Cloud": False}),
        "filtered.integrations",
    ),
    Row(
        "facts 2: flags are case sensitive",
        identify(integrations={"sprig": False}),
        "forwarded.identify",
    ),
    Row(
        "facts 2: an object counts as true",
        identify(integrations={"All": False, "Sprig": {"a": 1}}),
        "forwarded.identify",
    ),
    Row(
        "facts 1: Gleap answers to its own name",
        identify(integrations={"Sprig": False, "Gleap (Actions)": False}),
        "filtered.integrations",
        kind="gleap",
    ),
    Row(
        "facts 1: … and not to Sprig's",
        identify(integrations={"Sprig": False}),
        "forwarded.identify",
        kind="gleap",
    ),
    Row("design 4: step 3 before 4", group(integrations={"All": False}), "filtered.integrations"),
    # Step 4.
    *(Row("facts 1: classic", each, "filtered.unsupported_type") for each in (group(), screen())),
    *(
        Row("facts 1: actions", each, "filtered.unsupported_type", kind="sprig_actions")
        for each in (page(), alias(), group(), delete())
    ),
    *(
        Row("facts 6: Gleap's triggers", each, "filtered.unsupported_type", kind="gleap")
        for each in (alias(), group())
    ),
    # Step 5.
    Row(
        "facts 4: drop_event",
        track(),
        "filtered.destination_filter",
        config={"filters": [{"if": 'type = "track"', "action": "drop_event"}]},
    ),
    Row(
        "facts 4: sample 0 sends never",
        track(),
        "filtered.sampled_out",
        config={"filters": [{"action": "sample_event", "percent": 0.0}]},
    ),
    Row(
        "facts 4: an invalid expression sends nothing",
        track(),
        "filtered.invalid_filter",
        config={"filters": [{"if": "type ="}]},
    ),
    Row(
        "design 3: a disabled filter is ignored",
        track(),
        "forwarded.event",
        config={"filters": [{"if": "type =", "enabled": False}]},
    ),
    Row(
        "design 4.5: the rules see the event as the filters left it",
        track(),
        "filtered.missing_user_id",
        config=dropping(top=["userId"]),
    ),
    Row(
        "design 4.5: … its URL",
        page(),
        "filtered.missing_url",
        config=dropping(properties=["url"]),
    ),
    Row(
        "design 4.5: … its name", track(), "filtered.invalid_field", config=dropping(top=["event"])
    ),
    Row(
        "design 4.5: what it does not use may go",
        track(context={"ip": "1"}),
        "forwarded.event",
        config=dropping(context=["ip"], top=["anonymousId"]),
    ),
    # Step 6.
    Row(
        "facts 5: all need userId",
        track(userId=LEFT_OUT, anonymousId="a"),
        "filtered.missing_user_id",
    ),
    Row(
        "design 4: an empty userId is absent",
        page(userId="", anonymousId="a"),
        "filtered.missing_user_id",
        kind="gleap",
    ),
    Row("facts 6a: traits are an object", identify([1]), "filtered.invalid_field", "sprig_actions"),
    Row("facts 6a: traits are an object", identify([1]), "filtered.invalid_field", "gleap"),
    Row("facts 6a: only the actions refuse", identify([1]), "forwarded.identify"),
    Row(
        "facts 6a: a track needs a timestamp",
        track(timestamp=LEFT_OUT),
        "filtered.invalid_field",
        "sprig_actions",
    ),
    Row(
        "design 5: an unreadable timestamp on the actions",
        track(timestamp="yesterday"),
        "filtered.invalid_field",
        "gleap",
    ),
    Row("design 5: … on classic", track(timestamp="yesterday"), "forwarded.event"),
    Row("facts 6a: a screen without name", screen(""), "filtered.invalid_field", "sprig_actions"),
    Row("facts 6a: an email", identify({"email": "x"}), "filtered.invalid_field", "gleap"),
    Row("facts 6a: a number is text", identify(userId=123), "forwarded.identify", "sprig_actions"),
    # Step 7.
    *(
        Row("facts 5: identify", identify(), "forwarded.identify", kind, known=False)
        for kind in ("sprig", "sprig_actions", "gleap")
    ),
    Row("facts 5: an identify without traits", identify(LEFT_OUT), "forwarded.identify"),
    Row("facts 5: alias", alias(), "forwarded.alias", known=False),
    *(
        Row("facts 5, 6: deletion", delete(), "forwarded.delete", kind, known=False)
        for kind in ("sprig", "gleap")
    ),
    # Step 8.
    Row("facts 5: a registered event", track(), "forwarded.event"),
    Row("design 4.8: only disabled ones match", track(), "filtered.mapping_disabled", config=OFF),
    Row(
        "design 4.8: … even with auto accept",
        track(),
        "filtered.mapping_disabled",
        config=OFF | AUTO,
    ),
    Row(
        "design 4.8: the first enabled one in file order",
        track(),
        "forwarded.event",
        config={"triggered_events": [ENTRY_OFF, {"event": BUTTON}]},
    ),
    Row("facts 5: an unregistered event", track("Other"), "filtered.unmapped_event"),
    Row("facts 5: auto accept", track("Other"), "forwarded.auto_accepted", config=AUTO),
    Row("facts 5: names are compared exactly", track(BUTTON.lower()), "filtered.unmapped_event"),
    Row("facts 1: a screen is a track", screen(BUTTON), "forwarded.event", "sprig_actions"),
    Row(
        "facts 1: a screen is a track", screen("Other"), "filtered.unmapped_event", "sprig_actions"
    ),
    # Step 9.
    Row("facts 5: a registered page URL", page(), "forwarded.page"),
    Row(
        "design 4.9: only disabled ones match",
        page(),
        "filtered.mapping_disabled",
        config={"page_urls": [{"url": PRICING, "match": "exactly", "enabled": False}]},
    ),
    Row("design 4.9: none matches", page("https://shop.example/"), "filtered.unmapped_page"),
    Row("design 4.9: auto accept is for events", page("x"), "filtered.unmapped_page", config=AUTO),
    Row("design 4.9: no URL", page(LEFT_OUT), "filtered.missing_url"),
    Row("design 4.9: an empty URL", page(""), "filtered.missing_url"),
    Row(
        "design 4.9: only properties.url counts",
        page(LEFT_OUT, context={"page": {"url": PRICING}}),
        "filtered.missing_url",
    ),
    # Step 10.
    Row("facts 5: only identify creates users", track(), "filtered.unknown_user", known=False),
    Row("facts 5: … nor does a page", page(), "filtered.unknown_user", known=False),
    Row(
        "design 4.10: … nor an accepted event",
        track("Other"),
        "filtered.unknown_user",
        config=AUTO,
        known=False,
    ),
    Row("design 4.10: forward", track(), "forwarded.event", config=FORWARD, known=False),
    Row("design 4.10: filtered before", track("Other"), "filtered.unmapped_event", known=False),
    Row("design 4.10: on sprig only", track(), "forwarded.event", "sprig_actions", known=False),
    Row("design 4.10: on sprig only", track(), "forwarded.event", "gleap", known=False),
    # Gleap's mappings.
    *(
        Row("design 4: no mapping needed", each, reason, "gleap", NO_MAPPINGS)
        for each, reason in (
            (track("Other"), "forwarded.event"),
            (screen("Other"), "forwarded.event"),
            (page("https://other.example/"), "forwarded.page"),
            (page(LEFT_OUT), "forwarded.page"),
        )
    ),
    Row("design 4: with mappings 8 applies", track("Other"), "filtered.unmapped_event", "gleap"),
    Row("design 4: with mappings 8 applies", screen(BUTTON), "forwarded.event", "gleap"),
    Row("design 4: with mappings 9 applies", page(), "forwarded.page", "gleap"),
    Row(
        "design 4: with mappings 9 applies",
        page(LEFT_OUT),
        "filtered.missing_url",
        "gleap",
        {"page_urls": []},
    ),
    Row(
        "facts 6a: Gleap sends a track without its name",
        track(),
        "forwarded.auto_accepted",
        "gleap",
        dropping(top=["event"]) | AUTO,
    ),
    Row(
        "facts 6a: … which no mapping can match",
        track(),
        "filtered.unmapped_event",
        "gleap",
        dropping(top=["event"]),
    ),
)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.source)
def test_the_reason(row: Row) -> None:
    """Each rule gives its reason, and only what is forwarded has requests."""
    decision = decide(
        content_of(row.payload), registered(row.kind, **row.config), row.known, repeat=row.repeat
    )
    assert decision.reason.value == row.reason
    assert decision.outcome.value == row.reason.partition(".")[0]
    assert bool(decision.requests) is (decision.outcome is Outcome.FORWARDED)


def test_every_reason_of_a_decision_is_in_the_table() -> None:
    """Every reason can be reached; those of bodies are the wire's (reliability.md, section 3)."""
    of_bodies = {
        Reason.INVALID_JSON,
        Reason.TOO_LARGE,
        Reason.TOO_DEEP,
        Reason.BATCH_LIMIT,
    }
    assert {Reason(row.reason) for row in TABLE} == set(Reason) - of_bodies


def test_what_is_sent_is_what_the_filters_left() -> None:
    """facts.md, section 4: attributes that a filter takes out never reach Sprig."""
    taking = registered(**dropping(traits=["email"]))
    event = event_of(identify({"email": "a@b.example", "plan": "pro"}))
    (request,) = decide(event, taking, known_user=True).requests
    assert request.json == {"userId": USER, "attributes": {"plan": "pro"}}
    assert event.value["traits"]["email"] == "a@b.example"
    result = value_after_filters(event, taking)
    assert (result.changed, result.value["traits"]) == (("traits.email",), {"plan": "pro"})


def test_a_mapping_names_the_event_and_the_endpoint_the_host() -> None:
    """design.md, section 3: `sprig_event` and `endpoint`."""
    config: dict[str, Any] = {
        "triggered_events": [{"event": BUTTON, "sprig_event": "cta"}],
        "endpoint": "http://127.0.0.1:9",
    }
    decision = decide(event_of(track()), registered(**config), known_user=True)
    (request,) = decision.requests
    assert request.url == "http://127.0.0.1:9/v2/users"
    assert request.json is not None
    assert request.json["events"] == [{"event": "cta", "timestamp": TIMESTAMP_MS}]
    assert decision.requests is decision.requests


def test_warnings_keep_their_order() -> None:
    """What reading the event found comes first, then what the destination does."""
    event = event_of(track(userID=USER, messageId=7, timestamp="x"), received_at_ms=RECEIVED_MS)
    decision = decide(event, registered(), known_user=True)
    assert decision.warnings[:-1] == event.warnings
    assert decision.warnings[-1].startswith("The timestamp cannot be read")
    switched_off = decide(event, registered(**OFF), known_user=True)
    assert switched_off.warnings == decision.warnings
    repeated = decide(event, registered(), known_user=True, repeat=True)
    assert repeated.warnings == event.warnings


@pytest.mark.parametrize(
    ("payload", "part"),
    [
        (track(integrations={"All": False}), 'The integrations object says "All": false.'),
        (group(), "Sprig does not take group calls."),
        (track(userId="", anonymousId="a"), "Sprig needs a userId, and the event has none."),
        (track(), "was not identified through this listener"),
    ],
)
def test_details_name_the_rule(payload: Payload, part: str) -> None:
    """One plain sentence; the mapping steps' own are in test_registered."""
    detail = decide(event_of(payload), registered(), known_user=False).detail
    assert part in detail
    assert detail.endswith(".")
