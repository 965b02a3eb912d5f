"""Deliveries from the queue to a destination, in virtual time (design.md, section 6)."""

import asyncio
from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest

from sprig_tui.domain.answers import Answer
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import Flow
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.outbox import Lane, NewSend, SendEnd, WaitingUser
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Kind, Mode
from sprig_tui.ports import StoreUnavailableError
from tests import factories
from tests.unit.services.delivery_bench import KEY, OK, Bench, Reply, Sending, append
from tests.virtual_time import VirtualClock, run

DOWN = Answer(None, problem="Nothing answered.", took_ms=10)


def answers(*statuses: int, headers: Mapping[str, str] | None = None) -> Reply:
    """Answer with these one after the other, then with 202."""
    left = list(statuses)
    return lambda _sending: Answer(left.pop(0), headers or {}) if left else OK


def most_in_a_period(times: list[float]) -> int:
    return max(sum(at <= other <= at + 300 for other in times) for at in times)


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
