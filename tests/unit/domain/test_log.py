"""The data of the log."""

import pytest

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books, LogRow
from sprig_tui.domain.reasons import Outcome, Reason


@pytest.mark.parametrize(
    ("books", "balanced"),
    [
        (Books(), True),
        (Books(3, 1, 1, 1, deliveries={DeliveryState.DRY_RUN: 1}), True),
        (Books(2, 1, 1, 1, deliveries={DeliveryState.DRY_RUN: 1}), False),
        (Books(1, 1, 0, 0), False),
        (Books(1, 0, 1, 0, deliveries={DeliveryState.HELD: 1}), False),
    ],
)
def test_books_balance_when_both_sums_hold(books: Books, *, balanced: bool) -> None:
    """Received = forwarded + filtered + rejected; forwarded = the sum of its states."""
    assert books.balanced() is balanced


@pytest.mark.parametrize("reason", list(Reason))
def test_a_row_has_the_outcome_of_its_reason(reason: Reason) -> None:
    """The part before the dot."""
    row = LogRow(id=1, received_at_ms=0, reason=reason, detail="")
    assert row.outcome is Outcome(reason.value.split(".")[0])
