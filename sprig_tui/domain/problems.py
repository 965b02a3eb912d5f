"""Which rows ask somebody to act."""

from typing import Final

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Outcome, Reason

ASKING: Final = frozenset(
    {
        Reason.INVALID_FILTER,
        Reason.MISSING_USER_ID,
        Reason.INVALID_FIELD,
        Reason.MISSING_URL,
        Reason.UNKNOWN_USER,
    }
)
"""Why an event was filtered though it was meant to be sent: its sender or a filter is at fault.

What the rules leave out on purpose is none of these: no mapping, one that is off, a filter, a
call that the destination does not take, a repeat.
"""


def is_problem(row: LogRow) -> bool:
    """Whether a row was rejected, failed, or was filtered for a reason that asks for action."""
    return (
        row.outcome is Outcome.REJECTED
        or row.delivery is DeliveryState.FAILED
        or row.reason in ASKING
    )
