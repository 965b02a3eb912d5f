"""The limit of a period, rate limits, shared requests, in virtual time (design.md, section 6)."""

import asyncio

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import Flow
from sprig_tui.domain.outbox import Lane
from tests import factories
from tests.unit.services.delivery_bench import (
    Bench,
    answers,
    append,
    most_in_a_period,
)
from tests.virtual_time import VirtualClock, run


def test_a_backlog_uses_the_limit_of_a_period_and_never_passes_it() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        for user in range(1300):
            append(bench.log, factories.track(userId=f"u{user}"))
        bench.start()
        await bench.until_empty()
        times = bench.destination.times
        assert len(times) == 1300
        assert most_in_a_period(times) <= 1000
        assert sum(at < 300 for at in times) >= 950
        assert times[899] < 60

    run(scenario)


def test_the_window_survives_a_restart_and_a_jump_of_the_clock() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        for user in range(1500):
            append(bench.log, factories.track(userId=f"u{user}"))
        bench.start()
        await bench.until(lambda: len(bench.destination.sendings) >= 700)
        clock.jump_ms = 172_800_000
        await bench.until(lambda: len(bench.destination.sendings) >= 910)
        clock.jump_ms = 0
        await bench.dispatcher.drain()
        again = Bench(clock, log=bench.log)
        again.start()
        await again.until_empty()
        times = bench.destination.times + again.destination.times
        assert len(times) == 1500
        assert most_in_a_period(times) <= 1000

    run(scenario)


@pytest.mark.parametrize("jump_ms", [172_800_000, -172_800_000])
def test_a_jump_of_the_clock_neither_stalls_nor_hurries(jump_ms: int) -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.destination.reply = answers(500)
        bench.start()
        bench.add("slow")
        await bench.until(lambda: len(bench.destination.sendings) == 1)
        clock.jump_ms = jump_ms
        began = clock.monotonic()
        bench.add("quick")
        await bench.until_empty()
        quick, retried = bench.destination.sendings[1:]
        assert quick.at - began < 0.5
        assert 1.0 <= retried.at - began <= 2.5

    run(scenario)


@pytest.mark.parametrize("reset", ["30", None])
def test_a_rate_limit_pauses_everything_until_its_reset_then_one_goes_alone(
    reset: str | None,
) -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        headers = {} if reset is None else {"ratelimit-reset": reset}
        bench.destination.reply = answers(*[429] * 8, headers=headers)
        ids = [append(bench.log, factories.track(userId=f"u{user}")) for user in range(30)]
        bench.start()
        await bench.until(lambda: len(bench.destination.sendings) == 8)
        await asyncio.sleep(1)
        status = await bench.dispatcher.status()
        assert (status.flow, status.waiting, status.in_flight) == (Flow.RATE_LIMITED, 30, 0)
        assert status.until_ms is not None
        assert status.until_ms > clock.now_ms()
        assert status.empty_in_s is not None
        await bench.until_empty()
        wait_s = 60 if reset is None else 30
        probe, *others = bench.destination.sendings[8:]
        assert wait_s <= probe.at <= wait_s + 5
        assert probe.ended is not None
        assert all(other.at >= probe.ended for other in others)
        assert {bench.state(row) for row in ids} == {DeliveryState.DELIVERED}
        assert {bench.log.writes.events[row].row.attempts for row in ids} == {1, 2}

    run(scenario)


def test_both_kinds_of_sprig_share_the_window_of_a_key() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        actions = factories.registered("sprig_actions", auto_accept_events=True)
        for user in range(920):
            append(bench.log, factories.track(userId=f"u{user}"))
        for user in range(110):
            append(bench.log, factories.track(userId=f"u{user}"), actions)
        bench.start()
        await bench.until(lambda: len(bench.destination.sendings) == 900)
        bench.go(rules=actions)
        await bench.until_empty_of(Lane.of(actions.source))
        assert most_in_a_period(bench.destination.times) <= 1000

    run(scenario)


def test_gleaps_events_of_many_users_share_requests() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        gleap = factories.rules("gleap")
        for number in range(3):
            for user in range(400):
                append(bench.log, factories.track(f"e{number}", userId=f"u{user}"), gleap)
        for user in range(30):
            append(bench.log, factories.identify(userId=f"u{user}"), gleap)
        bench.start(gleap)
        await bench.until_empty()
        batches = [one for one in bench.destination.sendings if one.names]
        assert len(bench.destination.sendings) - len(batches) == 30
        assert len(batches) <= 30
        order: dict[str, list[str]] = {}
        for batch in batches:
            for one, name in zip(batch.users, batch.names, strict=True):
                order.setdefault(one, []).append(name)
        assert order == {f"u{user}": ["e0", "e1", "e2"] for user in range(400)}
        status = await bench.dispatcher.status()
        assert (status.limit, status.flow) == (0, Flow.IDLE)

    run(scenario)


def test_purges_of_many_users_share_requests() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        for user in range(300):
            append(bench.log, factories.delete(userId=f"u{user}"))
        bench.start()
        await bench.until_empty()
        assert len(bench.destination.sendings) < 15
        assert sum(len(one.users) for one in bench.destination.sendings) == 300

    run(scenario)


def test_a_backlog_is_paced_and_the_status_says_until_when() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        for user in range(2000):
            append(bench.log, factories.track(userId=f"u{user}"))
        bench.start()
        await bench.until(lambda: len(bench.destination.sendings) > 920)
        status = await bench.dispatcher.status()
        assert (status.flow, status.limit) == (Flow.PACED, 1000)
        assert status.used > 900
        assert status.until_ms is not None
        said, began = status.empty_in_s, clock.monotonic()
        await bench.until_empty()
        assert said == pytest.approx(clock.monotonic() - began, rel=0.1)

    run(scenario)


def test_a_queue_of_retries_says_when_it_goes_on() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.destination.reply = answers(*[500] * 6)
        bench.start()
        bench.add()
        await asyncio.sleep(20)
        status = await bench.dispatcher.status()
        assert (status.flow, status.waiting) == (Flow.BACKING_OFF, 1)
        assert status.until_ms is not None
        assert status.until_ms > clock.now_ms()

    run(scenario)
