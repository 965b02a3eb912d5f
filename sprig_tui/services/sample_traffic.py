"""Sample traffic of a small shop, as a Segment SDK would send it; every kind of verdict occurs."""

from collections.abc import Iterator
from itertools import chain, count
from random import Random
from typing import Any, Final

SHOP: Final = "https://shop.example"
LIBRARY: Final = {"library": {"name": "sprig-tui-demo", "version": "1.0.0"}}

_DEMO_CONFIG: Final = """\
# A throw-away configuration for `sprig-tui demo`: a stand-in on this machine gets what is sent.
version = 1

[destination]
kind = "sprig"
mode = "live"
endpoint = "{endpoint}"

[destination.api_keys]
development = "made-up-key-demo"

[listener]
port = 0

# What the shop's product team registered in Sprig:
[[triggered_events]]
event = "Signed Up"

[[triggered_events]]
event = "Trial Started"
sprig_event = "Trial started"

[[triggered_events]]
event = "Plan Upgraded"

[[triggered_events]]
event = "Cart Viewed"
enabled = false                # switched off until the cart survey is ready

[[page_urls]]
url = "https://shop.example/pricing"
match = "startsWith"
sprig_event = "Pricing viewed"

[[page_urls]]
url = "/docs/[a-z-]+$"
match = "regex"
"""

_PLANS = ("free", "pro", "team")
_EVENTS = (
    "Signed Up",
    "Trial Started",
    "Plan Upgraded",
    "Cart Viewed",
    "Order Completed",
    "Product Viewed",
    "Video Played",
    "plan upgraded",
)
_PAGES = ("/pricing", "/pricing?plan=pro", "/docs/segment", "/docs/Segment", "/", "/cart")


def demo_config(endpoint: str) -> str:
    """The config file of a demo that delivers to `endpoint`, a stand-in's `http://HOST:PORT`."""
    return _DEMO_CONFIG.replace("{endpoint}", endpoint)


def sample_traffic(seed: int, prefix: str) -> Iterator[dict[str, Any]]:
    """Endless events; the same seed gives the same ones. `prefix` begins their message ids."""
    random = Random(seed)  # noqa: S311 - sample data
    visits = (_visit(random, f"u_{user}") for user in count(1))
    yield from (
        {"messageId": f"{prefix}-{number}", "context": LIBRARY, **event}
        for number, event in enumerate(chain.from_iterable(visits), start=1)
    )


def _visit(random: Random, user: str) -> Iterator[dict[str, Any]]:
    """One visit of one user: mostly ordinary, now and then something that Sprig cannot use."""
    anonymous = f"a_{random.randrange(16**6):06x}"
    identified = random.random() < 0.8
    who: dict[str, Any] = {"userId": user, "anonymousId": anonymous}
    if identified:
        yield {"type": "identify", **who, "traits": _traits(random, user)}
    for _ in range(random.randrange(2, 6)):
        yield (
            {**who, **_step(random)}
            if random.random() < 0.9
            else {**_step(random), "anonymousId": anonymous}
        )
    if random.random() < 0.15:
        yield {"type": "group", **who, "groupId": "acme", "traits": {"name": "Acme"}}
    if random.random() < 0.1:
        yield {"type": "alias", **who, "previousId": anonymous}
    if random.random() < 0.2:
        yield {"type": "track", "event": "Signed Up"}
    if random.random() < 0.15:
        yield _audience(random, user)


def _step(random: Random) -> dict[str, Any]:
    if random.random() < 0.45:
        path = random.choice(_PAGES)
        return {
            "type": "page",
            "name": path.strip("/") or "home",
            "properties": {"url": SHOP + path, "path": path.partition("?")[0]},
        }
    return {
        "type": "track",
        "event": random.choice(_EVENTS),
        "properties": {"plan": random.choice(_PLANS), "total": random.randrange(10, 200)},
    }


def _traits(random: Random, user: str) -> dict[str, Any]:
    return {
        "email": f"{user}@shop.example",
        "plan": {"tier": random.choice(_PLANS), "seats": 3},
        "tags": ["demo"],
    }


def _audience(random: Random, user: str) -> dict[str, Any]:
    key = "order_completed_last_30days"
    return {
        "type": "identify",
        "userId": user,
        "traits": {key: random.random() < 0.7},
        "context": {
            **LIBRARY,
            "personas": {"computation_class": "audience", "computation_key": key},
        },
    }
