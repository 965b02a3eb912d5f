"""facts, section 5: Sprig, the classic destination and the published action."""

from pathlib import Path
from typing import Any, Final

import pytest

from tests.factories import (
    LEFT_OUT,
    PRICING,
    TIMESTAMP,
    TIMESTAMP_MS,
    alias,
    delete,
    identify,
    page,
    screen,
    track,
)
from tests.facts.cases import (
    ACTIONS,
    BUTTON_MAPPED,
    FORWARD,
    PRICING_MAPPED,
    PURGE,
    USERS,
    Case,
    case_name,
    filtered,
    forwarded,
    show,
    uncovered,
)

RULES: Final = {
    "address": "facts, section 5: POST https://api.sprig.com/v2/users.",
    "endpoint": "design, section 3: an endpoint takes the place of the destination's own.",
    "userId": "facts, section 5: userId is required.",
    "events": 'facts, section 5: events: [{"event": name, "timestamp": Unix ms}].',
    "one user": "facts, section 5: one user a request.",
    "purge": "facts, section 5: POST /v2/purge/visitors deletes.",
    "flatten": 'facts, section 5: traits are flattened with dots ("plan.tier": "pro").',
    "lists": "facts, section 5: lists are kept as they are.",
    "email": "facts, section 5: email stays, and kind sprig sends a string as emailAddress too.",
    "track": 'facts, section 5: Track is {"userId", "events": [{"event", "timestamp"}]}.',
    "alias": 'facts, section 5: Alias is an Identify without the attributes: {"userId"}.',
    "page": "facts, section 5: Page is a pageview: sprig_event or pageview.",
    "deletion": "facts, section 5: a deletion is a purge.",
    "all need userId": "facts, section 5: all need userId.",
    "milliseconds": "facts, section 5: timestamps are integer milliseconds.",
    "fractions": "facts, section 5: fractions are cut.",
    "offsets": "facts, section 5: offsets are honoured.",
    "only Identify": "facts, section 5: only Identify calls (and alias) create users.",
    "never identified": "facts, section 5: Track and Page of an unknown user must not create one.",
    "mapped to event names": "facts, section 5: triggered events are mapped to Track event names.",
    "mapped to url": "facts, section 5: page URLs are mapped to properties.url.",
    "auto accept on": "facts, section 5: on: unregistered events are accepted.",
    "auto accept off": "facts, section 5: off: an unregistered event becomes a request.",
    "filter surveys": "facts, section 5: Segment events can only filter surveys, not trigger them.",
    "setUserId": "facts, section 5: visitors are matched by the SDK's setUserId.",
    "environments": "facts, section 5: Development and Production have separate keys.",
}
ELSEWHERE: Final = {
    "Authorization headers, 202, 429, the limit, GET": "delivery; no record holds a key",
    "a denied request comes back when seen again": "tests/contract/test_event_log.py",
}

_MAPPED = FORWARD + BUTTON_MAPPED + PRICING_MAPPED
_USER = {"userId": "u-1"}


def body(event: str, at_ms: int = TIMESTAMP_MS) -> dict[str, Any]:
    """What is sent for one event."""
    return {**_USER, "events": [{"event": event, "timestamp": at_ms}]}


def traits(name: str, rule: str, given: object, sent: object) -> list[Case]:
    """An Identify on both kinds."""
    full = {**_USER, "attributes": sent}
    return [
        Case(f"{name}, on {kind}", rule, [identify(given)], [forwarded("identify", full)], config)
        for kind, config in (("sprig", FORWARD), ("sprig_actions", ACTIONS))
    ]


def at(rule: str, timestamp: str, at_ms: int) -> list[Case]:
    """A Track call of that time, on both kinds."""
    sent = body("Button Clicked", at_ms)
    return [
        Case(f"{timestamp} on {kind}", rule, [track(timestamp=timestamp)],
             [forwarded("event", sent)], config + BUTTON_MAPPED)
        for kind, config in (("sprig", FORWARD), ("sprig_actions", ACTIONS))
    ]  # fmt: skip


CASES: Final = [
    Case("of every call but a deletion", "address",
         [identify(messageId="1"), track(messageId="2"), page(messageId="3"), alias(messageId="4")],
         [forwarded("identify", url=USERS), forwarded("event", url=USERS),
          forwarded("page", url=USERS), forwarded("alias", url=USERS)], _MAPPED),
    Case("of the action", "address",
         [identify(messageId="1"), track(messageId="2"), screen("Home", messageId="3")],
         [forwarded("identify", url=USERS), forwarded("event", url=USERS),
          forwarded("event", body("Home"), USERS)],
         ACTIONS + BUTTON_MAPPED + '[[triggered_events]]\nevent = "Home"\n'),
    *(
        Case(endpoint, "endpoint", [identify()],
             [forwarded("identify", url="http://127.0.0.1:9/v2/users")],
             f'[destination]\nendpoint = "{endpoint}"\n')
        for endpoint in ("http://127.0.0.1:9", "http://127.0.0.1:9/")
    ),
    Case("without it nothing is sent", "userId", [identify(userId=None, anonymousId="a")],
         [filtered("missing_user_id", "Sprig needs a userId")]),
    Case("a number is text", "userId", [alias(userId=123)],
         [forwarded("alias", {"userId": "123"})]),
    Case("name and time", "events", [track()], [forwarded("event", body("Button Clicked"))],
         _MAPPED),
    Case("each has its own request", "one user",
         [identify({}, userId="a", messageId="1"), identify({}, userId="b", messageId="2")],
         [forwarded("identify", {"userId": "a", "attributes": {}}, USERS),
          forwarded("identify", {"userId": "b", "attributes": {}}, USERS)]),
    Case("of one", "purge", [delete()], [forwarded("delete", {"userIds": ["u-1"]}, PURGE)]),
    *traits("one level", "flatten", {"plan": {"tier": "pro"}}, {"plan.tier": "pro"}),
    *traits("three levels", "flatten", {"a": {"b": {"c": 1}, "d": True}, "e": "f"},
            {"a.b.c": 1, "a.d": True, "e": "f"}),
    *traits("names with dots stay", "flatten", {"a.b": 1}, {"a.b": 1}),
    *traits("of objects too", "lists", {"a": {"tags": ["x", {"b": {"c": 1}}]}, "e": []},
            {"a.tags": ["x", {"b": {"c": 1}}], "e": []}),
    Case("text", "email", [identify({"email": "a@b.example"})],
         [forwarded("identify", {**_USER, "attributes": {"email": "a@b.example"},
                                 "emailAddress": "a@b.example"})]),
    *(
        Case(f"{email!r} is none", "email", [identify({"email": email})],
             [forwarded("identify", {**_USER, "attributes": {"email": email}})])
        for email in (7, None, ["a@b.example"], "")
    ),
    Case("the action has no emailAddress", "email", [identify({"email": "a@b.example"})],
         [forwarded("identify", {**_USER, "attributes": {"email": "a@b.example"}})], ACTIONS),
    Case("its properties are not sent", "track", [track(properties={"price": 5})],
         [forwarded("event", body("Button Clicked"), mapping=("triggered_events", 0))], _MAPPED),
    Case("by the name that the mapping gives it", "track", [track()],
         [forwarded("event", body("CTA"))], FORWARD + BUTTON_MAPPED + 'sprig_event = "CTA"\n'),
    Case("without attributes even where it has traits", "alias", [alias(traits={"a": 1})],
         [forwarded("alias", _USER, USERS)]),
    Case("pageview", "page", [page()],
         [forwarded("page", body("pageview"), mapping=("page_urls", 0))], _MAPPED),
    Case("sprig_event", "page", [page()], [forwarded("page", body("Pricing viewed"))],
         FORWARD + PRICING_MAPPED + 'sprig_event = "Pricing viewed"\n'),
    Case("without timestamp", "deletion", [delete(timestamp=LEFT_OUT)],
         [forwarded("delete", {"userIds": ["u-1"]}, PURGE)]),
    *(
        Case(call["type"], "all need userId", [call], [filtered("missing_user_id")], _MAPPED)
        for call in (make(userId=None, anonymousId="a-1")
                     for make in (identify, track, page, alias, delete))
    ),
    *at("milliseconds", TIMESTAMP, TIMESTAMP_MS),
    *at("milliseconds", "1970-01-01T00:00:00.001Z", 1),
    *at("fractions", "2023-11-22T10:12:44.7579999Z", TIMESTAMP_MS),
    *at("fractions", "2023-11-22T10:12:44.7Z", 1_700_647_964_700),
    *at("fractions", "2023-11-22T10:12:44.999999999Z", 1_700_647_964_999),
    *at("offsets", "2023-11-22T15:42:44.757+05:30", TIMESTAMP_MS),
    *at("offsets", "2023-11-22T02:12:44.757-0800", TIMESTAMP_MS),
    Case(
        "identify, alias, and not track or page",
        "only Identify",
        [
            track(messageId="1"),
            page(messageId="2"),
            identify(messageId="3"),
            track(messageId="4"),
            page(messageId="5"),
            alias(userId="u-2", messageId="6"),
            track(userId="u-2", messageId="7"),
        ],
        [
            filtered("unknown_user"),
            filtered("unknown_user"),
            forwarded("identify"),
            forwarded("event"),
            forwarded("page"),
            forwarded("alias"),
            forwarded("event"),
        ],
        BUTTON_MAPPED + PRICING_MAPPED,
    ),
    Case("an Identify that is held back creates nobody", "only Identify",
         [identify(messageId="1", integrations={"All": False}), track(messageId="2")],
         [filtered("integrations"), filtered("unknown_user")], BUTTON_MAPPED),
    Case("a deleted user is unknown again", "only Identify",
         [identify(messageId="1"), delete(messageId="2"), track(messageId="3")],
         [forwarded("identify"), forwarded("delete"), filtered("unknown_user")], BUTTON_MAPPED),
    Case("by default they are filtered", "never identified", [track(), page(messageId="2")],
         [filtered("unknown_user", "through this listener", mapping=("triggered_events", 0)),
          filtered("unknown_user", "users import", mapping=("page_urls", 0))],
         BUTTON_MAPPED + PRICING_MAPPED),
    Case("a user named as known", "never identified", [track()], [forwarded("event")],
         BUTTON_MAPPED, ("--known-user", "u-1")),
    Case("unknown_users = forward", "never identified", [track()], [forwarded("event")], _MAPPED),
    Case("auto accepted ones too", "never identified", [track()], [filtered("unknown_user")],
         "[destination]\nauto_accept_events = true\n"),
    Case("the action does not ask", "never identified", [track()], [forwarded("event")],
         ACTIONS + BUTTON_MAPPED),
    Case("the first enabled one in the file", "mapped to event names", [track()],
         [forwarded("event", body("second"), mapping=("triggered_events", 2))],
         FORWARD + '[[triggered_events]]\nevent = "Other"\n' + BUTTON_MAPPED
         + 'enabled = false\nsprig_event = "first"\n' + BUTTON_MAPPED + 'sprig_event = "second"\n'
         + BUTTON_MAPPED + 'sprig_event = "third"\n'),
    Case("not by another case", "mapped to event names", [track("button clicked")],
         [filtered("unmapped_event", "with the same upper and lower case")], _MAPPED),
    Case("by url, not by name, path or title", "mapped to url",
         [page(name=PRICING, properties={"url": "https://shop.example/", "path": PRICING,
                                         "title": PRICING})],
         [filtered("unmapped_page")], _MAPPED),
    Case("a page is no triggered event, and a track no page", "mapped to url",
         [page(name="Button Clicked", properties={"url": "Button Clicked"}),
          track(PRICING, messageId="2")],
         [filtered("unmapped_page"), filtered("unmapped_event")], _MAPPED),
    Case("an unregistered event", "auto accept on", [track("New Event")],
         [forwarded("auto_accepted", body("New Event"), detail="Auto Accept Events is on")],
         FORWARD + "auto_accept_events = true\n" + BUTTON_MAPPED),
    Case("not for pages", "auto accept on", [page()], [filtered("unmapped_page")],
         FORWARD + "auto_accept_events = true\n"),
    Case("a disabled mapping holds it back", "auto accept on", [track()],
         [filtered("mapping_disabled")],
         FORWARD + "auto_accept_events = true\n" + BUTTON_MAPPED + "enabled = false\n"),
    Case("it is not sent", "auto accept off", [track("New Event")],
         [filtered("unmapped_event", "No triggered event matches")], _MAPPED),
    Case("said of every Track that goes", "filter surveys", [track(), track("B", messageId="2")],
         [forwarded("event", detail="can filter surveys but never trigger them"),
          forwarded("auto_accepted", detail="can filter surveys but never trigger them")],
         FORWARD + "auto_accept_events = true\n" + BUTTON_MAPPED),
    Case("said of every Track that goes", "setUserId", [track()],
         [forwarded("event", detail="finds the visitor by setUserId")], _MAPPED),
    Case("the decision is the same and shows no key", "environments", [identify({})],
         [forwarded("identify", {**_USER, "attributes": {}}, USERS)],
         '[destination]\nenvironment = "production"\n'
         '[destination.api_keys]\ndevelopment = "key-d"\nproduction = "key-p"\n'),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_the_rule_is_kept(case: Case, tmp_path: Path) -> None:
    show(case, RULES, tmp_path)


def test_every_rule_has_a_case() -> None:
    assert uncovered(RULES, CASES) == set()
