"""The limit, and the figures that tell whether somebody kept it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.sandbox import window
from sprig_tui.domain.sandbox.window import SlidingWindow, Tally


def test_so_many_requests_pass_in_a_window() -> None:
    limit = SlidingWindow(2, 300.0)
    assert [limit.take(at) for at in (0.0, 10.0)] == [0.0, 0.0]
    assert limit.take(20.0) == 280.0


def test_the_window_slides() -> None:
    limit = SlidingWindow(2, 300.0)
    assert [limit.take(at) for at in (0.0, 100.0, 299.0, 300.0, 301.0)] == [0, 0, 1, 0, 99]


@given(st.lists(st.integers(0, 5), max_size=60))
def test_no_window_ever_has_more_than_the_limit(steps: list[int]) -> None:
    limit, now, passed = SlidingWindow(3, 10.0), 0.0, list[float]()
    for step in steps:
        now += step
        if limit.take(now) <= 0:
            passed.append(now)
    assert all(late - early >= 10.0 for early, late in zip(passed, passed[3:], strict=False))


def test_a_tally_remembers_its_highest_count() -> None:
    tally = Tally(300.0)
    for at in (0.0, 1.0, 2.0, 500.0):
        tally.note(at)
    assert (tally.count(500.0), tally.highest) == (1, 3)


def test_a_tally_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "MAX_COUNTED", 5)
    tally = Tally(300.0)
    for at in range(20):
        tally.note(float(at))
    assert (tally.count(20.0), tally.highest) == (5, 5)
