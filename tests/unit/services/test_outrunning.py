"""Whether events come faster than the destination takes them."""

import pytest

from sprig_tui.domain.flow import DeliveryStatus, Flow
from sprig_tui.domain.flow_counts import FlowCount
from sprig_tui.services.outrunning import outrunning
from tests.log_rows import START_MS

PACED = DeliveryStatus(Flow.PACED, waiting=900, used=1_000, limit=1_000)


def minutes(*growth: int) -> list[FlowCount]:
    """The last minutes, the oldest first: 200 delivered in each and so many more forwarded."""
    return [
        FlowCount(START_MS - place * 60_000, forwarded=200 + more, delivered=190, failed=10)
        for place, more in enumerate(reversed(growth))
    ]


def test_a_queue_that_grew_in_every_minute_is_told_with_its_rates() -> None:
    said = outrunning(minutes(100, 100, 100, 100), PACED, now_ms=START_MS)
    assert said.startswith("The queue only grows: 5.0 events/s come, 3.3/s leave. At most 3.3 req")
    assert said.endswith("forward fewer events, or it never catches up.")


@pytest.mark.parametrize(
    "growth", [(100, 100, 0, 100), (-5, 100, 100, 100), (100, 100, 100, -900), ()]
)
def test_a_burst_that_is_worked_off_is_no_reason(growth: tuple[int, ...]) -> None:
    """One minute in which the queue shrank or stood still is enough."""
    assert outrunning(minutes(*growth), PACED, now_ms=START_MS) == ""


@pytest.mark.parametrize(
    "status",
    [
        None,
        DeliveryStatus(Flow.HOLD, used=1_000, limit=1_000),
        DeliveryStatus(Flow.KEY_REFUSED, used=1_000, limit=1_000),
        DeliveryStatus(Flow.SENDING, used=0, limit=0),
        DeliveryStatus(Flow.SENDING, used=899, limit=1_000),
    ],
)
def test_a_queue_that_waits_for_something_else_is_no_reason(status: DeliveryStatus | None) -> None:
    """Nor one whose rate limit is not used up."""
    assert outrunning(minutes(9, 9, 9, 9), status, now_ms=START_MS) == ""
