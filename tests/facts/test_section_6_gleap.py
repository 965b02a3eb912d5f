"""facts, section 6: Gleap's published actions."""

from pathlib import Path
from typing import Any, Final, Unpack

import pytest

from tests.factories import (
    LEFT_OUT,
    TIMESTAMP,
    alias,
    delete,
    group,
    identify,
    page,
    screen,
    track,
)
from tests.facts.cases import (
    BUTTON_MAPPED,
    GLEAP,
    GLEAP_IDENTIFY,
    GLEAP_TRACK,
    PRICING_MAPPED,
    Case,
    More,
    case_name,
    filtered,
    forwarded,
    show,
    uncovered,
)

RULES: Final = {
    "track address": 'facts, section 6: POST /admin/track {"events": [name, date, data, userId]}.',
    "data": "facts, section 6: data is properties as they came, left out when absent.",
    "date": "facts, section 6: date is the timestamp as it came.",
    "identify address": "facts, section 6: POST /admin/identify with the contact.",
    "deletion": "facts, section 6: DELETE /admin/contacts/USERID for a deletion.",
    "triggers": "facts, section 6: track, page and screen are events, identify a contact.",
    "fifty": "facts, section 6: at most 50 mappings per destination instance.",
    "name": "facts, section 6: name is event (else name).",
    "page": "facts, section 6: a page is pageView with context.page.url (else the name).",
    "screen": "facts, section 6: a screen is pageView with its name.",
    "required": "facts, section 6: userId and timestamp are required.",
    "case": "facts, section 6: names are case-insensitive: show the effect, send as it is.",
    "hyphens": "facts, section 6: periods and dollar signs become hyphens: show the effect.",
    "ten keys": "facts, section 6: only ten metadata keys are kept: show the effect.",
    "contact userId": "facts, section 6: Identify Contact: userId is required.",
    "contact name": "facts, section 6: name is properties.first_name and .last_name joined.",
    "half a name": "facts, section 6: with one half of the name, no word `undefined`.",
    "email": "facts, section 6: email from traits.email.",
    "phone": "facts, section 6: phone from traits.phone.",
    "company": "facts, section 6: companyName, companyId from traits.company.name and .id.",
    "plan": "facts, section 6: plan from traits.plan.",
    "lang": "facts, section 6: lang from context.locale.",
    "lastActivity": "facts, section 6: lastActivity is the timestamp.",
    "lastPageView": "facts, section 6: lastPageView {page, date} with context.page.url.",
    "no default": "facts, section 6: value and createdAt have no default.",
    "other traits": "facts, section 6: every other trait is added as it is, company too.",
    "not added": "facts, section 6: twelve names of traits are not added.",
    "trait name": "facts, section 6: a trait `name` wins over the built one.",
    "dates": "facts, section 6: dates go as they came.",
    "absent": "facts, section 6: absent fields are left out.",
    "mappings": "design, section 4: without mappings none is needed, with mappings 8 and 9 apply.",
}
ELSEWHERE: Final = {"the Api-Token header, GET /admin/auth": "delivery; no record holds a key"}

HERE: Final = "https://shop.example/here"
ODD: Final = "2023-11-22 12:12:44+02"
CONTACT: Final = {"userId": "u-1", "lastActivity": TIMESTAMP}


def event(name: str, **members: object) -> dict[str, Any]:
    """The body of a track request."""
    return {"events": [{"name": name, "date": TIMESTAMP, "userId": "u-1"} | members]}


def sent(
    name: str,
    rule: str,
    call: object,
    body: dict[str, Any] | None,
    reason: str = "event",
    url: str | None = None,
    *,
    detail: str = "",
    **more: Unpack[More],
) -> Case:
    """A call without mappings, and what goes to Gleap."""
    expected = forwarded(reason, body, url, detail=detail, **more)
    return Case(name, rule, [call], [expected], GLEAP)


def contact(
    name: str, rule: str, own: dict[str, Any], traits: object = None, **fields: object
) -> Case:
    """An Identify, and what its contact has besides the user and the time."""
    call = identify({} if traits is None else traits, **fields)
    return sent(name, rule, call, CONTACT | own, "identify")


_PROPERTIES: Final = {"a": {"b": [1, None]}, "c.d": 2}
_LOST: Final = ("userId", "email", "phone", "companyName", "companyId", "lang", "plan", "value",
                "createdAt", "lastActivity", "firstName", "lastName")  # fmt: skip
_HYPHENS: Final = "periods and dollar signs of the name into hyphens"

CASES: Final = [
    sent("one event", "track address", track(properties={}), event("Button Clicked", data={}),
         url=GLEAP_TRACK),
    sent("nested, not flattened", "data", track(properties=_PROPERTIES),
         event("Button Clicked", data=_PROPERTIES)),
    sent("absent", "data", track(properties=LEFT_OUT), event("Button Clicked")),
    sent("null", "data", track(properties=None), event("Button Clicked")),
    sent("not in milliseconds", "date", track(timestamp=ODD, properties=None),
         event("Button Clicked", date=ODD)),
    sent("of a contact", "identify address", identify({}), CONTACT, "identify",
         url=GLEAP_IDENTIFY),
    sent("of a user", "deletion", delete(), None, "delete", method="DELETE",
         url="https://api.gleap.io/admin/contacts/u-1"),
    sent("an id with signs", "deletion", delete(userId="a/b c"), None, "delete", method="DELETE",
         url="https://api.gleap.io/admin/contacts/a%2Fb%20c"),
    Case("all four", "triggers",
         [track(messageId="1"), page(messageId="2"), screen(messageId="3"),
          identify(messageId="4")],
         [forwarded("event", url=GLEAP_TRACK), forwarded("page", url=GLEAP_TRACK),
          forwarded("event", url=GLEAP_TRACK), forwarded("identify", url=GLEAP_IDENTIFY)], GLEAP),
    Case("no others", "triggers", [alias(), group(messageId="2")],
         [filtered("unsupported_type")] * 2, GLEAP),
    Case("fifty", "fifty", [track()], [forwarded("event")],
         GLEAP + BUTTON_MAPPED * 25 + PRICING_MAPPED * 25),
    Case("fifty-one of both tables", "fifty", [track()], (),
         GLEAP + BUTTON_MAPPED * 25 + PRICING_MAPPED * 26, refusal="at most 50 mappings"),
    Case("fifty-one by --kind", "fifty", [track()], (), BUTTON_MAPPED * 51, ("--kind", "gleap"),
         "at most 50 mappings"),
    Case("fifty-one are no matter to Sprig", "fifty", [identify()], [forwarded("identify")],
         BUTTON_MAPPED * 51),
    sent("event", "name", track(name="Other", properties=None), event("Button Clicked")),
    Case("name, where a filter took the event", "name", [track(name="Other", properties=None)],
         [forwarded("event", event("Other"))],
         GLEAP + '[[filters]]\naction = "drop_properties"\nfields = { "" = ["event"] }\n'),
    sent("its url", "page", page(context={"page": {"url": HERE}}),
         event("pageView", data={"page": HERE}), "page"),
    sent("its name", "page", page(), event("pageView", data={"page": "Pricing"}), "page"),
    sent("never the url", "screen", screen("Home", context={"page": {"url": HERE}}),
         event("pageView", data={"page": "Home"})),
    Case("userId", "required", [track(userId=None, anonymousId="a")], [filtered("missing_user_id")],
         GLEAP),
    Case("timestamp", "required", [track(timestamp=LEFT_OUT), page(timestamp=None, messageId="2"),
                                   screen(timestamp="", messageId="3")],
         [filtered("invalid_field", "timestamp: it is required")] * 3, GLEAP),
    sent("capitals", "case", track("Signed UP", properties=None), event("Signed UP"),
         detail="names are case-insensitive"),
    sent("no capitals", "case", track("signed up", properties=None), event("signed up"),
         no_warning=""),
    sent("shown, and sent as it is", "hyphens", track("v1.2 $5", properties=None), event("v1.2 $5"),
         warnings=(_HYPHENS, '"v1-2 -5"')),
    sent("neither", "hyphens", track("v1-2", properties=None), event("v1-2"), no_warning="hyphens"),
    sent("eleven", "ten keys", track(properties={str(n): n for n in range(11)}),
         event("Button Clicked", data={str(n): n for n in range(11)}),
         warnings=("only ten of the metadata keys",)),
    sent("ten", "ten keys", track(properties={str(n): n for n in range(10)}), None,
         no_warning="metadata"),
    Case("of an anonymous user", "contact userId", [identify(userId=None, anonymousId="a")],
         [filtered("missing_user_id", "Gleap needs a userId")], GLEAP),
    contact("both", "contact name", {"name": "Laura Gibbon"},
            properties={"first_name": "Laura", "last_name": "Gibbon"}),
    contact("neither", "contact name", {}, properties={"first_name": "", "last_name": None}),
    contact("not from the traits", "contact name", {}, {"firstName": "Laura", "lastName": "G"}),
    contact("the first", "half a name", {"name": "Laura"}, properties={"first_name": "Laura"}),
    contact("the last", "half a name", {"name": "Gibbon"}, properties={"last_name": "Gibbon"}),
    contact("of the traits", "email", {"email": "a@b.example"}, {"email": "a@b.example"}),
    contact("of the traits", "phone", {"phone": "+49"}, {"phone": "+49"}),
    contact("both, and the object too", "company",
            {"companyName": "Acme", "companyId": "7", "company": {"name": "Acme", "id": 7}},
            {"company": {"name": "Acme", "id": 7}}),
    contact("a company that is a text", "company", {"company": "Acme"}, {"company": "Acme"}),
    contact("of the traits", "plan", {"plan": "pro"}, {"plan": "pro"}),
    contact("of the context", "lang", {"lang": "de-CH"}, {"lang": "fr"},
            context={"locale": "de-CH"}),
    contact("none in the context", "lang", {}, {"lang": "fr"}),
    contact("of the event", "lastActivity", {}),
    contact("url and time", "lastPageView", {"lastPageView": {"page": HERE, "date": TIMESTAMP}},
            context={"page": {"url": HERE}}),
    contact("a trait of that name gives way", "lastPageView",
            {"lastPageView": {"page": HERE, "date": TIMESTAMP}}, {"lastPageView": "x"},
            context={"page": {"url": HERE}}),
    contact("lost", "no default", {}, {"value": 5, "createdAt": "2020-01-01"}),
    contact("nested, lists, nulls", "other traits", {"a": {"b": 1}, "c": [1], "d": None, "e.f": 2},
            {"a": {"b": 1}, "c": [1], "d": None, "e.f": 2}),
    contact("the twelve", "not added", {"email": "a@b.example", "phone": "1", "plan": "p"},
            dict.fromkeys(_LOST, "x") | {"email": "a@b.example", "phone": "1", "plan": "p"}),
    contact("over the built one", "trait name", {"name": "LG"}, {"name": "LG"},
            properties={"first_name": "Laura"}),
    sent("as text with its offset", "dates", identify({}, timestamp=ODD),
         {"userId": "u-1", "lastActivity": ODD}, "identify"),
    sent("everything but the user", "absent", identify(traits=LEFT_OUT, timestamp=LEFT_OUT),
         {"userId": "u-1"}, "identify"),
    sent("a page view without time", "absent",
         identify({}, timestamp=LEFT_OUT, context={"page": {"url": HERE}}),
         {"userId": "u-1", "lastPageView": {"page": HERE}}, "identify"),
    sent("a page without url and name", "absent", page(name=LEFT_OUT),
         event("pageView", data={}), "page"),
    Case("with one, the others need one", "mappings",
         [track(messageId="1"), track("Other", messageId="2"), screen(messageId="3"),
          page(messageId="4")],
         [forwarded("event", mapping=("triggered_events", 0)), filtered("unmapped_event"),
          filtered("unmapped_event"), filtered("unmapped_page")], GLEAP + BUTTON_MAPPED),
    Case("a screen and a page by theirs", "mappings",
         [screen("Home", messageId="1"), page(messageId="2"), page(LEFT_OUT, messageId="3")],
         [forwarded("event"), forwarded("page", mapping=("page_urls", 0)),
          filtered("missing_url")],
         GLEAP + '[[triggered_events]]\nevent = "Home"\n' + PRICING_MAPPED),
    Case("nobody needs to be known", "mappings", [track(), page(messageId="2")],
         [forwarded("event"), forwarded("page")], GLEAP + BUTTON_MAPPED + PRICING_MAPPED),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=case_name)
def test_the_rule_is_kept(case: Case, tmp_path: Path) -> None:
    show(case, RULES, tmp_path)


def test_every_rule_has_a_case() -> None:
    assert uncovered(RULES, CASES) == set()
