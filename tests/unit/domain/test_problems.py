"""What counts as a problem, in the list's jump and in the search language alike."""

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.problems import is_problem
from sprig_tui.domain.query import parse_query
from sprig_tui.domain.reasons import Reason


@pytest.mark.parametrize(
    ("reason", "delivery", "expected"),
    [
        (Reason.INVALID_JSON, None, True),
        (Reason.MISSING_EVENT, None, True),
        (Reason.UNKNOWN_USER, None, True),
        (Reason.INVALID_FILTER, None, True),
        (Reason.UNMAPPED_EVENT, None, False),
        (Reason.DESTINATION_FILTER, None, False),
        (Reason.EVENT, DeliveryState.DELIVERED, False),
        (Reason.EVENT, DeliveryState.RETRYING, False),
        (Reason.EVENT, DeliveryState.FAILED, True),
    ],
)
def test_the_filter_and_the_jump_agree(
    reason: Reason, delivery: DeliveryState | None, expected: bool
) -> None:
    row = LogRow(1, 0, reason, "", delivery=delivery)
    assert is_problem(row) is expected
    assert parse_query("is:problem").matches(row) is expected


def test_a_row_may_become_a_problem_later() -> None:
    assert parse_query("is:problem").changing
