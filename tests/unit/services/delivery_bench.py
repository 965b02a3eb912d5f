"""Rows to deliver, a destination that answers as told, and a dispatcher between them."""

import asyncio
import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from sprig_tui.domain.answers import Answer
from sprig_tui.domain.decide import decide
from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.delivery_settings import DeliverySettings
from sprig_tui.domain.explain import new_row
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.rules import Rules
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Kind, Mode
from sprig_tui.domain.wire import read_one
from sprig_tui.ports import LogTransaction
from sprig_tui.services.dispatch import Dispatcher
from tests import factories
from tests.fakes.log import MemoryLog
from tests.virtual_time import START_MS, VirtualClock

T = TypeVar("T")

KEY = Secret("dev-key-1234")
OK = Answer(202, body=b"Accepted", took_ms=50)
DOWN = Answer(None, problem="Nothing answered.", took_ms=10)
RULES = factories.registered(unknown_users="forward", auto_accept_events=True)
COMMIT_S = 0.002

_numbers = itertools.count(1)


def append(
    log: MemoryLog,
    value: factories.Payload,
    rules: Rules = RULES,
    *,
    payload: bytes | None = None,
    mode: Mode = Mode.LIVE,
) -> int:
    """Append an event as ingest does; its messageId is made unique."""
    body = factories.body(value | {"messageId": f"m-{next(_numbers)}"})
    item = read_one(body, call=None, received_at_ms=START_MS)
    row = new_row(
        item,
        decide(item.content, rules, known_user=True),
        received_at_ms=START_MS,
        rules_version=rules.version,
        mode=mode,
        known_user=True,
        message_id=item.content.message_id,
    )
    log.writes.save_rules(rules.version, rules.source.to_json())
    return log.writes.append(row if payload is None else replace(row, payload=payload))


class SlowLog(MemoryLog):
    """A log whose commits take 2 ms."""

    async def transact(self, work: Callable[[LogTransaction], T]) -> T:
        """As `ports.EventLog`."""
        await asyncio.sleep(COMMIT_S)
        return await super().transact(work)


@dataclass(slots=True)
class Sending:
    """A request as the destination saw it, in seconds of virtual time."""

    request: OutgoingRequest
    key: Secret
    kind: Kind
    at: float
    under_way: int
    ended: float | None = None

    @property
    def users(self) -> list[str]:
        """Whom the request is about."""
        body = self.request.json or {}
        events = [one["userId"] for one in body.get("events", []) if "userId" in one]
        return [body["userId"]] if "userId" in body else body.get("userIds", events)

    @property
    def names(self) -> list[str]:
        """The names of its events."""
        events = (self.request.json or {}).get("events", [])
        return [one.get("event", one.get("name")) for one in events]


Reply = Callable[[Sending], Answer]


class Destination:
    """Implements `ports.RequestSender`; `reply` decides on the answers."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self.reply: Reply = lambda _sending: OK
        self.latency_s = 0.05
        self.sendings: list[Sending] = []
        self.under_way = 0
        self.cancelled = 0

    async def send(self, request: OutgoingRequest, key: Secret, *, kind: Kind) -> Answer:
        """As `ports.RequestSender`."""
        self.under_way += 1
        now = self._clock.monotonic()
        sending = Sending(request, key, kind, now, self.under_way)
        self.sendings.append(sending)
        try:
            await asyncio.sleep(self.latency_s)
            return self.reply(sending)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        finally:
            self.under_way -= 1
            sending.ended = self._clock.monotonic()

    async def close(self) -> None:
        """Nothing is held."""

    @property
    def times(self) -> list[float]:
        """When requests came."""
        return [sending.at for sending in self.sendings]

    def names_of(self, user: str) -> list[str]:
        """The events that were delivered for a user, in order of arrival."""
        return [name for one in self.sendings if one.users == [user] for name in one.names]


class Bench:
    """A running dispatcher over a log in memory."""

    def __init__(self, clock: VirtualClock, *, log: MemoryLog | None = None) -> None:
        self.clock = clock
        self.log = log or SlowLog()
        self.destination = Destination(clock)
        self.dispatcher = Dispatcher(
            self.log, self.log, self.destination, clock=clock, chance=lambda: 0.5
        )

    def go(self, mode: Mode = Mode.LIVE, *, key: Secret = KEY, rules: Rules = RULES) -> None:
        """Use settings for the lane of `rules`."""
        self.dispatcher.use(DeliverySettings(Lane.of(rules.source), mode, key))

    def start(self, rules: Rules = RULES) -> None:
        """Start in live mode."""
        self.go(rules=rules)
        self.dispatcher.start()

    def add(self, user: str = "u", name: str = factories.BUTTON, rules: Rules = RULES) -> int:
        """A track of a user arrives."""
        return self.add_call(factories.track(name, userId=user), rules)

    def add_call(self, call: factories.Payload, rules: Rules = RULES) -> int:
        """A call arrives."""
        row_id = append(self.log, call, rules)
        self.dispatcher.wake()
        return row_id

    def state(self, row_id: int) -> DeliveryState | None:
        """Where a row is."""
        return self.log.writes.events[row_id].row.delivery

    @property
    def waiting(self) -> int:
        """How many rows wait."""
        return len(self.log.writes.outbox.places)

    def sentences(self) -> list[str]:
        """What became of every request, in order."""
        return [one.end.sentence for one in self.log.writes.outbox.sends.values() if one.end]

    async def until(self, holds: Callable[[], bool], *, within_s: float = 100_000.0) -> None:
        """Wait in virtual time."""
        began = self.clock.monotonic()
        while not holds():
            gone_s = self.clock.monotonic() - began
            assert gone_s < within_s, "it never came to hold"
            await asyncio.sleep(max(0.01, gone_s / 1000))

    async def until_empty(self, *, within_s: float = 100_000.0) -> None:
        """Wait until nothing waits."""
        await self.until(lambda: self.waiting == 0, within_s=within_s)

    async def until_empty_of(self, lane: Lane) -> None:
        """Wait until nothing of a lane waits."""
        outbox = self.log.writes.outbox
        await self.until(lambda: outbox.waiting(lane)[0] == 0)


def answers(*statuses: int, headers: Mapping[str, str] | None = None) -> Reply:
    """Answer with these one after the other, then with 202."""
    left = list(statuses)
    return lambda _sending: Answer(left.pop(0), headers or {}) if left else OK


def most_in_a_period(times: list[float]) -> int:
    """How many requests came in the 300 s that had the most."""
    return max(sum(at <= other <= at + 300 for other in times) for at in times)
