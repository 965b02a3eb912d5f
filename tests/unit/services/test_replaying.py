"""Sending a capture."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

import pytest

from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.ports import SendResult
from sprig_tui.services.captures import CapturedEvent
from sprig_tui.services.replaying import MAX_BYTES, Replay, batches
from tests.fakes.log import MemoryLog
from tests.log_rows import new_row


class LogSender:
    """A listener that stores every event: those without a name as rejected."""

    def __init__(self, log: MemoryLog) -> None:
        self.log = log
        self.sizes: list[int] = []
        self.status = 200

    async def send_batch(self, events: Sequence[Mapping[str, object]]) -> SendResult:
        self.sizes.append(len(events))
        if self.status == 200:
            for event in events:
                self._store(event)
        return SendResult(self.status, "" if self.status == 200 else "no such key")

    def _store(self, event: Mapping[str, object]) -> None:
        writes, message_id = self.log.writes, str(event["messageId"])
        repeat = writes.find(message_id, b"{}")
        if repeat is not None:
            writes.repeat(repeat.row.id, at_ms=0, same_body=True)
            return
        reason = Reason.UNMAPPED_EVENT if "event" in event else Reason.MISSING_EVENT
        writes.append(new_row(1, reason, message_id=message_id))


def ids() -> Iterator[str]:
    return (f"new-{number}" for number in count())


def replaying(log: MemoryLog, *, new_ids: bool = False, rate: float | None = None) -> Replay:
    made = ids()
    return Replay(LogSender(log), log, make_id=lambda: next(made), new_ids=new_ids, rate=rate)


EVENTS: list[CapturedEvent] = [
    {"event": "A", "messageId": "m-1"},
    {"event": "B", "messageId": ""},
    {"messageId": "m-3"},
    {"event": "A", "messageId": "m-1"},
]


async def test_what_became_of_each_is_counted() -> None:
    log = MemoryLog()
    log.writes.append(new_row(1, message_id="before"))
    found = await replaying(log).send([*EVENTS, {"event": "C", "messageId": "before"}])
    assert (found.sent, found.repeats) == (5, 2)
    assert found.outcomes == {Outcome.FILTERED: 2, Outcome.REJECTED: 1}
    assert found.reasons == {Reason.UNMAPPED_EVENT: 2, Reason.MISSING_EVENT: 1}
    assert not found.all_taken


async def test_new_ids_make_new_events() -> None:
    log = MemoryLog()
    await replaying(log).send(EVENTS[:1])
    made = await replaying(log, new_ids=True).send(EVENTS[:1] * 3)
    assert (made.sent, made.repeats, made.all_taken) == (3, 0, True)
    assert {row.message_id for row in await log.rows()} == {"m-1", "new-0", "new-1", "new-2"}


async def test_requests_that_are_not_taken_are_told() -> None:
    log = MemoryLog()
    replay = replaying(log)
    sender = LogSender(log)
    sender.status = 401
    replay = Replay(sender, log, make_id=lambda: "x")
    found = await replay.send(EVENTS)
    assert (found.sent, found.refused, found.all_taken) == (0, {"401 no such key": 4}, False)


async def test_a_rate_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times a second a tenth of it leaves."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    log = MemoryLog()
    sender = LogSender(log)
    events = [{"event": "A"} for _ in range(60)]
    made = ids()
    await Replay(sender, log, make_id=lambda: next(made), rate=200.0).send(events)
    assert sender.sizes == [20, 20, 20]
    assert len(slept) == 3
    assert all(0 < seconds <= 0.3 for seconds in slept)


def test_requests_are_of_bounded_size() -> None:
    events = [{"n": number} for number in range(250)]
    assert [len(batch) for batch in batches(events, 100)] == [100, 100, 50]
    large = [{"text": "x" * (MAX_BYTES // 2)} for _ in range(3)]
    assert [len(batch) for batch in batches(large, 100)] == [1, 1, 1]
    assert list(batches([], 100)) == []
