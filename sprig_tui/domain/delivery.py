"""Delivery states of a forwarded event (design.md, section 4)."""

from enum import StrEnum

from sprig_tui.domain.settings import Mode


class DeliveryState(StrEnum):
    """Where a forwarded event is."""

    DRY_RUN = "dry_run"
    HELD = "held"
    PENDING = "pending"
    RETRYING = "retrying"
    DELIVERED = "delivered"
    FAILED = "failed"


def first_state(mode: Mode) -> DeliveryState:
    """The state that a forwarded event starts in under `mode`."""
    return {
        Mode.DRY_RUN: DeliveryState.DRY_RUN,
        Mode.HOLD: DeliveryState.HELD,
        Mode.LIVE: DeliveryState.PENDING,
    }[mode]
