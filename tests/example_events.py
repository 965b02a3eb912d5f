"""The thousand events of `examples/events.jsonl`: one company's traffic, made up.

Its web shop sends by analytics.js, its planning tool for business customers by the Node SDK, its
app by the iOS and Android SDKs. The same lines come out on every machine.
"""

import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, Final

from sprig_tui.domain.record import timestamp

Call = dict[str, Any]

EVENTS: Final = 1_000
START_MS: Final = 1_795_334_400_000
SHOP: Final = "https://shop.example"
TOOL: Final = "https://plan.shop.example"
AUDIENCE: Final = "order_completed_last_30days"
FIRST_NAMES: Final = ("Ada", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gia", "Hugo", "Ida", "Jon")
PRODUCTS: Final = ("arc-lamp", "desk-lamp", "led-strip", "reading-light", "Sconce", "lantern")
SHOP_EVENTS: Final = (
    ("Product Viewed", 30),
    ("Product Added", 14),
    ("Checkout Started", 9),
    ("Order Completed", 8),
    ("Wishlist Product Added", 4),
    ("Coupon Applied", 3),
    ("Gift Card Redeemed", 2),
    ("Newsletter Subscribed", 3),
    ("Order Refunded", 2),
    ("Product Compared", 5),
    ("order completed", 2),
    ("Order  Completed", 1),
    ("Checkout started", 2),
    ("Prodcut Added", 1),
    ("Heartbeat", 12),
)
TOOL_EVENTS: Final = (
    ("Report Exported", 9),
    ("Member Invited", 6),
    ("Plan Upgraded", 4),
    ("Trial Started", 3),
    ("Subscription Cancelled", 2),
    ("Integration Connected - Slack", 2),
    ("Integration Connected - Jira", 1),
    ("Room Planned", 8),
    ("Feature Used: Light Map", 5),
    ("Feature Used: Bulk Edit", 4),
    ("report_exported", 2),
    ("Job Finished", 7),
)
APP_EVENTS: Final = (
    ("Application Opened", 9),
    ("Push Notification Tapped", 5),
    ("Lamp Paired", 6),
    ("Lamp Pairing Failed", 3),
    ("Scene Started", 7),
    ("Order Completed", 3),
    ("Application Crashed", 2),
    ("lamp paired", 1),
)
SHOP_PAGES: Final = (
    ("Home", "/", 9),
    ("Pricing", "/pricing", 8),
    ("Product", "/products/{product}", 16),
    ("Cart", "/cart", 7),
    ("Checkout", "/checkout/address", 4),
    ("Thank You", "/checkout/done", 5),
    ("Help", "/help/returns", 4),
    ("Help", "/Help/Delivery", 2),
    ("Blog", "/blog/warm-light", 5),
)
SCREENS: Final = (("Home", 8), ("Lamp", 7), ("Scenes", 5), ("Basket", 3), ("Settings", 3))
QUERIES: Final = ("", "", "?utm_source=mail&utm_campaign=autumn", "?ref=blog", "?gclid=x1f9")
BROKEN: Final = {
    97: '{"type":"track","userId":"u_1007","event":"Order Completed"',
    203: '{"userId":"u_1011","event":"Order Completed","messageId":"broken-2"}',
    311: '{"type":"track","userId":"u_1003","properties":{},"messageId":"broken-3"}',
    422: '{"type":"track","event":"Product Added","messageId":"broken-4"}',
    548: '{"type":"purchase","userId":"u_1009","messageId":"broken-5"}',
    640: '{"type":"track","userId":{"id":7},"event":"Cart","messageId":"broken-6"}',
    777: '["track","u_1001","Order Completed"]',
    868: "Segment is down for maintenance",
}
"""What goes wrong between a sender and a file, by its line (from 1)."""


def lines() -> list[str]:
    """The thousand lines, without their ends."""
    calls = Traffic(Random(20261116)).calls()
    return [
        BROKEN[number] if number in BROKEN else json.dumps(next(calls), separators=(",", ":"))
        for number in range(1, EVENTS + 1)
    ]


class Person:
    """A visitor: `identified` tells whether this sample holds an Identify call of theirs."""

    def __init__(self, number: int, random: Random) -> None:
        self.name = random.choice(FIRST_NAMES)
        self.user_id = f"u_{1000 + number}"
        self.anonymous_id = f"anon-{random.randrange(16**8):08x}"
        self.staff = number % 17 == 0
        self.identified = number % 8 != 0
        self.plan = random.choice(("free", "pro", "team"))
        host = "staff.example" if self.staff else "example.com"
        self.email = f"{self.name.lower()}.{number}@{host}"

    def traits(self) -> Call:
        """What the shop knows of a customer."""
        return {
            "firstName": self.name,
            "email": self.email,
            "plan": self.plan,
            "address": {"city": "Springfield", "country": "US"},
        }


class Traffic:
    """Visits to shop, tool and app, one after the other, with what the clouds add."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._people = [Person(number, random) for number in range(1, 61)]
        self._seen: set[str] = set()
        self._now_ms = START_MS
        self._number = 0

    def calls(self) -> Iterator[Call]:
        """Calls without end; now and then one comes again, as Segment repeats what it must."""
        recent: list[Call] = []
        for call in self._visits():
            yield call
            recent = [*recent[-20:], call]
            if self._random.random() < 0.012:
                yield self._random.choice(recent)

    def _visits(self) -> Iterator[Call]:
        kinds: tuple[Callable[[], Iterator[Call]], ...] = (
            self._shop_visit, self._tool_visit, self._app_visit, self._audience, self._deletion,
        )  # fmt: skip
        while True:
            yield from self._random.choices(kinds, (50, 20, 22, 7, 1))[0]()

    def _shop_visit(self) -> Iterator[Call]:
        person = self._random.choice(self._people)
        signed_in = self._random.random() < 0.8
        who: Call = {"anonymousId": person.anonymous_id, "userId": None}
        yield self._web_page(who)
        if signed_in:
            who = {"anonymousId": person.anonymous_id, "userId": person.user_id}
            yield from self._first_identify(person, who)
        for _ in range(self._random.randrange(2, 8)):
            if self._random.random() < 0.45:
                yield self._web_page(who)
            else:
                yield self._web_track(who)

    def _first_identify(self, person: Person, who: Call) -> Iterator[Call]:
        if person.identified and person.user_id not in self._seen:
            self._seen.add(person.user_id)
            yield self._call("identify", who, traits=person.traits(), context=self._browser("/"))

    def _web_page(self, who: Call) -> Call:
        names, paths, weights = zip(*SHOP_PAGES, strict=True)
        place = self._random.choices(range(len(paths)), weights)[0]
        path = paths[place].format(product=self._random.choice(PRODUCTS))
        search = self._random.choice(QUERIES)
        context = self._browser(path, search)
        properties = {**context["page"], "title": f"{names[place]} - Lamps"}
        if self._random.random() < 0.03:
            del properties["url"]
        return self._call("page", who, name=names[place], properties=properties, context=context)

    def _web_track(self, who: Call) -> Call:
        event = self._pick(SHOP_EVENTS)
        product = self._random.choice(PRODUCTS).lower()
        properties: Call = {"product_id": product, "price": self._random.randrange(19, 250)}
        if event == "Heartbeat":
            properties = {"seconds": 30}
        more: Call = {}
        if self._random.random() < 0.04:
            more["integrations"] = self._random.choice(
                [{"All": False}, {"Sprig": False}, {"All": False, "Sprig": True}]
            )
        context = self._browser(f"/products/{product}")
        return self._call("track", who, event=event, properties=properties, context=context, **more)

    def _tool_visit(self) -> Iterator[Call]:
        person = self._random.choice(self._people[:24])
        who: Call = {"userId": person.user_id, "anonymousId": None}
        context = {"library": {"name": "@segment/analytics-node", "version": "3.1.0"}}
        company = f"c_{int(person.user_id[2:]) % 6}"
        if person.user_id not in self._seen and person.identified:
            self._seen.add(person.user_id)
            yield self._call("alias", who, previousId=person.anonymous_id, context=context)
            traits = {**person.traits(), "role": "planner", "company": {"id": company}}
            yield self._call("identify", who, traits=traits, context=context)
        yield self._call(
            "group",
            who,
            groupId=company,
            traits={"name": f"Studio {company[2:]}", "seats": 5},
            context=context,
        )
        for _ in range(self._random.randrange(1, 6)):
            event = self._pick(TOOL_EVENTS)
            user = {**who, "userId": "svc-nightly"} if event == "Job Finished" else who
            yield self._call(
                "track", user, event=event, properties={"company": company}, context=context
            )
        if self._random.random() < 0.5:
            url = f"{TOOL}/w/{company}/rooms"
            yield self._call(
                "page", who, properties={"url": url, "path": "/rooms"}, context=context
            )

    def _app_visit(self) -> Iterator[Call]:
        person = self._random.choice(self._people[12:])
        library = self._random.choice(("analytics-ios", "analytics-android"))
        context: Call = {
            "library": {"name": library, "version": "4.1.6"},
            "app": {"name": "Lamps", "version": "3.2.0"},
            "device": {"type": library[10:], "id": person.anonymous_id},
            "locale": "en-US",
        }
        who = {"userId": person.user_id, "anonymousId": person.anonymous_id}
        if person.user_id not in self._seen and person.identified:
            self._seen.add(person.user_id)
            yield self._call("identify", who, traits=person.traits(), context=context)
        for _ in range(self._random.randrange(2, 6)):
            if self._random.random() < 0.45:
                yield self._call("screen", who, name=self._pick(SCREENS), context=context)
            else:
                event = self._pick(APP_EVENTS)
                yield self._call("track", who, event=event, properties={}, context=context)

    def _audience(self) -> Iterator[Call]:
        """Engage: one user enters or leaves an audience, or has a new computed trait."""
        person = self._random.choice([one for one in self._people if one.identified])
        if self._random.random() < 0.7:
            trait: Call = {AUDIENCE: self._random.random() < 0.6}
            personas = {"computation_class": "audience", "computation_key": AUDIENCE}
        else:
            trait = {"lifetime_value": self._random.randrange(20, 2_000)}
            personas = {"computation_class": "trait", "computation_key": "lifetime_value"}
        yield self._call(
            "identify",
            {"userId": person.user_id, "anonymousId": None},
            traits=trait,
            context={"personas": personas},
        )

    def _deletion(self) -> Iterator[Call]:
        person = self._random.choice(self._people[40:])
        yield self._call("delete", {"userId": person.user_id})

    def _browser(self, path: str, search: str = "") -> Call:
        page = {"url": f"{SHOP}{path}{search}", "path": path, "search": search}
        library = {"name": "analytics.js", "version": "next-1.70.0"}
        return {"library": library, "page": page, "locale": "en-US"}

    def _pick(self, weighted: tuple[tuple[str, int], ...]) -> str:
        names, weights = zip(*weighted, strict=True)
        return str(self._random.choices(names, weights)[0])

    def _call(self, kind: str, who: Call, **fields: object) -> Call:
        self._number += 1
        self._now_ms += self._random.randrange(300, 40_000)
        when = timestamp(self._now_ms)
        if self._random.random() < 0.004:
            when = "2026-11-22T10:12:44.75705:30"
        return {
            "messageId": f"msg-{self._number:04d}",
            "timestamp": when,
            "type": kind,
            **who,
            **fields,
        }
