"""The queue in a few lines."""

from dataclasses import replace

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.domain.outbox import Lane, LaneFigures, Latency
from sprig_tui.domain.settings import Environment
from sprig_tui.ports import EngineStatus
from sprig_tui.ui.engine_state import EngineState
from sprig_tui.ui.flow_words import FLOWS
from sprig_tui.ui.glyphs import ASCII, UNICODE
from sprig_tui.ui.widgets.queue_words import (
    figures_content,
    flow_content,
    lane_content,
    states_content,
)
from tests.log_rows import START_MS

LANE = Lane()
WAITING = LaneFigures(
    LANE, {DeliveryState.PENDING: 30, DeliveryState.RETRYING: 2}, 7, START_MS, START_MS + 5_000, 12
)
LATENCY = Latency(9, 41, 1_240, 300, 61_000)


def flow(delivery: DeliveryStatus) -> str:
    status = EngineStatus(1, "http://h:1", "/c", "/s", 1, "v", delivery=delivery)
    return flow_content(EngineState(status), LANE, START_MS).plain


def figures(status: DeliveryStatus | None, *lanes: LaneFigures, width: int = 200) -> str:
    now_ms = START_MS + 180_000
    return figures_content(status, lanes, LATENCY, LANE, now_ms=now_ms, width=width).plain


@pytest.mark.parametrize("one", list(Flow))
def test_every_flow_says_where_to_and_why(one: Flow) -> None:
    """In a word, with the engine's sentence or a general one."""
    first, second = flow(DeliveryStatus(one)).splitlines()
    assert first.startswith(FLOWS[one].word)
    assert "api.sprig.com (sprig, development)" in first
    assert second == FLOWS[one].meaning
    assert "Its words." in flow(DeliveryStatus(one, "Its words."))


def test_a_pause_counts_down() -> None:
    """A rate limit ends by itself, a refused key only when a try succeeds."""
    limited = DeliveryStatus(Flow.RATE_LIMITED, "Wait.", START_MS + 42_000, in_flight=3)
    assert "goes on in 42 s" in flow(limited)
    assert "3 under way" in flow(limited)
    refused = flow(replace(limited, flow=Flow.KEY_REFUSED))
    assert "tries again in 42 s" in refused
    assert refused.endswith("Wait. " + FLOWS[Flow.KEY_REFUSED].meaning)


def test_without_an_engine_nothing_is_sent() -> None:
    """And its words cannot drive the terminal."""
    text = flow_content(EngineState(problem="gone\x1b[b]"), LANE, 0).plain
    assert text == "NO ENGINE\nNothing is sent: gone\\x1b[b]"
    assert "no answer yet" in flow_content(EngineState(), LANE, 0).plain


def test_every_state_has_its_count() -> None:
    """Large ones are shortened where they do not fit."""
    counts = dict.fromkeys(DeliveryState, 1_234_567)
    assert states_content(counts, 200, UNICODE).plain.count("1,234,567") == 6
    short = states_content(counts, 80, ASCII)
    assert short.plain.count("1.2M") == 6
    assert short.cell_length <= 80
    assert "held 0" in states_content({}, 80, UNICODE).plain
    assert states_content(counts, 40, UNICODE).plain.count("1.2M") == 6


def test_the_figures_stand_on_one_line_where_they_fit() -> None:
    """Time to empty, oldest row, use of the limit, latency."""
    status = DeliveryStatus(Flow.SENDING, waiting=32, used=120, limit=1_000, empty_in_s=12)
    line = figures(status, WAITING)
    assert (
        "empty in about 12 s   2 are being retried   oldest 3 min   120 of 1,000 requests in 5 min"
        in line
    )
    assert "answer p50 41 ms p95 1.2 s" in line
    assert "receipt to delivery p50 300 ms p95 1 min" in line
    assert "\n" not in line
    assert figures(status, WAITING, width=78).count("\n") == 1


RETRIED = replace(WAITING, states={DeliveryState.RETRYING: 2}, users=2, next_ms=START_MS + 200_000)


def test_what_is_retried_has_no_time_to_an_empty_queue() -> None:
    """Whatever the engine reckons: the next try may fail as the ones before did."""
    status = DeliveryStatus(Flow.SENDING, waiting=2, in_flight=1, used=3, limit=1_000, empty_in_s=0)
    said = figures(status, RETRIED)
    assert "empty in" not in said
    assert "2 wait for their next try at " in said
    assert "1 waits for its next try at " in figures(
        status, replace(RETRIED, states={DeliveryState.RETRYING: 1})
    )
    assert "2 wait for their next try" in figures(DeliveryStatus(Flow.BACKING_OFF), RETRIED)
    narrow = figures(status, RETRIED, width=78).splitlines()
    assert len(narrow) == 2
    assert narrow[0].startswith("2 tried again at ")
    assert len(narrow[0]) <= 78
    under_way = figures(status, replace(RETRIED, next_ms=None))
    assert under_way.startswith("2 are being retried   oldest")


def test_a_limit_is_no_failure() -> None:
    """What was answered 429 goes on at a time that is known, which the estimate counts in."""
    status = DeliveryStatus(Flow.RATE_LIMITED, waiting=2, limit=1_000, empty_in_s=31)
    assert figures(status, RETRIED).startswith("empty in about 31 s   oldest")
    other = replace(RETRIED, lane=Lane(environment=Environment.PRODUCTION))
    elsewhere = DeliveryStatus(Flow.SENDING, waiting=2, limit=1_000, empty_in_s=31)
    assert figures(elsewhere, other).startswith("empty in about 31 s   oldest")


def test_what_cannot_be_told_is_left_out() -> None:
    """No limit, no engine, a queue that stands still, an empty one."""
    held = DeliveryStatus(Flow.HOLD, waiting=32)
    assert "32 wait   oldest 3 min   12 requests in 5 min" in figures(held, WAITING)
    assert figures(None, WAITING).startswith("oldest 3 min   12 requests")
    assert figures(None).startswith("queue empty   0 requests in 5 min")
    text = figures_content(None, (), Latency(), LANE, now_ms=0, width=200).plain
    assert text.endswith("no answers yet")
    bare = replace(WAITING, oldest_ms=None)
    assert figures(DeliveryStatus(Flow.SENDING, waiting=1), bare).startswith("12 requests")


def test_a_lane_says_what_it_holds_and_whether_it_is_the_one_that_is_sent() -> None:
    """By a sign; the others wait for no time."""
    own = lane_content(WAITING, LANE, START_MS, UNICODE).plain
    assert own.startswith(UNICODE.light)
    assert "pending 30  retrying 2  7 users  oldest 0 s  next in 5 s  12 requests" in own
    other = Lane(environment=Environment.PRODUCTION)
    held = LaneFigures(other, {DeliveryState.HELD: 1}, 1, None, 0, 0)
    text = lane_content(held, LANE, START_MS, UNICODE).plain
    assert text.startswith(UNICODE.waiting)
    assert "(sprig, production)  not chosen now  held 1  1 user  0 requests in 5 min" in text
