"""At most so many requests in any period, whatever the network delays (design.md, section 6)."""

from bisect import bisect_left, bisect_right
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.domain.request_window import LONGEST_REQUEST_S, MARGIN_S, RequestWindow

LIMIT, PERIOD, PACE_FROM = 1000, 300.0, 900


def send(window: RequestWindow, count: int, at: float, *, took: float = 0.0) -> list[float]:
    """Send a backlog one after the other as the window lets it; the times at which they left."""
    left = []
    for _ in range(count):
        while (pause := window.delay(at)) > 0:
            at += pause
        window.start(at)
        left.append(at)
        at += took
        window.finish(at)
    return left


def most_in_a_period(times: list[float], period: float = PERIOD) -> int:
    times = sorted(times)
    return max(bisect_right(times, at + period) - index for index, at in enumerate(times))


def test_nothing_is_paced_below_900() -> None:
    window = RequestWindow()
    assert send(window, PACE_FROM, 50.0) == [50.0] * PACE_FROM
    assert (window.used(50.0), window.room(50.0)) == (PACE_FROM, 0)
    assert window.delay(50.0) > 0


def test_from_900_on_the_rest_is_spread_until_places_fall_free() -> None:
    window = RequestWindow()
    left = send(window, LIMIT, 0.0)
    pauses = [after - before for before, after in pairwise(left[899:])]
    assert pauses == pytest.approx([(PERIOD + MARGIN_S) / 101] * 100)
    assert window.used(left[-1]) == LIMIT
    assert window.delay(left[-1]) == pytest.approx(PERIOD + MARGIN_S - left[-1])


def test_a_backlog_uses_the_limit_and_never_passes_it() -> None:
    left = send(RequestWindow(), 5000, 0.0, took=0.01)
    for start in (0.0, 300.0, 600.0, 900.0):
        count = bisect_left(left, start + PERIOD) - bisect_left(left, start)
        assert 950 <= count <= LIMIT
    assert most_in_a_period(left) <= LIMIT


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 12), st.floats(0, 1), st.floats(0, 5)), max_size=150),
    st.integers(1, 20),
    st.integers(0, 25),
)
def test_the_destination_never_counts_more_than_the_limit(
    requests: list[tuple[float, float, float]], limit: int, pace_from: int
) -> None:
    window, now = RequestWindow(limit, 30.0, pace_from), 0.0
    arrivals: list[float] = []
    under_way: list[float] = []
    for took, when, idle in requests:
        now += idle
        while True:
            for end in sorted(end for end in under_way if end <= now):
                window.finish(end)
                under_way.remove(end)
            pause = window.delay(now)
            if pause <= 0:
                break
            now = min([now + pause, *under_way])
        window.start(now)
        under_way.append(now + took)
        arrivals.append(now + took * when)
        assert window.used(now) <= limit
    assert not arrivals or most_in_a_period(arrivals, 30.0) <= limit


def test_a_request_takes_a_place_until_a_period_after_its_end() -> None:
    window = RequestWindow(limit=2, pace_from=1)
    window.start(0.0)
    assert window.used(10_000.0) == 1
    window.finish(10_000.0)
    assert window.used(10_000.0 + PERIOD) == 1
    assert window.used(10_000.0 + PERIOD + MARGIN_S) == 0


def test_with_every_place_under_way_the_next_waits_a_whole_period() -> None:
    window = RequestWindow(limit=1, pace_from=1)
    window.start(5.0)
    assert window.delay(7.0) == PERIOD + MARGIN_S


def test_requests_of_before_a_restart_count_as_if_they_had_taken_the_longest() -> None:
    window = RequestWindow(limit=4, pace_from=4)
    window.load([290.0, 16.0, 3.0, -172_800.0], now=1000.0)
    assert window.used(1000.0) == 4
    left = [window.delay(1000.0)]
    assert left == [pytest.approx(PERIOD + MARGIN_S - (290 - LONGEST_REQUEST_S))]
    assert window.used(1000.0 + PERIOD - 1 + MARGIN_S) == 2
    assert window.used(1000.0 + PERIOD + MARGIN_S) == 0


def test_more_requests_than_the_limit_stop_no_longer_than_the_newest_of_them() -> None:
    window = RequestWindow(limit=2, pace_from=2)
    window.load([200.0] * 50 + [100.0, 20.0], now=0.0)
    assert window.used(0.0) == 2
    assert window.delay(0.0) == pytest.approx(PERIOD + MARGIN_S - (100 - LONGEST_REQUEST_S))


def test_without_a_limit_requests_are_counted_and_never_paced() -> None:
    window = RequestWindow(limit=0)
    window.load([1.0, 2.0], now=0.0)
    assert send(window, 2000, 0.0) == [0.0] * 2000
    assert window.used(0.0) == 2002
    assert window.room(0.0) is None
    assert window.time_to_empty(0.0, 10**6) == 0.0


@pytest.mark.parametrize("used", [0, 500, 899, 930, 1000])
@pytest.mark.parametrize("requests", [1, 99, 150, 950, 1000, 1001, 1500, 1950, 2000, 4321])
def test_the_time_to_empty_is_what_a_backlog_then_takes(used: int, requests: int) -> None:
    window = RequestWindow()
    now = send(window, used, 0.0, took=0.005)[-1] + 1.0 if used else 1.0
    said = window.time_to_empty(now, requests)
    assert said == pytest.approx(send(window, requests, now)[-1] - now, rel=0.1, abs=1.0)


def test_requests_under_way_are_taken_to_end_soon() -> None:
    window = RequestWindow(limit=10, pace_from=10)
    for _ in range(10):
        window.start(0.0)
    assert window.time_to_empty(0.0, 11) == pytest.approx(2 * (PERIOD + MARGIN_S))
    assert window.used(0.0) == 10


def test_an_empty_queue_takes_no_time() -> None:
    window = RequestWindow()
    send(window, 950, 0.0)
    assert window.time_to_empty(0.0, 0) == 0.0
