"""Events that are made one by one, sent at a steady rate for hours in little memory."""

import asyncio
import contextlib
import datetime as dt
import json
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

USERS: Final = 192
SENDERS: Final = 16
"""A divisor of `USERS`, so that each user's events come from one sender, one after the other."""
BEGAN: Final = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
BEGAN_MS: Final = int(BEGAN.timestamp() * 1000)
PATIENCE_S: Final = 5.0
"""How long Segment waits for an answer."""
MOST_RETRIES: Final = 20

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Made:
    """An event by its number: its route, its body, and what is to become of it."""

    route: str
    body: Event
    outcome: str


def make_event(number: int) -> Made:
    """The event of a number; its timestamp is the number in milliseconds after a fixed moment.

    Each user begins with an identify. Of a hundred events about 78 are forwarded; the others have
    an unregistered name, no userId or, one in 500, no name, which is rejected.
    """
    chance = random.Random(number)
    at = BEGAN + dt.timedelta(milliseconds=number)
    body: dict[str, Any] = {
        "userId": user_of(number),
        "messageId": f"m-{number}",
        "timestamp": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    draw = chance.random()
    if number < USERS or draw < 0.15:
        traits = {"step": number, "plan": chance.choice(("free", "pro", "team"))}
        return Made("identify", body | {"traits": traits}, "forwarded")
    if draw < 0.25:
        properties = {"order": number, "total": round(chance.uniform(5, 500), 2)}
        unknown = {"event": f"Unheard Of {number % 50}", "properties": properties}
        return Made("track", body | unknown, "filtered")
    if draw < 0.35:
        page = {"properties": {"url": f"https://shop.example/item/{number}", "title": "An item"}}
        return Made("page", body | page, "forwarded")
    if draw < 0.37:
        anonymous = {key: value for key, value in body.items() if key != "userId"}
        track = {"anonymousId": f"a-{number}", "event": "Step 1"}
        return Made("track", anonymous | track, "filtered")
    if draw < 0.372:
        return Made("track", body, "rejected")
    named = {"event": f"Step {number % 7}", "properties": {"number": number}}
    return Made("track", body | named, "forwarded")


def user_of(number: int) -> str:
    """The user of an event."""
    return f"u_{number % USERS}"


def number_at(timestamp: object) -> int:
    """The number of the event that a destination got with this time (text or milliseconds)."""
    if isinstance(timestamp, str):
        at = dt.datetime.fromisoformat(timestamp)
        return round((at - BEGAN) / dt.timedelta(milliseconds=1))
    assert isinstance(timestamp, int | float)
    return round(timestamp - BEGAN_MS)


@dataclass(slots=True)
class Answers:
    """What the senders got; `slowest_s` is the longest wait since it was last set to 0."""

    accepted: int = 0
    retries: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)
    slowest_s: float = 0.0


class _Connection:
    """One keep-alive connection, opened again after a failure."""

    def __init__(self, address: str) -> None:
        self._host, self._port = urlsplit(address).hostname, urlsplit(address).port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, made: Made) -> int:
        """The status of the answer; 0 when there was none in time."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await self._post(made)
        except (OSError, TimeoutError, EOFError):
            self.close()
            return 0

    async def _post(self, made: Made) -> int:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port)
        reader, writer = self._streams
        body = json.dumps(made.body).encode()
        head = f"POST /v1/{made.route} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        writer.write(head.encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(answer.partition(b"content-length:")[2].split(b"\r\n")[0])
        await reader.readexactly(length)
        return int(answer.split()[1])

    def close(self) -> None:
        if self._streams is not None:
            with contextlib.suppress(OSError):
                self._streams[1].close()
        self._streams = None


async def send_steadily(
    address: str, count: int, rate: float, answers: Answers, made: Callable[[int], Made]
) -> None:
    """Post the events of the numbers below `count`, `rate` a second; returns when all have a 200.

    What gets none is sent again with the same messageId, as Segment does.
    """
    began = time.monotonic()

    async def work(first: int) -> None:
        connection = _Connection(address)
        for number in range(first, count, SENDERS):
            await asyncio.sleep(max(began + number / rate - time.monotonic(), 0))
            await _send_one(connection, made(number), answers)
        connection.close()

    await asyncio.gather(*(work(first) for first in range(SENDERS)))


async def _send_one(connection: _Connection, made: Made, answers: Answers) -> None:
    began = time.monotonic()
    for _ in range(MOST_RETRIES):
        status = await connection.post(made)
        answers.statuses[status] = answers.statuses.get(status, 0) + 1
        if status == 200:
            answers.accepted += 1
            answers.outcomes[made.outcome] = answers.outcomes.get(made.outcome, 0) + 1
            answers.slowest_s = max(answers.slowest_s, time.monotonic() - began)
            return
        answers.retries += 1
        await asyncio.sleep(0.2)
    raise AssertionError(f"no 200 for {made.body['messageId']}: {answers.statuses}")
