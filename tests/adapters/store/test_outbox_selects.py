import pytest

from sprig_tui.adapters.store.outbox_selects import percentile


@pytest.mark.parametrize(
    ("ordered", "percent", "expected"),
    [([], 50, None), ([7], 50, 7), ([7], 95, 7), ([1, 2, 3, 4], 50, 2), (range(1, 101), 95, 95)],
)
def test_a_percentile_is_one_of_the_values(
    ordered: list[int], percent: int, expected: int | None
) -> None:
    assert percentile(ordered, percent) == expected
