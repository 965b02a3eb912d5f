"""Events of many users, and senders that retry the same messageId as Segment does."""

import asyncio
import datetime as dt
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

BEGAN = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
ROUTES = {"identify": "/v1/identify", "track": "/v1/track", "page": "/v1/page"}
PATIENCE_S = 30.0

Event = Mapping[str, Any]


def make_traffic(events: int, users: int, *, seed: int = 1, prefix: str = "u") -> list[list[Event]]:
    """Events by user, in the order in which they are to arrive.

    Each user begins with an identify. Each event has a timestamp of its own, by which it is told
    apart where it arrives; one in ten is of a name that nothing registers.
    """
    chance = random.Random(seed)
    queues: list[list[Event]] = [[] for _ in range(users)]
    for number in range(events):
        user = number if number < users else chance.randrange(users)
        queues[user].append(_event(number, f"{prefix}_{user}", chance, first=not queues[user]))
    return queues


def _event(number: int, user: str, chance: random.Random, *, first: bool) -> Event:
    at = BEGAN + dt.timedelta(milliseconds=number)
    draw = chance.random()
    event: dict[str, Any] = {
        "userId": user,
        "messageId": f"m-{user}-{number}",
        "timestamp": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    if first or draw < 0.15:
        return event | {"type": "identify", "traits": {"step": number, f"of{number % 3}": number}}
    if draw < 0.25:
        return event | {"type": "track", "event": "Unheard Of"}
    if draw < 0.35:
        url = f"https://shop.example/{number}"
        return event | {"type": "page", "properties": {"url": url}}
    return event | {"type": "track", "event": f"Step {number % 7}"}


@dataclass(slots=True)
class Sent:
    """What the senders did: events accepted, tries in vain, and the longest time to a 2xx."""

    accepted: int = 0
    retries: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    slowest_s: float = 0.0


async def send(
    address: str,
    queues: Sequence[Sequence[Event]],
    *,
    senders: int = 16,
    rate: float = 0.0,
    sent: Sent | None = None,
) -> Sent:
    """Post all events, those of a user one after the other; returns when all have a 2xx.

    `rate` bounds the events a second, 0 does not. What gets no 2xx is sent again with the same
    messageId until it has one.
    """
    sent = sent if sent is not None else Sent()
    began = time.monotonic()

    async def work(mine: Sequence[Sequence[Event]]) -> None:
        count = 0
        async with httpx.AsyncClient(trust_env=False, timeout=5.0) as client:
            for place in range(max(map(len, mine), default=0)):
                for queue in mine:
                    if place >= len(queue):
                        continue
                    if rate:
                        due = began + count * senders / rate
                        await asyncio.sleep(max(due - time.monotonic(), 0))
                    count += 1
                    await _post(client, address, queue[place], sent)

    await asyncio.gather(*(work(queues[index::senders]) for index in range(senders)))
    return sent


async def _post(client: httpx.AsyncClient, address: str, event: Event, sent: Sent) -> None:
    began = time.monotonic()
    while True:
        try:
            response = await client.post(address + ROUTES[event["type"]], json=dict(event))
            sent.statuses[response.status_code] = sent.statuses.get(response.status_code, 0) + 1
            if response.is_success:
                break
            assert response.status_code >= 500, response.text
        except httpx.TransportError:
            pass
        sent.retries += 1
        assert time.monotonic() - began < PATIENCE_S, "the listener is gone"
        await asyncio.sleep(0.05)
    sent.accepted += 1
    sent.slowest_s = max(sent.slowest_s, time.monotonic() - began)


async def at_counts(sent: Sent, counts: Sequence[int], act: Callable[[], Any]) -> None:
    """Await `act()` each time that so many events were accepted."""
    for count in counts:
        while sent.accepted < count:
            await asyncio.sleep(0.005)
        await act()
