"""Deliveries from the queue to a destination, in virtual time (design.md, section 6)."""

import asyncio
from collections.abc import Sequence
from itertools import pairwise

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import Flow
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.outbox import NewSend
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Kind, Mode
from tests import factories
from tests.unit.services.delivery_bench import (
    KEY,
    Bench,
    append,
)
from tests.virtual_time import VirtualClock, run


def test_an_event_leaves_within_a_second_and_with_others_of_its_user() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.start()
        await asyncio.sleep(5)
        ids = [bench.add("u", "a")]
        await asyncio.sleep(0.1)
        ids += [bench.add("u", "b"), bench.add("v", "c")]
        await bench.until_empty()
        first, second = bench.destination.sendings
        assert (first.names, second.names) == (["a", "b"], ["c"])
        assert first.at - 5 < 0.3
        assert (first.key, first.kind) == (KEY, Kind.SPRIG)
        assert {bench.state(row) for row in ids} == {DeliveryState.DELIVERED}

    run(scenario)


def test_a_backlog_of_ten_events_each_takes_one_request_a_user() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        for number in range(10):
            for user in range(100):
                append(bench.log, factories.track(f"e{number}", userId=f"u{user}"))
        bench.start()
        await bench.until_empty()
        assert len(bench.destination.sendings) == 100
        assert max(one.under_way for one in bench.destination.sendings) == 8
        expected = [f"e{number}" for number in range(10)]
        assert all(bench.destination.names_of(f"u{user}") == expected for user in range(100))

    run(scenario)


def test_nobody_has_two_requests_under_way() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.destination.latency_s = 3.0
        bench.start()
        for number in range(20):
            bench.add("u", f"e{number}")
            await asyncio.sleep(0.4)
        await bench.until_empty()
        for before, after in pairwise(bench.destination.sendings):
            assert before.ended is not None
            assert before.ended <= after.at

    run(scenario)


def test_how_long_the_destination_chosen_now_said_nothing_is_known() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        assert bench.dispatcher.silence().since_answer_s is None
        bench.start()
        assert bench.dispatcher.silence().since_answer_s is None
        bench.add("u", "a")
        await bench.until_empty()
        await asyncio.sleep(30)
        assert bench.dispatcher.silence().since_answer_s == pytest.approx(30, abs=1)

    run(scenario)


@pytest.mark.parametrize("mode", [Mode.HOLD, Mode.DRY_RUN])
def test_hold_stops_at_once_and_release_keeps_the_order(mode: Mode) -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.start()
        bench.add("u", "a")
        await bench.until_empty()
        bench.go(mode)
        assert (await bench.dispatcher.status()).flow.value == mode.value
        await asyncio.sleep(1)
        held = [bench.add("u", name) for name in "bcd"]
        await asyncio.sleep(3600)
        assert {bench.state(row) for row in held} == {DeliveryState.HELD}
        status = await bench.dispatcher.status()
        assert (status.flow.value, status.waiting, status.empty_in_s) == (mode.value, 3, None)
        bench.go(Mode.LIVE)
        await bench.until_empty(within_s=2)
        assert bench.destination.names_of("u") == ["a", "b", "c", "d"]

    run(scenario)


def test_a_hold_while_requests_are_being_prepared_holds_them_back() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        row_id = append(bench.log, factories.track())
        outbox = bench.log.writes.outbox
        begin = outbox.begin

        def begin_and_hold(send: NewSend) -> int:
            bench.go(Mode.HOLD)
            return begin(send)

        outbox.begin = begin_and_hold  # type: ignore[method-assign]
        bench.start()
        await bench.until(lambda: bool(bench.sentences()))
        await asyncio.sleep(10)
        assert bench.destination.sendings == []
        assert bench.sentences() == ["It was held back before it left."]
        assert bench.state(row_id) is DeliveryState.HELD
        bench.go(Mode.LIVE)
        outbox.begin = begin  # type: ignore[method-assign]
        await bench.until_empty(within_s=2)

    run(scenario)


def test_a_hold_during_the_claim_gives_the_users_back() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        append(bench.log, factories.track())
        events = bench.log.events

        async def read_and_hold(row_ids: Sequence[int]) -> Sequence[StoredEvent]:
            bench.go(Mode.HOLD)
            return await events(row_ids)

        bench.log.events = read_and_hold  # type: ignore[method-assign]
        bench.start()
        await asyncio.sleep(10)
        outbox = bench.log.writes.outbox
        assert (bench.destination.sendings, outbox.sends) == ([], {})
        assert all(turn.due_ms is not None for turn in outbox.turns.values())

    run(scenario)


def test_a_row_is_sent_only_while_its_own_lane_is_chosen() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        production = factories.registered(
            environment="production", unknown_users="forward", auto_accept_events=True
        )
        bench.start(rules=production)
        held = bench.add("u", "dev")
        sent = bench.add("u", "prod", production)
        await bench.until(lambda: bench.waiting == 1)
        await asyncio.sleep(60)
        assert (bench.state(held), bench.state(sent)) == (
            DeliveryState.HELD,
            DeliveryState.DELIVERED,
        )
        bench.go(key=Secret("the-other-key"))
        await bench.until_empty(within_s=2)
        assert [one.key for one in bench.destination.sendings] == [KEY, Secret("the-other-key")]

    run(scenario)


def test_what_was_under_way_at_a_sudden_end_is_sent_again_and_says_so() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.destination.latency_s = 1000.0
        bench.start()
        row_id = bench.add()
        await bench.until(lambda: len(bench.destination.sendings) == 1)
        began = clock.monotonic()
        await bench.dispatcher.drain()
        assert 2.9 <= clock.monotonic() - began <= 3.1
        assert bench.destination.cancelled == 1
        again = Bench(clock, log=bench.log)
        again.start()
        await again.until_empty(within_s=3)
        assert "unknown" in again.sentences()[0]
        assert bench.log.writes.events[row_id].row.attempts == 2

    run(scenario)


def test_draining_waits_for_answers_under_way_and_sends_nothing_new() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.destination.latency_s = 1.0
        for user in range(20):
            append(bench.log, factories.track(userId=f"u{user}"))
        bench.start()
        await bench.until(lambda: len(bench.destination.sendings) == 8)
        await bench.dispatcher.drain()
        assert (len(bench.destination.sendings), bench.destination.cancelled) == (8, 0)
        assert bench.waiting == 12
        assert all(one.end for one in bench.log.writes.outbox.sends.values())

    run(scenario)


def test_a_dispatcher_that_never_started_drains_at_once() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        assert (await bench.dispatcher.status()).flow is Flow.DRY_RUN
        await bench.dispatcher.drain()
        assert clock.monotonic() < 0.01

    run(scenario)


def test_without_settings_nothing_happens() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.dispatcher.start()
        bench.add()
        await asyncio.sleep(60)
        assert bench.destination.sendings == []
        await bench.dispatcher.drain()

    run(scenario)


def test_settings_that_change_while_rows_are_aligned_are_put_into_force_in_turn() -> None:
    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        ids = [append(bench.log, factories.track(userId=f"u{n}")) for n in range(1200)]
        bench.go(Mode.HOLD)
        bench.dispatcher.start()
        await asyncio.sleep(0.005)
        bench.go(Mode.LIVE)
        assert (await bench.dispatcher.status()).flow is Flow.SENDING
        await asyncio.sleep(0.005)
        bench.go(Mode.HOLD)
        await asyncio.sleep(5)
        assert {bench.state(row) for row in ids} == {DeliveryState.HELD}
        assert bench.destination.sendings == []

    run(scenario)
