"""What the queue says of itself."""

import pytest

from sprig_tui.domain.answers import Judgement, Verdict
from sprig_tui.domain.delivery_settings import DeliverySettings
from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.domain.lane_gate import LaneGate
from sprig_tui.domain.outbox import Lane
from sprig_tui.domain.request_window import RequestWindow
from sprig_tui.domain.settings import Kind, Mode
from sprig_tui.services.departures import Channel
from sprig_tui.services.queue_view import (
    WAITING_TO_RETRY,
    Moment,
    QueueFigures,
    delivery_status,
)

WALL_MS = 1_795_348_800_000
FULL = QueueFigures(rows=40, users=8, due_in_ms=-5)


def settings(kind: Kind = Kind.SPRIG, mode: Mode = Mode.LIVE) -> DeliverySettings:
    return DeliverySettings(Lane(kind), mode)


def channel(kind: Kind = Kind.SPRIG) -> Channel:
    window = RequestWindow(0 if kind is Kind.GLEAP else 1000)
    return Channel(settings(kind), LaneGate(lambda: 1.0), window)


def status(
    of: Channel | None = None, figures: QueueFigures = FULL, **moment: float
) -> DeliveryStatus:
    in_flight, took_s = int(moment.get("in_flight", 0)), moment.get("took_s", 0.0)
    now = Moment(10.0, WALL_MS, in_flight, took_s)
    return delivery_status(of.settings if of else settings(), of, figures, now)


@pytest.mark.parametrize(("mode", "flow"), [("dry_run", Flow.DRY_RUN), ("hold", Flow.HOLD)])
def test_nothing_flows_in_other_modes(mode: str, flow: Flow) -> None:
    said = delivery_status(settings(mode=Mode(mode)), channel(), FULL, Moment(0.0, WALL_MS))
    assert (said.flow, said.waiting, said.empty_in_s, said.limit) == (flow, 40, None, 1000)


@pytest.mark.parametrize("flow", [Flow.NO_KEY, Flow.BAD_ENDPOINT])
def test_what_stops_the_lane_is_said(flow: Flow) -> None:
    stopped = DeliverySettings(Lane(), Mode.LIVE, stopped=flow, sentence="It cannot be.")
    said = delivery_status(stopped, None, FULL, Moment(0.0, WALL_MS))
    assert (said.flow, said.sentence, said.until_ms) == (flow, "It cannot be.", None)


def test_an_empty_queue_is_idle() -> None:
    assert status(channel(), QueueFigures()) == DeliveryStatus(
        Flow.IDLE, limit=1000, empty_in_s=0.0
    )
    assert status(None, QueueFigures()).flow is Flow.IDLE
    assert status(channel(), QueueFigures(), in_flight=1).flow is Flow.SENDING


def test_while_settings_come_into_force_nothing_is_known() -> None:
    said = status(None)
    assert (said.flow, said.empty_in_s, said.limit) == (Flow.SENDING, None, 0)


def test_a_queue_that_flows_is_empty_as_soon_as_answers_come() -> None:
    said = status(channel(), in_flight=8, took_s=2.0)
    assert (said.flow, said.until_ms, said.empty_in_s) == (Flow.SENDING, None, 2.0)
    assert status(channel()).empty_in_s == 0.0
    many = QueueFigures(rows=900, users=2, due_in_ms=0)
    assert status(channel(), many, took_s=8.0).empty_in_s == 9.0


def test_gleaps_users_share_requests() -> None:
    users = QueueFigures(rows=250, users=250, due_in_ms=0)
    said = status(channel(Kind.GLEAP), users, took_s=8.0)
    assert (said.limit, said.empty_in_s) == (0, 3.0)


def test_a_paced_queue_says_how_much_is_used_and_when_it_goes_on() -> None:
    paced = channel()
    for _ in range(1000):
        paced.window.start(5.0)
        paced.window.finish(5.0)
    said = status(paced)
    assert (said.flow, said.used) == (Flow.PACED, 1000)
    assert said.sentence == "1000 of 1000 requests are used; the rest wait."
    assert said.until_ms == WALL_MS + 295_500
    assert said.empty_in_s == pytest.approx(295.5)
    assert status(paced, QueueFigures(), in_flight=1).flow is Flow.SENDING


def test_a_closed_gate_says_why_and_until_when() -> None:
    limited = channel()
    judgement = Judgement(Verdict.RATE_LIMITED, "Answered 429.", 31.0)
    limited.gate.note(judgement, user=b"u", left_in=0, now=10.0)
    said = status(limited)
    assert (said.flow, said.sentence) == (Flow.RATE_LIMITED, "Answered 429.")
    assert (said.until_ms, said.empty_in_s) == (WALL_MS + 31_000, 31.0)
    refused = channel()
    refused.gate.note(Judgement(Verdict.KEY_REFUSED, "No."), user=b"u", left_in=0, now=10.0)
    assert (status(refused).flow, status(refused).empty_in_s) == (Flow.KEY_REFUSED, None)


def test_a_queue_of_retries_waits_for_the_first_of_them() -> None:
    said = status(channel(), QueueFigures(rows=1, users=1, due_in_ms=4500))
    assert (said.flow, said.sentence) == (Flow.BACKING_OFF, WAITING_TO_RETRY)
    assert (said.until_ms, said.empty_in_s) == (WALL_MS + 4500, None)
    leased = status(channel(), QueueFigures(rows=1, users=1))
    assert leased.flow is Flow.SENDING
