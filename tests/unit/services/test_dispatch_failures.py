"""What fails is tried again, parked or waited for, in virtual time (design.md, section 6)."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

import pytest

from sprig_tui.domain.answers import Answer
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import Flow
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.outbox import Lane, SendEnd, WaitingUser
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Mode
from sprig_tui.ports import LogTransaction, StoreUnavailableError
from tests import factories
from tests.unit.services.delivery_bench import (
    DOWN,
    KEY,
    OK,
    Bench,
    Sending,
    SlowLog,
    answers,
    append,
)
from tests.virtual_time import VirtualClock, run

T = TypeVar("T")


def test_order_per_user_holds_through_failures_of_every_kind() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        delivered: dict[str, list[str]] = {}

        def reply(sending: Sending) -> Answer:
            number = len(bench.destination.sendings)
            if number % 10 == 3:
                return Answer([500, 429, 401, 302, 408][number // 10 % 5], took_ms=5)
            delivered.setdefault(sending.users[0], []).extend(sending.names)
            return OK

        bench.destination.reply = reply
        bench.start()
        for number in range(60):
            for user in range(12):
                bench.add(f"u{user}", f"e{number}")
            await asyncio.sleep(0.2)
        await bench.until_empty()
        assert delivered == {f"u{u}": [f"e{n}" for n in range(60)] for u in range(12)}

    run(scenario)


def test_a_user_that_fails_delays_nobody_else() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.destination.reply = lambda sent: Answer(500) if sent.users == ["bad"] else OK
        bench.start()
        bad = bench.add("bad")
        for number in range(50):
            bench.add("good", f"e{number}")
            await asyncio.sleep(10)
        assert bench.destination.names_of("good") == [f"e{number}" for number in range(50)]
        assert bench.state(bad) is DeliveryState.RETRYING
        tries = [one.at for one in bench.destination.sendings if one.users == ["bad"]]
        pauses = [after - before for before, after in pairwise(tries)]
        assert pauses[:5] == pytest.approx([1.5, 2.5, 4.5, 8.5, 16.5], abs=0.3)

    run(scenario)


def test_a_row_is_given_up_72_hours_after_its_first_try() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.destination.reply = answers(*[503] * 2000)
        bench.start()
        row_id = bench.add()
        await bench.until_empty(within_s=74 * 3600)
        assert 72 * 3600 <= clock.monotonic() <= 72.3 * 3600
        assert bench.state(row_id) is DeliveryState.FAILED
        assert "events resend" in bench.sentences()[-1]
        bench.destination.reply = lambda _sending: OK
        await bench.log.transact(lambda log: log.outbox.resend([row_id], at_ms=clock.now_ms()))
        bench.dispatcher.wake()
        await bench.until_empty()
        assert bench.state(row_id) is DeliveryState.DELIVERED

    run(scenario)


def test_a_refused_merged_request_is_split_and_only_the_bad_one_parked() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.destination.reply = lambda sent: (
            Answer(400, body=b"bad " + KEY.reveal().encode()) if "bad" in sent.names else OK
        )
        ids = [append(bench.log, factories.track(name)) for name in ("a", "bad", "c", "d")]
        bench.start()
        await bench.until_empty()
        assert [one.names for one in bench.destination.sendings] == [
            ["a", "bad", "c", "d"],
            ["a"],
            ["bad"],
            ["c"],
            ["d"],
        ]
        failed = [bench.state(row) is DeliveryState.FAILED for row in ids]
        assert failed == [False, True, False, False]
        ends = [one.end for one in bench.log.writes.outbox.sends.values() if one.end]
        assert ends[2].answer == b"bad ***"
        assert ends[1].answer == b""

    run(scenario)


def test_a_refused_key_pauses_the_lane_and_is_tried_once_a_minute() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.destination.reply = lambda sent: Answer(401) if sent.key == KEY else OK
        ids = [append(bench.log, factories.track(userId=f"u{user}")) for user in range(20)]
        bench.start()
        await asyncio.sleep(72.5 * 3600)
        status = await bench.dispatcher.status()
        assert (status.flow, status.waiting) == (Flow.KEY_REFUSED, 20)
        assert "401" in status.sentence
        probes = bench.destination.times[8:]
        assert len(probes) == pytest.approx(72.5 * 60, rel=0.01)
        assert all(after - before >= 60 for before, after in pairwise(probes))
        assert all(one.failures == 0 for one in bench.log.writes.outbox.turns.values())
        bench.go(key=Secret("new-key-1234"))
        await bench.until_empty(within_s=5)
        assert {bench.state(row) for row in ids} == {DeliveryState.DELIVERED}

    run(scenario)


def test_a_request_that_is_not_allowed_holds_up_the_others_once() -> None:
    """A purge that is refused with a key that passes elsewhere is the purge's own fault."""

    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.destination.reply = lambda sent: (
            Answer(403) if sent.request.url.endswith("visitors") else OK
        )
        bench.start()
        purges = []
        for number in range(300):
            if number % 100 == 0:
                purges.append(append(bench.log, factories.delete(userId=f"gone{number}")))
                bench.dispatcher.wake()
            bench.add("good", f"e{number}")
            await asyncio.sleep(1)
        await bench.until_empty(within_s=130)
        assert {bench.state(row) for row in purges} == {DeliveryState.FAILED}
        pauses = [b - a for a, b in pairwise(bench.destination.times) if b - a > 50]
        assert len(pauses) <= 2

    run(scenario)


def test_a_dead_endpoint_is_probed_one_request_at_a_time_and_recovers() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.destination.reply = lambda _sending: DOWN
        for user in range(50):
            append(bench.log, factories.track(userId=f"u{user}"))
        bench.start()
        await asyncio.sleep(600)
        tried = bench.destination.sendings
        assert len(tried) < 60
        assert all(one.under_way == 1 for one in tried[8:])
        assert (await bench.dispatcher.status()).flow is Flow.BACKING_OFF
        bench.destination.reply = lambda _sending: OK
        await bench.until_empty(within_s=70)

    run(scenario)


def test_one_user_that_always_fails_does_not_keep_a_lane_closed() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        healthy = False
        bench.destination.reply = lambda sent: (
            OK if healthy and sent.users != ["bad"] else Answer(500)
        )
        for user in ["bad", *(f"u{number}" for number in range(9))]:
            append(bench.log, factories.track(userId=user))
        bench.start()
        await asyncio.sleep(120)
        healthy = True
        await bench.until(lambda: bench.waiting == 1, within_s=180)
        asked = {user for one in bench.destination.sendings for user in one.users}
        assert asked == {"bad", *(f"u{number}" for number in range(9))}

    run(scenario)


def test_a_poison_row_is_parked_and_stops_nobody() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        ids = []
        for number in range(100):
            payload = b"\x00 not JSON" if number % 10 == 4 else None
            call = factories.track(f"e{number}", userId=f"u{number % 7}")
            ids.append(append(bench.log, call, payload=payload))
        lonely = append(bench.log, factories.track(userId="lonely"), payload=b"{")
        bench.start()
        await bench.until_empty()
        states = [bench.state(row) for row in ids]
        assert states.count(DeliveryState.FAILED) == 10
        assert states.count(DeliveryState.DELIVERED) == 90
        assert bench.state(lonely) is DeliveryState.FAILED
        assert bench.log.writes.outbox.turns == {}

    run(scenario)


def test_a_store_that_cannot_take_the_end_is_asked_again_and_nothing_is_sent_twice() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        row_id = append(bench.log, factories.track())

        def fill_disk(_sending: Sending) -> Answer:
            bench.log.unavailable = "the disk is full"
            return OK

        bench.destination.reply = fill_disk
        bench.start()
        await bench.until(lambda: bool(bench.log.unavailable))
        await asyncio.sleep(600)
        assert (await bench.dispatcher.status()).in_flight == 1
        bench.log.unavailable = ""
        bench.destination.reply = lambda _sending: OK
        await bench.until_empty(within_s=3)
        assert len(bench.destination.sendings) == 1
        assert bench.state(row_id) is DeliveryState.DELIVERED

    run(scenario)


def test_a_store_that_fails_after_the_claim_leaves_nobody_behind() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        append(bench.log, factories.track())
        events = bench.log.events
        left = [1]

        async def fail_once(row_ids: Sequence[int]) -> Sequence[StoredEvent]:
            if left:
                left.pop()
                raise StoreUnavailableError("it cannot be read")
            return await events(row_ids)

        bench.log.events = fail_once  # type: ignore[method-assign]
        bench.start()
        await bench.until_empty(within_s=5)
        assert len(bench.destination.sendings) == 1

    run(scenario)


def test_a_mistake_in_the_loop_is_logged_and_does_not_end_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        append(bench.log, factories.track())
        outbox = bench.log.writes.outbox
        claim = outbox.claim
        left = [1]

        def fail_once(lane: Lane, **how: int) -> Sequence[WaitingUser]:
            if left:
                left.pop()
                raise KeyError("oops")
            return claim(lane, **how)

        outbox.claim = fail_once  # type: ignore[method-assign]
        bench.start()
        await bench.until_empty(within_s=10)

    run(scenario)
    assert "a mistake in the program" in caplog.text


def test_a_sender_that_raises_is_a_failure_like_any_other_and_shows_no_key(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)

        def fail(sending: Sending) -> Answer:
            bench.destination.reply = lambda _sending: OK
            raise ValueError(f"illegal header {sending.key.reveal()}")

        bench.destination.reply = fail
        bench.start()
        bench.add()
        await bench.until_empty(within_s=10)
        assert bench.sentences()[0] == "The request could not be sent (ValueError)."

    run(scenario)
    assert KEY.reveal() not in caplog.text


def test_a_flight_that_breaks_off_is_logged_and_stops_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        end = bench.log.writes.outbox.end

        def refuse(send_id: int, how: SendEnd) -> None:
            if send_id == 1:
                raise KeyError("secret text")
            end(send_id, how)

        bench.log.writes.outbox.end = refuse  # type: ignore[method-assign, assignment]
        bench.start()
        bench.add("u")
        await asyncio.sleep(1)
        bench.add("v")
        await bench.until(lambda: bench.waiting == 1, within_s=5)

    run(scenario)
    assert "delivery 1 ended: KeyError" in caplog.text
    assert "secret text" not in caplog.text


def test_a_log_that_takes_its_time_keeps_nobody_waiting_who_asks_how_the_queue_is() -> None:
    """The engine would be taken for one that is down; the figures are the last known ones."""

    class StuckLog(SlowLog):
        stuck = False

        async def transact(self, work: Callable[[LogTransaction], T]) -> T:
            if self.stuck:
                await asyncio.sleep(60)
            return await super().transact(work)

    async def scenario(clock: VirtualClock) -> None:
        log = StuckLog()
        bench = Bench(clock, log=log)
        bench.go(Mode.HOLD)
        await bench.dispatcher.status()
        log.stuck = True
        began = clock.monotonic()
        assert (await bench.dispatcher.status()).flow is Flow.HOLD
        assert clock.monotonic() - began < 1

    run(scenario)
