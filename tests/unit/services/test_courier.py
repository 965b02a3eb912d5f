"""A flight is judged, told to gate and window, and its end is noted."""

import asyncio
from dataclasses import replace

import pytest

from sprig_tui.domain.answers import Answer
from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.delivery_settings import DeliverySettings
from sprig_tui.domain.flow import Flow, LastAnswer
from sprig_tui.domain.lane_gate import LaneGate
from sprig_tui.domain.merging import Send
from sprig_tui.domain.outbox import Landing, Lane, NewSend, SendEnd
from sprig_tui.domain.request_window import RequestWindow
from sprig_tui.domain.settings import Mode
from sprig_tui.services.courier import HELD_BACK, MAX_ANSWER, Courier, Flight
from sprig_tui.services.destination_probe import Silence
from tests import factories
from tests.unit.services.delivery_bench import KEY, OK, Destination, SlowLog, append
from tests.virtual_time import VirtualClock, run

REQUEST = OutgoingRequest("POST", "https://api.sprig.com/v2/users", {"userId": "u-1"})


class Counter:
    """A courier with one flight of one row, on its way."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.log = SlowLog()
        self.row_id = append(self.log, factories.track())
        self.destination = Destination(clock)
        self.told: list[Landing] = []
        self.courier = Courier(
            self.log,
            self.destination,
            clock=clock,
            wall=clock,
            chance=lambda: 0.5,
            told=self.told.append,
        )
        lane, outbox = Lane(), self.log.writes.outbox
        outbox.align(lane, Mode.LIVE, after=0, limit=9)
        (user,) = outbox.claim(lane, now_ms=clock.now_ms(), users=1, rows=1)
        new = NewSend(lane, clock.now_ms(), "POST", "/v2/users", (user.user,), (self.row_id,))
        self.flight = Flight(
            send_id=outbox.begin(new),
            send=Send(REQUEST, (self.row_id,), (user.user,)),
            settings=DeliverySettings(lane, Mode.LIVE, KEY),
            gate=LaneGate(lambda: 0.5),
            window=RequestWindow(),
            left_in=0,
            failures=2,
            first_tries={self.row_id: None},
        )
        self.flight.window.start(clock.monotonic())

    async def carry(self, answer: Answer) -> SendEnd:
        """Carry the flight to this answer; how it ended in the log."""
        self.destination.reply = lambda _sending: answer
        await self.courier.carry(self.flight)
        return self.end

    @property
    def end(self) -> SendEnd:
        """What the log has of the end."""
        end = self.log.writes.outbox.sends[self.flight.send_id].end
        assert end is not None
        return end


def test_a_delivery_is_noted_and_frees_its_place_only_after_the_period() -> None:
    async def scenario(clock: VirtualClock) -> None:
        counter = Counter(clock)
        end = await counter.carry(OK)
        assert (end.status, end.took_ms, end.sentence, end.answer) == (
            202,
            50,
            "Answered 202.",
            b"",
        )
        row = counter.log.writes.events[counter.row_id].row
        assert (row.delivery, row.attempts) == (DeliveryState.DELIVERED, 1)
        assert counter.flight.window.used(clock.monotonic()) == 1
        assert counter.flight.window.used(clock.monotonic() + 301) == 0
        assert counter.courier.took_s == 0.05
        assert counter.courier.last == {Lane(): LastAnswer(202, 50, end.ended_ms)}

    run(scenario)


def test_a_failure_delays_its_user_by_the_count_of_failures() -> None:
    async def scenario(clock: VirtualClock) -> None:
        counter = Counter(clock)
        end = await counter.carry(Answer(503, body=b"x" * 9000))
        assert (end.failed, end.next_ms - end.ended_ms) == (True, 4500)
        assert len(end.answer) == MAX_ANSWER

    run(scenario)


@pytest.mark.parametrize(("status", "flow"), [(429, Flow.RATE_LIMITED), (403, Flow.KEY_REFUSED)])
def test_a_pause_is_nobodys_failure(status: int, flow: Flow) -> None:
    async def scenario(clock: VirtualClock) -> None:
        counter = Counter(clock)
        end = await counter.carry(Answer(status))
        assert (end.failed, end.next_ms) == (False, end.ended_ms)
        assert counter.flight.gate.closed is flow

    run(scenario)


def test_the_gate_knows_before_the_log_does() -> None:
    async def scenario(clock: VirtualClock) -> None:
        counter = Counter(clock)
        counter.log.unavailable = "the disk is full"
        counter.destination.reply = lambda _sending: Answer(429)
        task = asyncio.create_task(counter.courier.carry(counter.flight))
        await asyncio.sleep(5)
        assert counter.flight.gate.closed is Flow.RATE_LIMITED
        assert not task.done()
        counter.log.unavailable = ""
        await task
        assert counter.end.status == 429

    run(scenario)


def test_what_never_left_is_noted_as_that() -> None:
    async def scenario(clock: VirtualClock) -> None:
        counter = Counter(clock)
        await counter.courier.hold_back(counter.flight)
        assert (counter.end.sentence, counter.end.failed) == (HELD_BACK, False)
        assert counter.destination.sendings == []

    run(scenario)


@pytest.mark.parametrize(("answer", "alone"), [(Answer(500), True), (Answer(None), False)])
def test_a_shared_request_that_the_destination_failed_at_is_parted(
    answer: Answer, *, alone: bool
) -> None:
    async def scenario(clock: VirtualClock) -> None:
        counter = Counter(clock)
        send = replace(counter.flight.send, users=(*counter.flight.send.users, b"other"))
        counter.flight = replace(counter.flight, send=send)
        assert (await counter.carry(answer)).alone is alone

    run(scenario)


def test_the_end_of_a_flight_is_told_once_the_log_has_it() -> None:
    """Not of one that never left."""

    async def scenario(clock: VirtualClock) -> None:
        counter = Counter(clock)
        end = await counter.carry(Answer(503))
        assert counter.told == [Landing((counter.row_id,), end)]
        counter = Counter(clock)
        counter.flight = replace(counter.flight, first_tries={counter.row_id: 0})
        end = await counter.carry(Answer(503))
        assert counter.told == [Landing((counter.row_id,), end, (counter.row_id,))]
        counter = Counter(clock)
        await counter.courier.hold_back(counter.flight)
        assert counter.told == []

    run(scenario)


def test_how_long_a_destination_has_said_nothing_is_known() -> None:
    async def scenario(clock: VirtualClock) -> None:
        counter = Counter(clock)
        courier, lane = counter.courier, Lane()
        assert courier.silence(lane) == Silence(None, 0.0)
        under_way = asyncio.create_task(counter.carry(OK))
        await asyncio.sleep(0.02)
        assert courier.silence(lane).open_for_s == pytest.approx(0.02)
        await under_way
        await asyncio.sleep(3)
        silence = courier.silence(lane)
        assert silence.since_answer_s == pytest.approx(3, abs=0.1)
        assert silence.open_for_s == 0
        assert courier.silence(Lane(endpoint="https://other.example")).since_answer_s is None

    run(scenario)
