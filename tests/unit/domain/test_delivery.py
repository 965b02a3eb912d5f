"""The state that a forwarded event starts in."""

import pytest

from sprig_tui.domain.delivery import DeliveryState, first_state
from sprig_tui.domain.settings import Mode


@pytest.mark.parametrize(
    ("mode", "state"),
    [
        (Mode.DRY_RUN, DeliveryState.DRY_RUN),
        (Mode.HOLD, DeliveryState.HELD),
        (Mode.LIVE, DeliveryState.PENDING),
    ],
)
def test_the_mode_decides_the_first_state(mode: Mode, state: DeliveryState) -> None:
    assert first_state(mode) is state
