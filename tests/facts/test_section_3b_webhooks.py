"""facts, sections 3b and 3c: webhooks, through the real listener on a real socket."""

import base64
import hashlib
import hmac
import json
from typing import Final

import pytest

from tests.factories import body, group, identify, screen, track
from tests.facts.arrivals import (
    API_KEY,
    HOOKED,
    MAPPED,
    SECRET,
    SIGNED,
    WRITE_KEY,
    Exchange,
    basic,
    exchange_name,
    listening,
    show,
)
from tests.facts.cases import BUTTON_MAPPED

RULES: Final = {
    "3b one": "facts, section 3b: POST / one event as JSON.",
    "3b array": "facts, section 3b: the Webhooks destination may send an array.",
    "3b key": "facts, section 3b: Basic with the Sprig API key as user name.",
    "3b settings": "facts, section 3b: settings come base64-JSON in X-Segment-Settings.",
    "3b casing": "facts, section 3b: field casing varies by customer.",
    "3b 200": "facts, section 3b: 200 processed.",
    "3b 202": "facts, section 3b: 202 accepted.",
    "3b 400": "facts, section 3b: 400 malformed.",
    "3b 401": "facts, section 3b: 401 key malformed or expired.",
    "3b 403": "facts, section 3b: 403 not allowed.",
    "3b 501": "facts, section 3b: 501 a call type that is not supported (Group, Screen).",
    "3b 503": "facts, section 3b: 503 not accepting now.",
    "3b message": 'facts, section 3b: an error may carry {"message": "…"}.',
    "3b retries": "facts, section 3b: Segment retries; the same delivery is a repeat.",
    "3c one": "facts, section 3c: one event, or a JSON array when batching.",
    "3c signature": "facts, section 3c: X-Signature is the hex HMAC-SHA1 of the body.",
    "3c array": "facts, section 3c: of the first event's JSON when it is an array.",
}
ELSEWHERE: Final = {
    "500 internal": "tests/adapters/listener/test_application.py",
    "timeout 5 s, backoff, no retry of 4xx": "what Segment does; the answers rely on it",
}

TRACKED: Final = ["forwarded.event"]


def signature(signed: bytes, secret: str = SECRET) -> dict[str, str]:
    """The header of the Webhooks destination."""
    return {"x-signature": hmac.new(secret.encode(), signed, hashlib.sha1).hexdigest()}


def encoded(settings: object) -> dict[str, str]:
    """The header of the partner webhook."""
    return {"x-segment-settings": base64.b64encode(json.dumps(settings).encode()).decode()}


_FIRST, _SECOND = body(track(messageId="1")), body(track(messageId="2"))
_ARRAY: Final = b"[" + _FIRST + b", " + _SECOND + b"]"

EXCHANGES: Final = [
    Exchange("forwarded", "3b one", "/", track(), 202, "", TRACKED),
    Exchange("any of them", "3b array", "/", [track("Other"), 3, track(messageId="2")], 202, "",
             ["filtered.unmapped_event", "rejected.not_an_object", "forwarded.event"]),
    Exchange("none of them", "3b array", "/", [track("Other"), group(messageId="2")], 200, "",
             ["filtered.unmapped_event", "filtered.unsupported_type"]),
    Exchange("the configured one", "3b key", "/", track(), 202, "", TRACKED, HOOKED,
             headers=basic(API_KEY)),
    Exchange("without the colon", "3b key", "/", track(), 401, None, config=HOOKED,
             headers={"authorization": "Basic " + base64.b64encode(API_KEY.encode()).decode()}),
    Exchange("they never override the config", "3b settings", "/", track(), 202, "", TRACKED,
             headers=encoded({"apiKey": "other", "kind": "gleap"})),
    Exchange("what is no JSON costs nothing", "3b settings", "/", track(), 202, "", TRACKED,
             headers={"x-segment-settings": "!!!"}),
    Exchange("UserID, Event", "3b casing", "/",
             {"Type": "track", "Event": "Button Clicked", "UserID": "u-1", "MessageId": "m-1"},
             202, "", TRACKED, fields={"user_id": "u-1", "message_id": "m-1"}),
    Exchange("filtered", "3b 200", "/", track("Other"), 200, "", ["filtered.unmapped_event"]),
    Exchange("forwarded", "3b 202", "/", identify(), 202, "", ["forwarded.identify"]),
    Exchange("held", "3b 202", "/", track(), 202, "", TRACKED,
             '[destination]\nmode = "hold"\nunknown_users = "forward"\n' + BUTTON_MAPPED),
    Exchange("not JSON", "3b 400", "/", b"{", 400, "Invalid JSON", ["rejected.invalid_json"]),
    Exchange("no type", "3b 400", "/", track(type=None), 400, "Missing type",
             ["rejected.missing_type"]),
    Exchange("no ids", "3b 400", "/", track(userId=None), 400, "Missing userId or anonymousId",
             ["rejected.no_user_or_anonymous_id"]),
    Exchange("no key", "3b 401", "/", track(), 401, "API key missing or not known", config=HOOKED),
    Exchange("another key", "3b 401", "/", track(), 401, "API key missing or not known",
             config=HOOKED, headers=basic("other")),
    Exchange("a write key", "3b 403", "/", track(), 403, None,
             config=f'{HOOKED}[listener]\nwrite_keys = ["{WRITE_KEY}"]\n',
             headers=basic(WRITE_KEY)),
    *(
        Exchange(str(call["type"]), "3b 501", "/", call, 501, "Unsupported call type", [reason])
        for call, reason in (
            (group(), "filtered.unsupported_type"),
            (screen(), "filtered.unsupported_type"),
            (track(type="foo"), "rejected.unknown_type"),
        )
    ),
    Exchange("the store is full", "3b 503", "/", track(), 503, None, failure="no space left"),
    Exchange("the store is full", "3b message", "/", track(), 503, None, failure="no space left",
             answer_headers={"content-type": "application/json"}),
    Exchange("a group", "3b message", "/", group(), 501, {"message": "Unsupported call type"},
             ["filtered.unsupported_type"]),
    Exchange("the same messageId", "3b retries", "/", [track(), track()], 202, "",
             ["forwarded.event", "filtered.duplicate"]),
    Exchange("one", "3c one", "/", _FIRST, 202, "", TRACKED, SIGNED, headers=signature(_FIRST)),
    Exchange("several", "3c one", "/", _ARRAY, 202, "", TRACKED * 2),
    Exchange("right", "3c signature", "/", b' {"type":"track"}\n', 400, None,
             ["rejected.missing_event"], SIGNED, headers=signature(b' {"type":"track"}\n')),
    Exchange("of other bytes", "3c signature", "/", _FIRST, 401, "X-Signature is wrong",
             config=SIGNED, headers=signature(_SECOND)),
    Exchange("by another secret", "3c signature", "/", _FIRST, 401, "X-Signature is wrong",
             config=SIGNED, headers=signature(_FIRST, "other")),
    Exchange("none", "3c signature", "/", _FIRST, 401, None, config=SIGNED),
    Exchange("of its first event", "3c array", "/", _ARRAY, 202, "", TRACKED * 2, SIGNED,
             headers=signature(_FIRST)),
    Exchange("of all of it", "3c array", "/", _ARRAY, 401, "X-Signature is wrong", config=SIGNED,
             headers=signature(_ARRAY)),
]  # fmt: skip


@pytest.mark.parametrize("exchange", EXCHANGES, ids=exchange_name)
async def test_the_rule_is_kept(exchange: Exchange) -> None:
    await show(exchange, RULES)


def test_every_rule_has_a_case() -> None:
    assert set(RULES) == {exchange.rule for exchange in EXCHANGES}


async def test_settings_are_kept_with_their_secrets_masked() -> None:
    """facts, section 3b; design, section 5: shown in the event's detail."""
    async with listening(MAPPED) as rig:
        headers = encoded({"apiKey": "very-secret", "region": "eu"})
        await rig.client.post("/", json=track(), headers=headers)
        (stored,) = rig.log.writes.events.values()
    assert json.loads(stored.settings) == {"apiKey": "***", "region": "eu"}
