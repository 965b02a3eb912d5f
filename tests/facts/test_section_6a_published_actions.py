"""facts, section 6a: what the published actions accept (kinds sprig_actions and gleap)."""

from pathlib import Path
from typing import Any, Final

import pytest

from tests.factories import (
    LEFT_OUT,
    TIMESTAMP,
    TIMESTAMP_MS,
    alias,
    delete,
    group,
    identify,
    page,
    screen,
    track,
)
from tests.facts.cases import (
    ACTIONS,
    BUTTON_MAPPED,
    FORWARD,
    GLEAP,
    Case,
    Expected,
    case_name,
    filtered,
    forwarded,
    show,
    uncovered,
)

RULES: Final = {
    "as text": 'facts, section 6a: string fields take numbers and booleans as text (123: "123").',
    "refused": "facts, section 6a: string fields refuse objects and lists.",
    "empty": "facts, section 6a: an empty string counts as missing.",
    "traits": "facts, section 6a: traits must be an object.",
    "email": "facts, section 6a: Gleap refuses an email that is not one.",
    "URI": "facts, section 6a: Gleap refuses a page URL that is not a URI.",
    "date": "facts, section 6a: Gleap refuses a timestamp that is not a date.",
    "Sprig: name": "facts, section 6a: a track without name is refused by Sprig.",
    "Sprig: timestamp": "facts, section 6a: a track without timestamp is refused by Sprig.",
    "Gleap: name": "facts, section 6a: Gleap sends a track without a name.",
    "Gleap: timestamp": "facts, section 6a: Gleap refuses a track without a timestamp.",
    "reason": "facts, section 6a: filtered.invalid_field, with the field in the detail.",
    "userId": "facts, section 6a: filtered.missing_user_id when it is the userId.",
    "flattening": "facts, section 6a: only objects are flattened, lists and nulls stay.",
    "empty object": "facts, section 6a: an empty object vanishes.",
    "no traits": "facts, section 6a: no traits means no attributes, {} stays {}.",
    "unsupported": "facts, section 1: the action takes Identify, Track, Screen; no Page, no Alias.",
}

SPRIG: Final = ACTIONS + BUTTON_MAPPED
NO_EVENT: Final = '[[filters]]\naction = "drop_properties"\nfields = { "" = ["event"] }\n'


def both(name: str, rule: str, call: object, expected: Expected) -> list[Case]:
    """The same on both kinds."""
    return [
        Case(f"{name}, {kind}", rule, [call], [expected], config)
        for kind, config in (("sprig_actions", SPRIG), ("gleap", GLEAP))
    ]


def refused(name: str, rule: str, field: str, *calls: object, config: str = GLEAP) -> Case:
    """Calls that are not sent because of a field."""
    lines = [call | {"messageId": str(n)} for n, call in enumerate(calls) if isinstance(call, dict)]
    return Case(name, rule, lines, [filtered("invalid_field", f"{field}:")] * len(calls), config)


def taken(name: str, rule: str, body: dict[str, Any], call: object, config: str = GLEAP) -> Case:
    """A call, and the body that it makes."""
    reason = "identify" if body.get("events") is None else "event"
    return Case(name, rule, [call], [forwarded(reason, body)], config)


def at(url: object) -> dict[str, Any]:
    """A context with that page."""
    return {"context": {"page": {"url": url}}}


def sprig(traits: object) -> dict[str, Any]:
    """Sprig's body with these attributes."""
    return {"userId": "u-1", "attributes": traits}


def named(name: str) -> dict[str, Any]:
    """Sprig's body of an event."""
    return {"userId": "u-1", "events": [{"event": name, "timestamp": TIMESTAMP_MS}]}


CONTACT: Final = {"userId": "u-1", "lastActivity": TIMESTAMP}
EMAILS: Final = (
    "laura",
    "laura@",
    "@b.example",
    "a b@c.example",
    "a@b",
    "a@b..example",
    "a@-b.example",
)
BAD_URIS: Final = (
    "/here",
    "shop.example",
    "https://shop.example/a b",
    "//shop.example",
    "https://é.example",
)
DATES: Final = (
    "yesterday",
    "2023-11-22T10:12:44.75705:30",
    "2023-13-01T00:00:00Z",
    "12:00",
    "2023-02-30",
)

NOT_TEXT: Final[dict[str, list[tuple[object, dict[str, object]]]]] = {
    "traits.email": [({"email": {}}, {}), ({"email": ["a@b.example"]}, {})],
    "traits.phone": [({"phone": {}}, {}), ({"phone": []}, {})],
    "traits.plan": [({"plan": {"tier": 1}}, {}), ({"plan": []}, {})],
    "traits.company.name": [({"company": {"name": []}}, {})],
    "traits.company.id": [({"company": {"id": {}}}, {})],
    "properties.first_name": [({}, {"properties": {"first_name": {}}})],
    "properties.last_name": [({}, {"properties": {"last_name": []}})],
    "context.locale": [({}, {"context": {"locale": {}}})],
    "context.page.url": [({}, at([]))],
}
"""Traits and other fields of an Identify that Gleap refuses."""

CASES: Final = [
    *(
        Case(f"userId {given!r}, {kind}", "as text", [identify({}, userId=given)],
             [forwarded("identify", fields={"user_id": text})], config)
        for given, text in ((123, "123"), (1.5, "1.5"), (True, "true"), (0, "0"))
        for kind, config in (("sprig_actions", SPRIG), ("gleap", GLEAP))
    ),
    taken("userId on Sprig", "as text", {"userId": "123", "attributes": {}},
          identify({}, userId=123), SPRIG),
    taken("userId on Gleap", "as text", {"userId": "123", "lastActivity": TIMESTAMP},
          identify({}, userId=123)),
    taken("a track's event", "as text", named("7"), track(7),
          ACTIONS + '[[triggered_events]]\nevent = "7"\n'),
    taken("a screen's name", "as text", named("7"), screen(7),
          ACTIONS + '[[triggered_events]]\nevent = "7"\n'),
    taken("phone, plan and company", "as text",
          CONTACT | {"phone": "49", "plan": "true", "companyId": "1.5", "company": {"id": 1.5}},
          identify({"phone": 49, "plan": True, "company": {"id": 1.5}})),
    taken("names and locale", "as text", CONTACT | {"name": "1 true", "lang": "7"},
          identify({}, properties={"first_name": 1, "last_name": True}, context={"locale": 7})),
    *(
        refused(f"{field} on Gleap", "refused", field,
                *(identify(traits, **fields) for traits, fields in calls))
        for field, calls in NOT_TEXT.items()
    ),
    refused("names on Gleap", "refused", "name", page(name={}), screen(name=["a"])),
    refused("context.page.url on Gleap", "refused", "context.page.url", track(**at({})),
            page(**at(["https://shop.example"]))),
    Case("a name that is not looked at, Gleap", "refused", [track(name={"not": "text"})],
         [forwarded("event")], GLEAP),
    refused("a screen's name on Sprig", "refused", "name", screen(name={}), screen(name=["a"]),
            config=ACTIONS),
    taken("texts of a contact", "empty", CONTACT,
          identify({"email": "", "phone": "", "plan": ""},
                   properties={"first_name": "", "last_name": ""}, context={"locale": ""})),
    refused("a screen's name on Sprig", "empty", "name", screen(name=""), config=ACTIONS),
    refused("timestamp on Sprig", "empty", "timestamp", track(timestamp=""), config=SPRIG),
    refused("timestamp on Gleap", "empty", "timestamp", track(timestamp="")),
    *both("userId", "empty", identify(userId="", anonymousId="a"), filtered("missing_user_id")),
    *(
        Case(f"{traits!r}, {kind}", "traits", [identify(traits)],
             [filtered("invalid_field", "traits: it must be an object")], config)
        for traits in ("gold", 7, True, ["a"])
        for kind, config in (("sprig_actions", SPRIG), ("gleap", GLEAP))
    ),
    Case("classic Sprig leaves them out", "traits", [identify(["a"])],
         [forwarded("identify", {"userId": "u-1"}, warnings=("not an object",))], FORWARD),
    refused("Gleap", "email", "traits.email", *(identify({"email": email}) for email in EMAILS)),
    *(
        taken(f"{email} on Gleap", "email", CONTACT | {"email": email}, identify({"email": email}))
        for email in ("a@b.example", "first.last+tag@sub.shop.example")
    ),
    taken("Sprig does not look", "email", sprig({"email": "laura"}), identify({"email": "laura"}),
          SPRIG),
    refused("a page's", "URI", "context.page.url", *(page(**at(url)) for url in BAD_URIS)),
    refused("a track's and a screen's", "URI", "context.page.url", track(**at("/here")),
            screen(**at("/here"))),
    *(
        Case(url, "URI", [page(**at(url))], [forwarded("page")], GLEAP)
        for url in ("https://shop.example/a%20b?c=d#e", "http://127.0.0.1:8765/", "app:home")
    ),
    refused("an event's", "date", "timestamp", *(track(timestamp=date) for date in DATES)),
    refused("a contact's", "date", "timestamp", *(identify(timestamp=date) for date in DATES)),
    refused("Sprig cannot read it either", "date", "timestamp",
            *(track(timestamp=date) for date in DATES), config=SPRIG),
    refused("taken away by a filter", "Sprig: name", "event", track(), config=SPRIG + NO_EVENT),
    refused("a screen", "Sprig: name", "name", screen(LEFT_OUT), screen(None), config=ACTIONS),
    refused("absent", "Sprig: timestamp", "timestamp", track(timestamp=LEFT_OUT),
            track(timestamp=None), config=SPRIG),
    Case("an Identify needs none", "Sprig: timestamp", [identify(timestamp=LEFT_OUT)],
         [forwarded("identify")], SPRIG),
    taken("taken away by a filter", "Gleap: name",
          {"events": [{"date": TIMESTAMP, "userId": "u-1"}]}, track(properties=None),
          GLEAP + NO_EVENT),
    refused("absent", "Gleap: timestamp", "timestamp", track(timestamp=LEFT_OUT),
            track(timestamp=None)),
    Case("on Gleap", "reason", [identify({"email": "laura"})],
         [filtered("invalid_field", "Gleap does not take the field traits.email")], GLEAP),
    Case("on Sprig", "reason", [identify("gold")],
         [filtered("invalid_field", "Sprig (Actions) does not take the field traits")], ACTIONS),
    *both("absent", "userId", identify(userId=LEFT_OUT, anonymousId="a"),
          filtered("missing_user_id")),
    *both("before other fields", "userId", identify("gold", userId=None, anonymousId="a"),
          filtered("missing_user_id")),
    taken("lists and nulls", "flattening",
          sprig({"a.b": [1, {"c": 2}], "a.d": None, "e": None, "f": []}),
          identify({"a": {"b": [1, {"c": 2}], "d": None}, "e": None, "f": []}), SPRIG),
    taken("at any depth", "empty object", sprig({"d": 1}),
          identify({"a": {}, "b": {"c": {}}, "d": 1}), SPRIG),
    taken("absent", "no traits", {"userId": "u-1"}, identify(traits=LEFT_OUT), SPRIG),
    taken("null", "no traits", {"userId": "u-1"}, identify(LEFT_OUT) | {"traits": None}, SPRIG),
    taken("{}", "no traits", sprig({}), identify({}), SPRIG),
    taken("only an empty object in it", "no traits", sprig({}), identify({"a": {}}), SPRIG),
    Case("what the move from classic would lose", "unsupported",
         [page(), alias(messageId="2"), group(messageId="3"), delete(messageId="4"),
          screen("Button Clicked", messageId="5"), track(messageId="6"), identify(messageId="7")],
         [filtered("unsupported_type")] * 4
         + [forwarded("event"), forwarded("event"), forwarded("identify")], SPRIG),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_the_rule_is_kept(case: Case, tmp_path: Path) -> None:
    show(case, RULES, tmp_path)


def test_every_rule_has_a_case() -> None:
    assert uncovered(RULES, CASES) == set()
