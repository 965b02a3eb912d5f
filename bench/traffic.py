"""Segment calls as analytics.js sends them, about 700 bytes each, every one with its own id."""

import base64
import itertools
import json
import uuid
from typing import Final

NAMES: Final = [f"{verb} {thing}" for verb in ("Viewed", "Added", "Shared", "Removed", "Rated")
                for thing in ("Product", "Cart", "Wishlist", "Offer")]  # fmt: skip
"""Twenty event names; `CONFIG` registers every other one."""
USERS: Final = 500
_AGENT: Final = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
)
_NUMBERS: Final = itertools.count()

CONFIG: Final = "\n".join(
    [
        "version = 1",
        "[destination]",
        'unknown_users = "forward"',
        "[listener]",
        "port = 0",
        *(f'[[triggered_events]]\nevent = "{name}"' for name in NAMES[::2]),
    ]
)
"""A config for an engine on any free port."""


def event() -> dict[str, object]:
    """The next Track call."""
    number = next(_NUMBERS)
    path = f"/products/{number % 1000}"
    return {
        "type": "track",
        "messageId": f"ajs-next-{uuid.uuid4()}",
        "timestamp": f"2026-11-22T12:04:{number % 60:02d}.{number % 1000:03d}Z",
        "sentAt": f"2026-11-22T12:04:{number % 60:02d}.{number % 1000:03d}Z",
        "userId": f"user-{number % USERS}",
        "anonymousId": str(uuid.UUID(int=number % USERS)),
        "event": NAMES[number % len(NAMES)],
        "properties": {"product_id": number % 1000, "price": 19.9, "currency": "EUR", "path": path},
        "context": {
            "library": {"name": "analytics.js", "version": "npm:next-1.70.0"},
            "page": {"url": f"https://shop.example{path}", "title": "Shop", "referrer": ""},
            "userAgent": _AGENT,
            "locale": "en-GB",
        },
        "integrations": {},
    }


def small_event() -> dict[str, object]:
    """A Track call small enough for 2,500 of them to fit into the 500 KB of a batch."""
    number = next(_NUMBERS)
    return {
        "type": "track",
        "messageId": str(uuid.uuid4()),
        "userId": f"user-{number % USERS}",
        "event": NAMES[number % len(NAMES)],
        "properties": {"product_id": number % 1000},
    }


def singles(count: int) -> list[bytes]:
    """So many requests with one event each."""
    return [_request("/v1/track", payload(event())) for _ in range(count)]


def batches(count: int, size: int, *, small: bool = False) -> list[bytes]:
    """So many batch requests of `size` events."""
    make = small_event if small else event
    bodies = [payload({"batch": [make() for _ in range(size)]}) for _ in range(count)]
    return [_request("/v1/batch", body) for body in bodies]


def payload(call: dict[str, object]) -> bytes:
    """A call as JSON, without a request around it."""
    return json.dumps(call, separators=(",", ":")).encode()


def body_bytes(request: bytes) -> int:
    """How many bytes of JSON a request carries."""
    return len(request.partition(b"\r\n\r\n")[2])


def _request(path: str, body: bytes) -> bytes:
    key = base64.b64encode(b"write-key:").decode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nUser-Agent: analytics-bench/1.0\r\n"
        f"Authorization: Basic {key}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
