"""Pauses and probes of a lane (design.md, section 6)."""

import pytest

from sprig_tui.domain.answers import Judgement, Verdict
from sprig_tui.domain.flow import Flow
from sprig_tui.domain.lane_gate import MANY_FAILURES, MAX_IN_FLIGHT, PROBE_S, LaneGate

ALIVE = [Verdict.DELIVERED, Verdict.SPLIT, Verdict.PARKED]


def gate(chance: float = 1.0) -> LaneGate:
    return LaneGate(lambda: chance)


def note(
    of: LaneGate,
    verdict: Verdict,
    now: float = 0.0,
    *,
    user: bytes = b"u",
    left_in: int | None = None,
    wait_s: float = 0.0,
) -> None:
    judgement = Judgement(verdict, f"It is {verdict.value}.", wait_s)
    of.note(judgement, user=user, left_in=of.round if left_in is None else left_in, now=now)


def fail(of: LaneGate, users: int, now: float = 0.0) -> None:
    left_in = of.round
    for number in range(users):
        note(of, Verdict.RETRY, now, user=f"u{number}".encode(), left_in=left_in)


def test_an_open_gate_lets_eight_requests_fly() -> None:
    one = gate()
    assert [one.room(0.0, flying) for flying in (0, 1, 7, 8, 9)] == [MAX_IN_FLIGHT, 7, 1, 0, 0]
    assert (one.closed, one.sentence, one.wait(0.0)) == (None, "", 0.0)


def test_a_rate_limit_pauses_the_lane_until_the_reset_and_then_lets_one_go_alone() -> None:
    one = gate()
    note(one, Verdict.RATE_LIMITED, 100.0, wait_s=31.0)
    assert (one.closed, one.sentence) == (Flow.RATE_LIMITED, "It is rate_limited.")
    assert (one.wait(100.0), one.room(130.9, 0)) == (31.0, 0)
    assert (one.wait(131.0), one.room(131.0, 0), one.room(131.0, 1)) == (0.0, 1, 0)
    note(one, Verdict.DELIVERED, 132.0)
    assert (one.closed, one.sentence, one.room(132.0, 0)) == (None, "", MAX_IN_FLIGHT)


def test_rate_limits_of_requests_that_flew_together_end_with_the_last_one() -> None:
    one = gate()
    note(one, Verdict.RATE_LIMITED, 0.0, wait_s=60.0)
    note(one, Verdict.RATE_LIMITED, 1.0, wait_s=10.0, left_in=0)
    assert one.wait(0.0) == 60.0


@pytest.mark.parametrize("verdict", ALIVE)
def test_an_answer_to_an_older_request_does_not_end_a_pause(verdict: Verdict) -> None:
    one = gate()
    note(one, Verdict.RATE_LIMITED, 0.0, wait_s=60.0)
    note(one, verdict, 1.0, left_in=0)
    assert one.closed is Flow.RATE_LIMITED
    note(one, verdict, 61.0)
    assert one.closed is None


def test_a_probe_that_fails_after_a_rate_limit_is_followed_by_one_more_probe() -> None:
    one = gate()
    note(one, Verdict.RATE_LIMITED, 0.0, wait_s=5.0)
    note(one, Verdict.RETRY, 6.0)
    assert (one.closed, one.wait(6.0)) == (Flow.BACKING_OFF, 2.0)


def test_a_refused_key_is_tried_once_a_minute() -> None:
    one = gate()
    note(one, Verdict.KEY_REFUSED, 0.0)
    note(one, Verdict.KEY_REFUSED, 20.0, left_in=0)
    assert (one.closed, one.wait(0.0), one.room(59.0, 0)) == (Flow.KEY_REFUSED, PROBE_S, 0)
    assert one.room(60.0, 0) == 1
    note(one, Verdict.KEY_REFUSED, 61.0)
    assert one.wait(61.0) == PROBE_S
    note(one, Verdict.RETRY, 121.0)
    assert (one.closed, one.wait(121.0)) == (Flow.KEY_REFUSED, PROBE_S)
    note(one, Verdict.DELIVERED, 181.0)
    assert one.closed is None


def test_a_refused_key_tells_what_is_answered_now() -> None:
    """A destination that fails meanwhile has not looked at the key."""
    one, refused = gate(), Judgement(Verdict.KEY_REFUSED, "Answered 401.")
    failed = Judgement(Verdict.RETRY, "Answered 500; it is tried again.")
    for judgement, said in (
        (refused, "Answered 401."),
        (failed, "Answered 500; it is tried again. Before that the key was refused."),
        (failed, "Answered 500; it is tried again. Before that the key was refused."),
        (refused, "Answered 401."),
    ):
        one.note(judgement, user=b"u", left_in=one.round, now=0.0)
        assert (one.closed, one.sentence) == (Flow.KEY_REFUSED, said)
    one.note(failed, user=b"u", left_in=one.round - 1, now=0.0)
    assert one.sentence == "Answered 401."


def test_a_key_refused_during_another_pause_says_so() -> None:
    one = gate()
    note(one, Verdict.RATE_LIMITED, 0.0, wait_s=60.0)
    note(one, Verdict.KEY_REFUSED, 1.0, left_in=0)
    assert (one.closed, one.wait(1.0)) == (Flow.KEY_REFUSED, PROBE_S)


def test_failures_of_few_users_leave_the_gate_open() -> None:
    one = gate()
    for _ in range(20):
        fail(one, MANY_FAILURES - 1)
    assert one.closed is None
    note(one, Verdict.DELIVERED)
    fail(one, MANY_FAILURES - 1)
    assert one.closed is None


def test_failures_of_many_users_in_a_row_make_the_lane_back_off() -> None:
    one = gate()
    fail(one, MAX_IN_FLIGHT)
    assert (one.closed, one.wait(0.0)) == (Flow.BACKING_OFF, 2.0)
    pauses = []
    now = 0.0
    for _ in range(8):
        now += one.wait(now)
        assert one.room(now, 0) == 1
        note(one, Verdict.RETRY, now)
        pauses.append(one.wait(now))
    assert pauses == [4.0, 8.0, 16.0, 32.0, 60.0, 60.0, 60.0, 60.0]
    note(one, Verdict.PARKED, now)
    assert one.closed is None
    fail(one, MANY_FAILURES, now)
    assert one.wait(now) == 2.0


def test_chance_spreads_the_probes() -> None:
    one = gate(chance=0.0)
    fail(one, MANY_FAILURES)
    assert one.wait(0.0) == 1.0
