"""design, section 4: the first step that applies ends the decision."""

from pathlib import Path
from typing import Any, Final

import pytest

from tests.factories import LEFT_OUT, PRICING, delete, group, identify, page, screen, track
from tests.facts.cases import (
    ACTIONS,
    BUTTON_MAPPED,
    FORWARD,
    GLEAP,
    PRICING_MAPPED,
    Case,
    Expected,
    case_name,
    filtered,
    forwarded,
    rejected,
    show,
    uncovered,
)

RULES: Final = {
    "1 within": "design, section 4, step 1: the reasons of a rejection, in their order.",
    "1 before 2": "design, section 4: what is not an event is no repeat.",
    "1 before 3": "design, section 4: not an event, then the integrations object.",
    "1 before 5": "design, section 4: not an event, then the destination filters.",
    "2 before 3": "design, section 4: a repeat, then the integrations object.",
    "2 before 5": "design, section 4: a repeat, then the destination filters.",
    "2 before 7": "design, section 4: a repeated Identify is a repeat.",
    "3 before 4": "design, section 4: the integrations object, then the call type.",
    "3 before 5": "design, section 4: the integrations object, then the destination filters.",
    "3 before 6": "design, section 4: the integrations object, then the fields.",
    "4 before 5": "design, section 4: the call type, then the destination filters.",
    "4 before 6": "design, section 4: the call type, then the fields.",
    "5 before 6": "design, section 4: the destination filters, then the fields.",
    "5 before 7": "design, section 4: the destination filters, then Identify, alias, delete.",
    "5 before 8": "design, section 4: the destination filters, then the triggered events.",
    "5 before 9": "design, section 4: the destination filters, then the page URLs.",
    "6 within": "design, section 4, step 6: the userId, then the other fields.",
    "6 before 7": "design, section 4: the fields, then Identify, alias, delete.",
    "6 before 8": "design, section 4: the fields, then the triggered events.",
    "6 before 9": "design, section 4: the fields, then the page URLs.",
    "7 before 8": "design, section 4: an Identify is never compared with mappings.",
    "8 within": "design, section 4, step 8: enabled, disabled, auto accept, none.",
    "8 before 10": "design, section 4: the triggered events, then the known users.",
    "9 within": "design, section 4, step 9: the URL, enabled, disabled, none.",
    "9 before 10": "design, section 4: the page URLs, then the known users.",
    "10 before forwarding": "design, section 4: an unknown user stops what would be forwarded.",
}

OFF: Final[dict[str, Any]] = {"integrations": {"All": False}}
NOBODY: Final[dict[str, Any]] = {"userId": LEFT_OUT, "anonymousId": "a-1"}
DROP: Final = "[[filters]]\nif = 'type != \"alias\"'\n"
BROKEN: Final = "[[filters]]\nif = '('\n"
OLD: Final = BUTTON_MAPPED + "enabled = false\n"
OLD_PAGE: Final = PRICING_MAPPED + "enabled = false\n"
AUTO: Final = "[destination]\nauto_accept_events = true\n"
DEEP: Final = '{"type":"track","properties":' + '{"a":' * 70 + "1" + "}" * 70 + "}"
LARGE: Final = "x" * 33_000
DEEP_AND_LARGE: Final = DEEP.replace("1", f'"{LARGE}"')

INTEGRATIONS, DROPPED = filtered("integrations"), filtered("destination_filter")
DUPLICATE, UNSUPPORTED = filtered("duplicate"), filtered("unsupported_type")
INVALID_FIELD, NO_USER = filtered("invalid_field"), filtered("missing_user_id")
UNMAPPED, DISABLED = filtered("unmapped_event"), filtered("mapping_disabled")


def ends(rule: str, name: str, call: object, expected: Expected, config: str = "") -> Case:
    """A call that two steps would end."""
    return Case(name, rule, [call], [expected], config)


CASES: Final = [
    ends("1 within", "JSON before an object", "[1", rejected("invalid_json")),
    ends("1 within", "an object before its type", [7], rejected("not_an_object")),
    ends("1 within", "size before type", {"x": LARGE}, rejected("too_large")),
    ends("1 within", "depth before event and ids", DEEP, rejected("too_deep")),
    ends("1 within", "type before event and ids", {"event": ""}, rejected("missing_type")),
    ends("1 within", "known type before ids", {"type": "foo"}, rejected("unknown_type")),
    ends("1 within", "event before ids", {"type": "track"}, rejected("missing_event")),
    ends("1 within", "event before a bad userId", track("", userId={}), rejected("missing_event")),
    ends("1 within", "ids before a bad userId", track(userId=""),
         rejected("no_user_or_anonymous_id")),
    ends("1 within", "size before depth", DEEP_AND_LARGE, rejected("too_large")),
    ends("1 within", "a bad userId", track(userId={}, anonymousId="a"), rejected("bad_user_id")),
    Case("twice", "1 before 2", [track(""), track("")], [rejected("missing_event")] * 2),
    ends("1 before 3", "off", track("", **OFF), rejected("missing_event")),
    ends("1 before 5", "dropped", track(""), rejected("missing_event"), DROP + BROKEN),
    Case("off", "2 before 3", [identify(), identify(**OFF)], [forwarded("identify"), DUPLICATE]),
    Case("both off", "2 before 3", [track(**OFF), track(**OFF)], [INTEGRATIONS, DUPLICATE]),
    Case("dropped", "2 before 5", [track(), track()], [DROPPED, DUPLICATE], DROP),
    Case("sent", "2 before 7", [identify(), identify()], [forwarded("identify"), DUPLICATE]),
    ends("3 before 4", "a group that is off", group(**OFF), INTEGRATIONS),
    ends("3 before 5", "dropped", track(**OFF), INTEGRATIONS, DROP),
    ends("3 before 5", "by a broken filter", track(**OFF), INTEGRATIONS, BROKEN),
    ends("3 before 6", "of nobody", identify(**OFF, **NOBODY), INTEGRATIONS),
    ends("4 before 5", "a group", group(), UNSUPPORTED, DROP),
    ends("4 before 5", "with a broken filter", screen(), UNSUPPORTED, BROKEN),
    ends("4 before 6", "of nobody", group(**NOBODY), UNSUPPORTED),
    ends("5 before 6", "of nobody", identify(**NOBODY), DROPPED, DROP),
    ends("5 before 6", "with a bad field", identify("gold"), DROPPED, ACTIONS + DROP),
    ends("5 before 7", "an Identify", identify(), DROPPED, DROP),
    ends("5 before 7", "a deletion", delete(), filtered("invalid_filter"), BROKEN),
    ends("5 before 8", "mapped", track(), DROPPED, FORWARD + BUTTON_MAPPED + DROP),
    ends("5 before 8", "disabled", track(), DROPPED, OLD + DROP),
    ends("5 before 9", "mapped", page(), DROPPED, FORWARD + PRICING_MAPPED + DROP),
    ends("5 before 9", "without url", page(LEFT_OUT), DROPPED, DROP),
    ends("6 within", "of nobody with a bad field", identify("gold", **NOBODY), NO_USER, ACTIONS),
    ends("6 before 7", "an Identify", identify("gold"), INVALID_FIELD, ACTIONS),
    ends("6 before 7", "a deletion", delete(**NOBODY), NO_USER),
    ends("6 before 8", "mapped", track(**NOBODY), NO_USER, BUTTON_MAPPED),
    ends("6 before 8", "unmapped", track(timestamp=""), INVALID_FIELD, ACTIONS),
    ends("6 before 8", "auto accepted", track(**NOBODY), NO_USER, AUTO),
    ends("6 before 9", "of nobody, without url", page(LEFT_OUT, **NOBODY), NO_USER),
    ends("6 before 9", "on Gleap", page(timestamp=""), INVALID_FIELD, GLEAP + OLD_PAGE),
    ends("7 before 8", "by its name", identify(event="Button Clicked"), forwarded("identify"), OLD),
    ends("8 within", "an enabled one after a disabled one", track(),
         forwarded("event", mapping=("triggered_events", 1)), FORWARD + OLD + BUTTON_MAPPED),
    ends("8 within", "enabled before auto accept", track(),
         forwarded("event", mapping=("triggered_events", 0)),
         FORWARD + "auto_accept_events = true\n" + BUTTON_MAPPED),
    ends("8 within", "disabled before auto accept", track(), DISABLED, AUTO + OLD),
    ends("8 within", "disabled before none", track(),
         filtered("mapping_disabled", mapping=("triggered_events", 0)), OLD),
    ends("8 before 10", "unmapped and unknown", track("Other"), UNMAPPED, BUTTON_MAPPED),
    ends("8 before 10", "disabled and unknown", track(), DISABLED, OLD),
    ends("9 within", "no url before none", page(LEFT_OUT), filtered("missing_url"), PRICING_MAPPED),
    ends("9 within", "an enabled one after a disabled one", page(),
         forwarded("page", mapping=("page_urls", 1)), FORWARD + OLD_PAGE + PRICING_MAPPED),
    ends("9 within", "disabled before none", page(), DISABLED, OLD_PAGE),
    ends("9 before 10", "no url and unknown", page(LEFT_OUT), filtered("missing_url")),
    ends("9 before 10", "unmapped and unknown", page(PRICING + "/x"), filtered("unmapped_page"),
         PRICING_MAPPED),
    ends("10 before forwarding", "mapped", track(), filtered("unknown_user"), BUTTON_MAPPED),
    ends("10 before forwarding", "auto accepted", track(), filtered("unknown_user"), AUTO),
    ends("10 before forwarding", "a page", page(), filtered("unknown_user"), PRICING_MAPPED),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_the_earlier_step_decides(case: Case, tmp_path: Path) -> None:
    show(case, RULES, tmp_path)


def test_every_rule_has_a_case() -> None:
    assert uncovered(RULES, CASES) == set()
