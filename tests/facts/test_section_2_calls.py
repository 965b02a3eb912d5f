"""facts, section 2: Segment's calls."""

from pathlib import Path
from typing import Final

import pytest

from tests.factories import (
    AUDIENCE,
    LEFT_OUT,
    PRICING,
    TIMESTAMP_MS,
    alias,
    audience,
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
    PRICING_MAPPED,
    PURGE,
    Case,
    case_name,
    filtered,
    forwarded,
    rejected,
    show,
    uncovered,
)

RULES: Final = {
    "nulls": "facts, section 2: SDKs send explicit nulls.",
    "casing": "facts, section 2: calls vary; section 3b: field casing varies by customer.",
    "unknown fields": "facts, section 2: unknown fields are kept, never refused.",
    "identify": "facts, section 2: identify has traits.",
    "track": "facts, section 2: track has event (required) and properties.",
    "page": "facts, section 2: page has name?, category? and properties with url.",
    "context.page.url": "facts, section 2: the browser SDK also fills context.page.url.",
    "screen": "facts, section 2: screen has a name.",
    "group": "facts, section 2: group has groupId and traits.",
    "alias": "facts, section 2: alias has previousId and userId.",
    "delete": "facts, section 2: delete has a userId, a deletion request to partners.",
    "ids": "facts, section 2: an event needs userId or anonymousId.",
    "messageId length": "facts, section 2: messageId is under 100 characters.",
    "messageId": "facts, section 2: messageId is unique, and Segment de-duplicates by it.",
    "timestamps": "facts, section 2: timestamps are ISO 8601.",
    "bad timestamps": "facts, section 2: bad timestamps occur in the wild.",
    "All": 'facts, section 2: integrations: {"All": false, "Sprig": true}.',
    "flag case": "facts, section 2: flags are case sensitive.",
    "names": "facts, section 2: it answers to UserLeap, Sprig and Sprig Cloud.",
    "explicit flag": "facts, section 2: a flag for one of its names beats All.",
    "options": "facts, section 2: a flag may be an object (options), which counts as true.",
    "audience": "facts, section 2: an audience is a boolean trait of an Identify by Engage.",
    "computed trait": "facts, section 2: computation_class is audience, or trait.",
}
ELSEWHERE: Final = {
    "de-duplication over at least 24 hours": "tests/contract/test_event_log.py: as long as the row",
    "when Engage syncs": "a fact about Segment that changes nothing here",
}

_USER = {"userId": "u-1"}
_CLICK = {"events": [{"event": "Button Clicked", "timestamp": TIMESTAMP_MS}]}
_MAPPED = FORWARD + BUTTON_MAPPED + PRICING_MAPPED
_OFF = filtered("integrations")
_ON = forwarded("identify")


def flags(name: str, rule: str, integrations: object, *, on: bool, config: str = FORWARD) -> Case:
    """Whether an Identify with this integrations object is meant for the destination."""
    lines = [identify(integrations=integrations)]
    return Case(name, rule, lines, [_ON if on else _OFF], config)


def at(name: str, timestamp: str, at_ms: int, rule: str = "timestamps") -> Case:
    """A Track call of that time."""
    events = [{"event": "Button Clicked", "timestamp": at_ms}]
    expected = forwarded("event", {**_USER, "events": events}, no_warning="timestamp")
    return Case(name, rule, [track(timestamp=timestamp)], [expected], _MAPPED)


CASES: Final = [
    Case(
        "a null id beside a real one",
        "nulls",
        [track(anonymousId=None), track(userId=None, anonymousId="a-1", messageId="m-2")],
        [forwarded("event", {**_USER, **_CLICK}), filtered("missing_user_id")],
        _MAPPED,
    ),
    Case(
        "nulls in every optional field",
        "nulls",
        [
            identify(
                **dict.fromkeys(
                    ("anonymousId", "context", "integrations", "version", "channel", "sentAt")
                )
            )
        ],
        [forwarded("identify", no_warning="")],
    ),
    Case("null for both ids", "nulls", [track(userId=None, anonymousId=None)],
         [rejected("no_user_or_anonymous_id")]),
    Case(
        "userID, UserId and EVENT",
        "casing",
        [track(userId=LEFT_OUT, userID="u-1"), {"Type": "track", "EVENT": "Button Clicked",
         "UserId": "u-1"}],
        [forwarded("event", {**_USER, **_CLICK}), forwarded("event")],
        _MAPPED,
    ),
    Case(
        "fields that no document names",
        "unknown fields",
        [track(_metadata={"bundled": ["a"]}, writeKey="wk", somethingNew=[1, {"a": None}])],
        [forwarded("event", {**_USER, **_CLICK}, no_warning="")],
        _MAPPED,
    ),
    Case(
        "they are there for the rules to see",
        "unknown fields",
        [track(_metadata={"bundled": ["a"]})],
        [filtered("destination_filter")],
        _MAPPED + "[[filters]]\nif = '\"a\" in _metadata.bundled'\n",
    ),
    Case("traits", "identify", [identify({"firstName": "Laura"})],
         [forwarded("identify", {**_USER, "attributes": {"firstName": "Laura"}})]),
    Case("without traits", "identify", [identify(traits=LEFT_OUT)],
         [forwarded("identify", _USER)]),
    Case("with its event", "track", [track()], [forwarded("event", {**_USER, **_CLICK})], _MAPPED),
    Case(
        "no event, null, empty, not text",
        "track",
        [track(event, messageId=str(n)) for n, event in enumerate([LEFT_OUT, None, "", {}, []])],
        [rejected("missing_event")] * 5,
        _MAPPED,
    ),
    Case(
        "properties are optional",
        "track",
        [track(properties=LEFT_OUT)],
        [forwarded("event", {**_USER, **_CLICK})],
        _MAPPED,
    ),
    Case(
        "without name and category",
        "page",
        [page(name=LEFT_OUT), page(category="Docs", messageId="2")],
        [forwarded("page", fields={"name": PRICING, "type": "page"}), forwarded("page")],
        _MAPPED,
    ),
    Case("without properties", "page", [page(properties=LEFT_OUT)], [filtered("missing_url")],
         _MAPPED),
    Case(
        "it does not stand in for properties.url",
        "context.page.url",
        [page(LEFT_OUT, context={"page": {"url": PRICING}})],
        [filtered("missing_url", "context.page.url matches page URL")],
        _MAPPED,
    ),
    Case("its name is the event's", "screen", [screen("Home")],
         [forwarded("event", fields={"name": "Home"})],
         ACTIONS + '[[triggered_events]]\nevent = "Home"\n'),
    Case("read, though Sprig takes none", "group", [group()],
         [filtered("unsupported_type", fields={"type": "group", "user_id": "u-1"})]),
    Case("the new id is the user", "alias", [alias(previousId="a-1", userId="u-9")],
         [forwarded("alias", {"userId": "u-9"})]),
    Case("to Sprig", "delete", [delete()], [forwarded("delete", {"userIds": ["u-1"]}, PURGE)]),
    Case("of nobody", "delete", [delete(userId=LEFT_OUT, anonymousId="a")],
         [filtered("missing_user_id")]),
    Case(
        "one of them",
        "ids",
        [
            track(),
            track(userId=LEFT_OUT, anonymousId="a-1", messageId="2"),
            track(userId="", anonymousId="", messageId="3"),
            identify(userId=LEFT_OUT, messageId="4"),
        ],
        [
            forwarded("event"),
            filtered("missing_user_id", fields={"anonymous_id": "a-1"}),
            rejected("no_user_or_anonymous_id"),
            rejected("no_user_or_anonymous_id"),
        ],
        _MAPPED,
    ),
    Case(
        "a longer one is known by its digest",
        "messageId length",
        [identify(messageId=name) for name in ("x" * 300, "x" * 300, "y" * 99)],
        [forwarded("identify", warnings=("messageId over 100",)), filtered("duplicate"),
         forwarded("identify", no_warning="messageId")],
    ),
    Case(
        "whatever else differs",
        "messageId",
        [identify(messageId="a"), track(messageId="a"), identify(messageId="b")],
        [forwarded("identify"), filtered("duplicate"), forwarded("identify")],
    ),
    Case(
        "a missing one repeats nothing",
        "messageId",
        [identify(messageId=LEFT_OUT), identify(messageId=LEFT_OUT)],
        [forwarded("identify", warnings=("no messageId",))] * 2,
    ),
    at("UTC", "2023-11-22T10:12:44.757Z", 1_700_647_964_757),
    at("with an offset", "2023-11-22T12:12:44.757+02:00", 1_700_647_964_757),
    at("without seconds' fraction", "2023-11-22T10:12:44Z", 1_700_647_964_000),
    at("a date", "2023-11-22", 1_700_611_200_000),
    Case(
        "on kind sprig it is sent, with a warning",
        "bad timestamps",
        [track(timestamp="2023-11-22T10:12:44.75705:30")],
        [forwarded("event", {**_USER, "events": [{"event": "Button Clicked"}]},
                   warnings=("The timestamp cannot be read",))],
        _MAPPED,
    ),
    Case(
        "the published actions refuse it",
        "bad timestamps",
        [track(timestamp="2023-11-22T10:12:44.75705:30")],
        [filtered("invalid_field", "timestamp")],
        ACTIONS + BUTTON_MAPPED,
    ),
    flags("the destination alone", "All", {"All": False, "Sprig": True}, on=True),
    flags("none", "All", {"All": False}, on=False),
    flags("all", "All", {"All": True}, on=True),
    flags("others are none of ours", "All", {"Mixpanel": False}, on=True),
    flags("all in small letters says nothing", "flag case", {"all": False}, on=True),
    flags("sprig in small letters is no name", "flag case", {"All": False, "sprig": True},
          on=False),
    flags("SPRIG off is no name either", "flag case", {"SPRIG": False}, on=True),
    *(
        flags(f"{name} off on {kind}", "names", {name: False}, on=False, config=config)
        for name in ("UserLeap", "Sprig", "Sprig Cloud")
        for kind, config in (("sprig", FORWARD), ("sprig_actions", ACTIONS))
    ),
    *(
        flags(f"{name} on", "names", {"All": False, name: True}, on=True)
        for name in ("UserLeap", "Sprig", "Sprig Cloud")
    ),
    flags("Gleap is not Sprig", "names", {"Sprig": False}, on=True, config=GLEAP),
    flags("off beats All", "explicit flag", {"All": True, "Sprig Cloud": False}, on=False),
    flags("on beats All", "explicit flag", {"All": False, "UserLeap": True}, on=True),
    flags("an object", "options", {"All": False, "Sprig": {"apiKey": "x"}}, on=True),
    flags("an empty object", "options", {"All": False, "Sprig": {}}, on=True),
    Case(
        "entered and left",
        "audience",
        [audience(True), audience(False) | {"messageId": "2"}],
        [
            forwarded("identify", {**_USER, "attributes": {AUDIENCE: True}}),
            forwarded("identify", {**_USER, "attributes": {AUDIENCE: False}}),
        ],
    ),
    Case(
        "Engage can be told from others by a filter",
        "audience",
        [audience(True), identify({AUDIENCE: True}, messageId="2")],
        [filtered("destination_filter"), forwarded("identify")],
        FORWARD + "[[filters]]\nif = 'context.personas.computation_class = \"audience\"'\n",
    ),
    Case(
        "any value",
        "computed trait",
        [audience(12.5, computation="trait")],
        [forwarded("identify", {**_USER, "attributes": {AUDIENCE: 12.5}})],
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_the_rule_is_kept(case: Case, tmp_path: Path) -> None:
    show(case, RULES, tmp_path)


def test_every_rule_has_a_case() -> None:
    assert uncovered(RULES, CASES) == set()
