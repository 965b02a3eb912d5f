"""Send a capture through the running listener and tell what became of it."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import Query
from sprig_tui.domain.reasons import Outcome
from sprig_tui.ports import LogReader, SendResult
from sprig_tui.services.captures import CapturedEvent

MAX_EVENTS: Final = 100
MAX_BYTES: Final = 300_000
BEATS_A_SECOND: Final = 10
PAGE: Final = 500


class BatchSender(Protocol):
    """Posts several events to the listener in one request."""

    async def send_batch(self, events: Sequence[Mapping[str, object]]) -> SendResult:
        """Send them in order; raises EngineUnreachableError."""


@dataclass(slots=True)
class Replayed:
    """What became of the events that were sent.

    `repeats` had a messageId that the log held already. `refused` are requests that the listener
    did not take, by what it answered; their events are in no other number.
    """

    sent: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    repeats: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def all_taken(self) -> bool:
        """Whether the listener took every event as one."""
        return not self.refused and not self.outcomes[Outcome.REJECTED]


class Replay:
    """Sends events in their order; `rate` bounds how many a second, None sends as fast as it goes.

    `make_id` gives the messageId of an event that has none, and with `new_ids` of every event.
    """

    def __init__(
        self,
        sender: BatchSender,
        reader: LogReader,
        *,
        make_id: Callable[[], str],
        new_ids: bool = False,
        rate: float | None = None,
    ) -> None:
        self._sender = sender
        self._reader = reader
        self._make_id = make_id
        self._new_ids = new_ids
        self._rate = rate

    async def send(self, events: Iterable[CapturedEvent]) -> Replayed:
        """Send all, and look up in the log what was decided.

        Raises:
            EngineUnreachableError: nobody answers; what was sent before stays sent.
            StoreUnavailableError: the log cannot be read.
        """
        newest = await self._reader.rows(limit=1)
        after = newest[0].id if newest else 0
        replayed, ids = Replayed(), set[str]()
        async for batch in self._paced(self._named(events)):
            result = await self._sender.send_batch(batch)
            if result.status == 200:
                replayed.sent += len(batch)
                ids.update(str(event["messageId"]) for event in batch)
            else:
                answer = f"{result.status} {result.message}".rstrip()
                replayed.refused[answer] += len(batch)
        await self._look_up(replayed, ids, after)
        return replayed

    def _named(self, events: Iterable[CapturedEvent]) -> Iterable[CapturedEvent]:
        for event in events:
            kept = event.get("messageId")
            has_one = isinstance(kept, str) and kept and not self._new_ids
            yield event if has_one else {**event, "messageId": self._make_id()}

    async def _paced(self, events: Iterable[CapturedEvent]) -> AsyncIterator[list[CapturedEvent]]:
        loop = asyncio.get_running_loop()
        began, sent = loop.time(), 0
        most = MAX_EVENTS if self._rate is None else int(self._rate / BEATS_A_SECOND) or 1
        for batch in batches(events, min(most, MAX_EVENTS)):
            yield batch
            sent += len(batch)
            if self._rate is not None:
                await asyncio.sleep(max(began + sent / self._rate - loop.time(), 0))

    async def _look_up(self, replayed: Replayed, ids: set[str], after: int) -> None:
        def is_ours(row: LogRow) -> bool:
            return row.message_id in ids

        found = 0
        query = Query("replayed", is_ours)
        while rows := await self._reader.rows(query=query, after=after, limit=PAGE):
            found += _count(rows, replayed)
            after = rows[-1].id
        replayed.repeats = max(replayed.sent - found, 0)


def _count(rows: Sequence[LogRow], replayed: Replayed) -> int:
    replayed.outcomes.update(row.outcome for row in rows)
    replayed.reasons.update(row.reason.value for row in rows)
    return len(rows)


def batches(events: Iterable[CapturedEvent], most: int) -> Iterable[list[CapturedEvent]]:
    """The events in requests of at most `most` events and some 300 KB."""
    batch: list[CapturedEvent] = []
    size = 0
    for event in events:
        length = len(json.dumps(event))
        if batch and (len(batch) == most or size + length > MAX_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(event)
        size += length
    if batch:
        yield batch
