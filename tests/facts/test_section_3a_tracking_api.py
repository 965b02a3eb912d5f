"""facts, section 3a: the Tracking API, through the real listener on a real socket."""

import gzip
from collections.abc import Mapping
from typing import Final

import pytest

from tests.factories import LEFT_OUT, TIMESTAMP, body, group, identify, page, screen, track
from tests.facts.arrivals import (
    KEYED,
    MAPPED,
    SUCCESS,
    WRITE_KEY,
    Exchange,
    basic,
    exchange_name,
    listening,
    show,
)
from tests.facts.cases import FORWARD

RULES: Final = {
    "3a routes": "facts, section 3a: POST /v1/identify|track|page|screen|group|alias, one event.",
    "3a batch": 'facts, section 3a: POST /v1/batch and /v1/import {"batch": […]}.',
    "3a merge": "facts, section 3a: batch-level context and integrations go into each item.",
    "3a item wins": "facts, section 3a: the item wins.",
    "3a types": "facts, section 3a: each batch item has a type.",
    "3a browser": "facts, section 3a: /v1/i /v1/t /v1/p /v1/s /v1/g /v1/a, /v1/b (batch).",
    "3a metrics": "facts, section 3a: /v1/m (its own metrics: accept, ignore).",
    "3a text/plain": "facts, section 3a: Content-Type text/plain, JSON with writeKey.",
    "3a CORS": "facts, section 3a: cross-origin, so CORS with preflight.",
    "3a settings": "facts, section 3a: it first fetches /v1/projects/WRITE_KEY/settings.",
    "3a Basic": "facts, section 3a: HTTP Basic with the write key as user name, no password.",
    "3a writeKey": "facts, section 3a: or writeKey in the body.",
    "3a Python": "facts, section 3a: Python SDK 2.4: /v1/batch, Basic, gzip when asked.",
    "3a Node": "facts, section 3a: Node SDK 3.1: /v1/batch, Basic and writeKey.",
    "3a 32 KB": "facts, section 3a: 32 KB an event.",
    "3a 500 KB": "facts, section 3a: 500 KB a batch.",
    "3a 2,500": "facts, section 3a: 2,500 events a batch.",
    "3a 200": 'facts, section 3a: 200 {"success": true} for everything but …',
    "3a 400": "facts, section 3a: … invalid JSON and too-large bodies, which get 400.",
}
ELSEWHERE: Final = {"the SDKs themselves": "tests/e2e/test_sdks.py"}

CALLS: Final = {
    "identify": (identify(), "forwarded.identify"),
    "track": (track(), "forwarded.event"),
    "page": (page(), "forwarded.page"),
    "screen": (screen(), "filtered.unsupported_type"),
    "group": (group(), "filtered.unsupported_type"),
    "alias": ({"userId": "u-1", "previousId": "a"}, "forwarded.alias"),
}
TRACKED: Final = ["forwarded.event"]
ORIGIN: Final = "http://localhost:3000"
PLAIN: Final[Mapping[str, str]] = {}
TEXT: Final = {"content-type": "text/plain"}
UNTYPED: Final = {name: call | {"type": None} for name, (call, _) in CALLS.items()}


def batch(*items: object, **shared: object) -> dict[str, object]:
    """A batch body."""
    return {"batch": list(items), **shared}


def sized(size: int, **more: object) -> bytes:
    """A Track call of so many bytes."""
    padding = size - len(body(track(x="", **more)))
    return body(track(x="x" * padding, **more))


def tracking(
    name: str,
    rule: str,
    path: str,
    sent: object,
    reasons: list[str],
    *,
    config: str = MAPPED,
    headers: Mapping[str, str] = PLAIN,
) -> Exchange:
    """A request that the Tracking API's routes take."""
    return Exchange(name, rule, path, sent, 200, SUCCESS, reasons, config=config, headers=headers)


def refused(name: str, rule: str, sent: object, code: str, path: str = "/v1/track") -> Exchange:
    """A request that they refuse."""
    return Exchange(name, rule, path, sent, 400, code, [f"rejected.{code}"])


_OFF: Final = "filtered.integrations"

EXCHANGES: Final = [
    *(
        tracking(name, "3a routes", f"/v1/{name}", UNTYPED[name], [reason])
        for name, (_, reason) in CALLS.items()
    ),
    *(
        tracking(path, "3a batch", path,
                 batch(identify(messageId="1"), track(messageId="2"), page(messageId="3")),
                 ["forwarded.identify", "forwarded.event", "forwarded.page"])
        for path in ("/v1/batch", "/v1/import")
    ),
    tracking("integrations", "3a merge", "/v1/batch",
             batch(track(messageId="1"), track(messageId="2"), integrations={"All": False}),
             [_OFF, _OFF]),
    tracking("context", "3a merge", "/v1/batch",
             batch(track(messageId="1"), track(messageId="2", context={"ip": "::1"}),
                   context={"app": {"name": "shop"}}),
             ["filtered.destination_filter"] * 2,
             config=MAPPED + "[[filters]]\nif = 'context.app.name = \"shop\"'\n"),
    tracking("flag by flag", "3a item wins", "/v1/batch",
             batch(track(messageId="1", integrations={"Sprig": True}),
                   track(messageId="2", integrations={"Mixpanel": True}),
                   track(messageId="3", integrations={"All": True}),
                   integrations={"All": False}),
             ["forwarded.event", _OFF, "forwarded.event"]),
    tracking("member by member", "3a item wins", "/v1/batch",
             batch(track(messageId="1", context={"app": {"name": "own"}}), track(messageId="2"),
                   context={"app": {"name": "shop"}}),
             ["forwarded.event", "filtered.destination_filter"],
             config=MAPPED + "[[filters]]\nif = 'context.app.name = \"shop\"'\n"),
    tracking("one without", "3a types", "/v1/batch",
             batch(track(type=LEFT_OUT), track(messageId="2"), track(type="foo", messageId="3")),
             ["rejected.missing_type", "forwarded.event", "rejected.unknown_type"]),
    *(
        tracking(name, "3a browser", f"/v1/{name[0]}", UNTYPED[name] | {"writeKey": "wk"}, [reason],
                 headers=TEXT)
        for name, (_, reason) in CALLS.items()
    ),
    tracking("a batch", "3a browser", "/v1/b", batch(track(), writeKey="wk"), TRACKED,
             headers=TEXT),
    tracking("its metrics", "3a metrics", "/v1/m", {"series": [{"type": "Counter"}]}, [],
             headers=TEXT),
    tracking("by the key in the body", "3a text/plain", "/v1/t", track(writeKey=WRITE_KEY), TRACKED,
             config=KEYED, headers=TEXT),
    Exchange("preflight", "3a CORS", "/v1/t", None, 204, "", method="OPTIONS",
             headers={"origin": ORIGIN, "access-control-request-method": "POST"},
             answer_headers={"access-control-allow-origin": ORIGIN,
                             "access-control-allow-methods": "POST"}),
    Exchange("the call", "3a CORS", "/v1/t", track(), 200, SUCCESS, TRACKED,
             headers=TEXT | {"origin": ORIGIN},
             answer_headers={"access-control-allow-origin": ORIGIN}),
    Exchange("another origin", "3a CORS", "/v1/t", track(), 403, None,
             headers=TEXT | {"origin": "https://evil.example"}),
    Exchange("a refusal can be read too", "3a CORS", "/v1/t", b"{", 400, "invalid_json",
             ["rejected.invalid_json"], headers=TEXT | {"origin": ORIGIN},
             answer_headers={"access-control-allow-origin": ORIGIN}),
    Exchange("any key", "3a settings", "/v1/projects/wk-1/settings", None, 200, method="GET",
             headers={"origin": ORIGIN}, answer_headers={"access-control-allow-origin": ORIGIN}),
    tracking("as user name", "3a Basic", "/v1/track", track(), TRACKED, config=KEYED,
             headers=basic(WRITE_KEY)),
    Exchange("another", "3a Basic", "/v1/track", track(), 401, "unauthorized", config=KEYED,
             headers=basic("wk-other")),
    tracking("where none is listed, none is looked at", "3a Basic", "/v1/track", track(), TRACKED,
             headers=basic("wk-other")),
    tracking("of an event", "3a writeKey", "/v1/track", track(writeKey=WRITE_KEY), TRACKED,
             config=KEYED),
    tracking("of a batch", "3a writeKey", "/v1/batch", batch(track(), writeKey=WRITE_KEY), TRACKED,
             config=KEYED),
    Exchange("another", "3a writeKey", "/v1/track", track(writeKey="wk-other"), 401, "unauthorized",
             config=KEYED),
    Exchange("none", "3a writeKey", "/v1/track", track(), 401, "unauthorized", config=KEYED),
    tracking("gzip", "3a Python", "/v1/batch",
             gzip.compress(body(batch(track(), sentAt=TIMESTAMP)), mtime=0), TRACKED, config=KEYED,
             headers=basic(WRITE_KEY) | {"content-encoding": "gzip"}),
    tracking("plain", "3a Python", "/v1/batch", batch(track(anonymousId=None), sentAt=TIMESTAMP),
             TRACKED, config=KEYED, headers=basic(WRITE_KEY)),
    tracking("both keys", "3a Node", "/v1/batch",
             batch(track(_metadata={"nodeVersion": "20"}, integrations={}), writeKey=WRITE_KEY,
                   sentAt=TIMESTAMP),
             TRACKED, config=KEYED, headers=basic(WRITE_KEY)),
    tracking("just", "3a 32 KB", "/v1/track", sized(32_768), TRACKED),
    refused("one byte more", "3a 32 KB", sized(32_769), "too_large"),
    refused("one of a batch", "3a 32 KB", b'{"batch":[' + sized(32_769) + b"]}", "too_large",
            "/v1/batch"),
    tracking("just", "3a 500 KB", "/v1/batch",
             body(batch(track())) + b" " * (512_000 - len(body(batch(track())))), TRACKED),
    refused("one byte more", "3a 500 KB",
            body(batch(track())) + b" " * (512_001 - len(body(batch(track())))), "too_large",
            "/v1/batch"),
    tracking("just", "3a 2,500", "/v1/batch", batch(*[3] * 2_500),
             ["rejected.not_an_object"] * 2_500),
    tracking("one more", "3a 2,500", "/v1/batch", batch(*[3] * 2_501),
             ["rejected.not_an_object"] * 2_500 + ["rejected.batch_limit"]),
    *(
        tracking(reason, "3a 200", "/v1/track", call, [f"rejected.{reason}"])
        for reason, call in (
            ("missing_event", track("")),
            ("no_user_or_anonymous_id", track(userId=None)),
            ("bad_user_id", track(userId=[])),
        )
    ),
    tracking("what is filtered", "3a 200", "/v1/track", track("Other"),
             ["filtered.unmapped_event"]),
    *(
        refused(repr(raw), "3a 400", raw, "invalid_json")
        for raw in (b"", b"{", b"{'a': 1}", b"{} {}", b'{"a": NaN}', b"\xff")
    ),
]  # fmt: skip


@pytest.mark.parametrize("exchange", EXCHANGES, ids=exchange_name)
async def test_the_rule_is_kept(exchange: Exchange) -> None:
    await show(exchange, RULES)


def test_every_rule_has_a_case() -> None:
    assert set(RULES) == {exchange.rule for exchange in EXCHANGES}


async def test_the_browser_is_told_where_to_send() -> None:
    """facts, section 3a: the settings that analytics.js fetches first."""
    async with listening(FORWARD) as rig:
        answer = await rig.client.get("/v1/projects/wk-1/settings")
        segment = answer.json()["integrations"]["Segment.io"]
        host = rig.client.base_url.netloc.decode()
    assert (segment["apiKey"], segment["apiHost"]) == ("wk-1", f"{host}/v1")


async def test_a_missing_timestamp_is_the_time_of_receipt() -> None:
    """design, section 5: as Segment fills it, before anything is decided."""
    async with listening(MAPPED) as rig:
        await rig.client.post("/v1/track", json=track(timestamp=None))
    (event,) = rig.records[0]["requests"][0]["json"]["events"]
    assert event["timestamp"] == 1_700_650_000_123
