"""facts, section 4: destination filters, their actions and their order."""

import hashlib
from pathlib import Path
from typing import Final

import pytest

from tests.factories import TIMESTAMP_MS, identify, track
from tests.facts.cases import (
    BUTTON_MAPPED,
    FORWARD,
    Case,
    case_name,
    filtered,
    forwarded,
    show,
    uncovered,
)

RULES: Final = {
    "ten": "facts, section 4: at most 10 filters per destination.",
    "order": "facts, section 4: order: sample, drop, drop properties, allow properties.",
    "invalid": "facts, section 4: an invalid FQL expression means the event is not sent.",
    "drop_event": "facts, section 4: drop_event.",
    "sample_event": "facts, section 4: sample_event by percent.",
    "sample by path": "facts, section 4: by a path's value, the same user gets the same answer.",
    "drop_properties": "facts, section 4: drop_properties / blocklist.",
    "allow_properties": "facts, section 4: allow_properties / whitelist.",
    "paths": "facts, section 4: paths such as properties, context.device, traits.",
    "top level": "facts, section 4: the empty path is the top level.",
    "array": "facts, section 4: a path that names an array applies to each object in it.",
    "inside only": "facts, section 4: allow lists look only inside the object they name.",
    "md5": "facts, section 4: the MD5 of the value's JSON text, 8 bytes as a fraction of 2^64.",
    "less than": "facts, section 4: sent when it is less than the percentage (0 never, 1 always).",
}

_MAPPED = FORWARD + BUTTON_MAPPED
_GONE = filtered("destination_filter")
_OUT = filtered("sampled_out")
_DROP = "[[filters]]\nif = 'event = \"Button Clicked\"'\n"
_SAMPLE_NONE = '[[filters]]\naction = "sample_event"\npercent = 0.0\n'
_INVALID = "[[filters]]\nif = 'type ='\n"
_ITEMS = {"id": 7, "list": [{"a": 1, "b": 2}, "text", {"b": 3}], "device": {"id": "d", "os": "x"}}


def strip(name: str, rule: str, action: str, fields: str, left: object) -> Case:
    """Traits `_ITEMS` through one filter that takes fields out, and what is sent of them."""
    config = f'{FORWARD}[[filters]]\naction = "{action}"\nfields = {fields}\n'
    expected = forwarded("identify", {"userId": "u-1", "attributes": left})
    return Case(name, rule, [identify(_ITEMS)], [expected], config)


def fraction(json_text: str) -> float:
    """Segment's published rule, from the text of facts, section 4."""
    return (
        int.from_bytes(hashlib.md5(json_text.encode(), usedforsecurity=False).digest()[:8], "big")
        / 2**64
    )


def sampled(name: str, value: object, json_text: str, *, path: str = "traits.plan") -> list[Case]:
    """A value that is sent just above its fraction and kept back at it."""
    share = fraction(json_text)
    lines = [identify({"plan": value}, userId="u-1", messageId="m-1")]
    entry = f'[[filters]]\naction = "sample_event"\npath = "{path}"\npercent = '
    return [
        Case(f"{name}, above", "md5", lines, [forwarded("identify")],
             f"{FORWARD}{entry}{share + 1e-9:.12f}"),
        Case(f"{name}, below", "md5", lines, [_OUT], f"{FORWARD}{entry}{share - 1e-9:.12f}"),
    ]  # fmt: skip


def sample(percent: str, path: str = "") -> str:
    """A config with one filter that samples."""
    return f'{_MAPPED}[[filters]]\naction = "sample_event"\npercent = {percent}\npath = "{path}"\n'


_USERS = [f"user-{number}" for number in range(40)]
_SENT = [fraction(f'"{user}"') < 0.5 for user in _USERS]

CASES: Final = [
    Case("eleven", "ten", [identify()], (), FORWARD + "[[filters]]\n" * 11, refusal="10"),
    Case("ten", "ten", [identify()], [forwarded("identify")],
         FORWARD + "[[filters]]\nif = 'false'\n" * 10),
    Case(
        "sample before drop, whatever the file's order",
        "order",
        [track()],
        [filtered("sampled_out")],
        _MAPPED + _DROP + _SAMPLE_NONE,
    ),
    Case(
        "drop before drop properties",
        "order",
        [track()],
        [_GONE],
        _MAPPED + '[[filters]]\naction = "drop_properties"\nfields = { "" = ["event"] }\n' + _DROP,
    ),
    Case(
        "drop properties before allow properties",
        "order",
        [identify({"a": 1, "b": 2})],
        [forwarded("identify", {"userId": "u-1", "attributes": {"a": 1}})],
        FORWARD + '[[filters]]\nif = "traits.b = null"\naction = "allow_properties"\n'
        'fields = { traits = ["a"] }\n'
        '[[filters]]\naction = "drop_properties"\nfields = { traits = ["b"] }\n',
    ),
    Case("nothing is sent", "invalid", [identify(), track(messageId="2")],
         [filtered("invalid_filter", "line 1, column 7")] * 2, _MAPPED + _INVALID),
    Case("before any other filter", "invalid", [track()], [filtered("invalid_filter")],
         _MAPPED + _SAMPLE_NONE + _DROP + _INVALID),
    Case("a disabled one is ignored", "invalid", [track()], [forwarded("event")],
         _MAPPED + _INVALID + "enabled = false\n"),
    Case("what it matches", "drop_event", [track(), track("Other", messageId="2")],
         [_GONE, filtered("unmapped_event")], _MAPPED + _DROP),
    Case("by its words", "drop_event", [track()],
         [filtered("destination_filter", 'Destination filter 1 "no clicks" drops this event')],
         _MAPPED + _DROP + 'name = "no clicks"\n'),
    Case("none", "sample_event", [track()], [_OUT], sample("0.0")),
    Case("all", "sample_event", [track()], [forwarded("event")], sample("1.0")),
    Case("only what it matches", "sample_event", [track(), identify(messageId="2")],
         [_OUT, forwarded("identify")], sample("0.0") + "if = 'type = \"track\"'\n"),
    Case(
        "the same event gets the same answer, here and in every run",
        "sample_event",
        [identify(messageId=str(number)) for number in range(8)] * 2,
        [
            forwarded("identify") if fraction(f'[0,"{number}"]') < 0.5 else _OUT
            for number in range(8)
        ]
        + [filtered("duplicate")] * 8,
        sample("0.5"),
    ),
    Case(
        "each user always or never",
        "sample by path",
        [identify(userId=user, messageId=f"{turn}-{user}") for turn in "ab" for user in _USERS],
        [forwarded("identify") if sent else _OUT for sent in _SENT * 2],
        sample("0.5", "userId"),
    ),
    strip("named fields go", "drop_properties", "drop_properties",
          '{ "traits" = ["list", "device", "none"] }', {"id": 7}),
    strip("the others stay", "allow_properties", "allow_properties",
          '{ "traits" = ["id", "none"] }', {"id": 7}),
    strip("nothing allowed", "allow_properties", "allow_properties", '{ "traits" = [] }', {}),
    strip("two levels", "paths", "drop_properties",
          '{ "traits.device" = ["id"], "traits" = ["list"] }',
          {"id": 7, "device.os": "x"}),
    strip("one that leads nowhere", "paths", "drop_properties",
          '{ "context.device" = ["id"], "traits.none.deep" = ["id"], "traits.id" = ["x"] }',
          {"id": 7, "list": [{"a": 1, "b": 2}, "text", {"b": 3}], "device.id": "d",
           "device.os": "x"}),
    Case(
        "properties, context.device and traits",
        "paths",
        [identify({"a": 1, "b": 2}, context={"device": {"id": "d"}}, properties={"p": 1})],
        [forwarded("identify", {"userId": "u-1", "attributes": {"b": 2}},
                   fields={"warnings": []})],
        FORWARD + '[[filters]]\naction = "drop_properties"\n'
        'fields = { traits = ["a"], "context.device" = ["id"], properties = ["p"] }\n',
    ),
    Case(
        "the user id goes",
        "top level",
        [track()],
        [filtered("missing_user_id", fields={"user_id": "u-1"})],
        _MAPPED + '[[filters]]\naction = "drop_properties"\nfields = { "" = ["userId"] }\n',
    ),
    Case(
        "all but two go",
        "top level",
        [identify({"a": 1})],
        [forwarded("identify", {"userId": "u-1", "attributes": {"a": 1}})],
        FORWARD + '[[filters]]\naction = "allow_properties"\n'
        'fields = { "" = ["userId", "traits"] }\n',
    ),
    Case(
        "a stripped timestamp is none",
        "top level",
        [track()],
        [forwarded("event", {"userId": "u-1", "events": [{"event": "Button Clicked"}]})],
        _MAPPED + '[[filters]]\naction = "drop_properties"\nfields = { "" = ["timestamp"] }\n',
    ),
    strip("drop", "array", "drop_properties", '{ "traits.list" = ["b"], "traits" = ["device"] }',
          {"id": 7, "list": [{"a": 1}, "text", {}]}),
    strip("allow", "array", "allow_properties", '{ "traits.list" = ["b"], "traits" = ["list"] }',
          {"list": [{"b": 2}, "text", {"b": 3}]}),
    strip("what lies beside it stays", "inside only", "allow_properties",
          '{ "traits.device" = ["os"] }',
          {"id": 7, "list": [{"a": 1, "b": 2}, "text", {"b": 3}], "device.os": "x"}),
    *sampled("text", "gold", '"gold"'),
    *sampled("text beyond ASCII", "größe 😀", '"größe 😀"'),
    *sampled("a number", 12, "12"),
    *sampled("a whole float prints without its point", 12.0, "12"),
    *sampled("a fraction", 0.1, "0.1"),
    *sampled("true", True, "true"),
    *sampled("null", None, "null"),
    *sampled("an object, without spaces", {"b": [1, "x"], "a": None}, '{"b":[1,"x"],"a":null}'),
    *sampled("an absent path is null", "gold", "null", path="traits.none"),
    *sampled("the user id", "gold", '"u-1"', path="userId"),
    Case("0 never", "less than", [track(userId=user, messageId=user) for user in _USERS],
         [_OUT] * 40, sample("0.0", "userId")),
    Case("1 always", "less than", [track(userId=user, messageId=user) for user in _USERS],
         [forwarded("event")] * 40, sample("1", "userId")),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_the_rule_is_kept(case: Case, tmp_path: Path) -> None:
    show(case, RULES, tmp_path)


def test_every_rule_has_a_case() -> None:
    assert uncovered(RULES, CASES) == set()


def test_what_is_sent_changes_and_what_is_recorded_does_not(tmp_path: Path) -> None:
    """design, section 4, step 5: the record shows the event as received."""
    entry = '[[filters]]\naction = "drop_properties"\nfields = { "" = ["event", "anonymousId"] }\n'
    sent = {"userId": "u-1", "events": [{"event": "Renamed", "timestamp": TIMESTAMP_MS}]}
    fields = {"name": "Button Clicked", "anonymous_id": "a-1"}
    expected = filtered("invalid_field", "event", fields=fields)
    case = Case("event", "drop_properties", [track(anonymousId="a-1")], [expected], _MAPPED + entry)
    show(case, RULES, tmp_path)
    mapped = FORWARD + '[[triggered_events]]\nevent = "Button Clicked"\nsprig_event = "Renamed"\n'
    kept = entry.replace('"event", ', "")
    case = Case("id", "drop_properties", [track(anonymousId="a-1")],
                [forwarded("event", sent, fields=fields)], mapped + kept)  # fmt: skip
    show(case, RULES, tmp_path)
