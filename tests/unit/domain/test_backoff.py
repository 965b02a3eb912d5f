"""Full jitter from a second to fifteen minutes, and the end after 72 hours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.backoff import GIVE_UP_MS, is_given_up, retry_delay

CHANCES = st.floats(0, 1)


@given(st.integers(-5, 10**9), CHANCES)
def test_a_wait_lies_between_a_second_and_fifteen_minutes(failures: int, chance: float) -> None:
    assert 1 <= retry_delay(failures, chance=chance) <= 900


@given(st.integers(1, 40), CHANCES)
def test_a_longest_wait_of_its_own_is_kept(failures: int, chance: float) -> None:
    assert 1 <= retry_delay(failures, chance=chance, longest_s=60) <= 60


@pytest.mark.parametrize(("failures", "bound"), [(1, 2), (2, 4), (5, 32), (9, 512), (10, 900)])
def test_the_bound_doubles_and_chance_picks_below_it(failures: int, bound: float) -> None:
    assert retry_delay(failures, chance=0) == 1
    assert retry_delay(failures, chance=0.5) == (1 + bound) / 2
    assert retry_delay(failures, chance=1) == bound


def test_a_row_is_given_up_72_hours_after_its_first_try() -> None:
    assert not is_given_up(1000, now_ms=1000 + GIVE_UP_MS - 1)
    assert is_given_up(1000, now_ms=1000 + GIVE_UP_MS)
    assert not is_given_up(None, now_ms=GIVE_UP_MS * 9)
