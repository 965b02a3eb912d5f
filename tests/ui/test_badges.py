"""Glyph, word and tone."""

import pytest

from sprig_tui.domain.decision import Verdict
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.ui.badges import DELIVERY_WORDS, delivery_badge, row_badge, step_badge
from sprig_tui.ui.glyphs import ASCII, UNICODE


def _row(reason: Reason, delivery: DeliveryState | None = None) -> LogRow:
    return LogRow(1, 0, reason, "", delivery=delivery)


@pytest.mark.parametrize(
    ("reason", "delivery", "text", "tone"),
    [
        (Reason.INVALID_JSON, None, "✗ REJ", "error"),
        (Reason.UNMAPPED_EVENT, None, "· FILT", "muted"),
        (Reason.EVENT, None, "✓ FWD", "success"),
        (Reason.EVENT, DeliveryState.DRY_RUN, "✓ FWD dry", "success"),
        (Reason.EVENT, DeliveryState.HELD, "◌ HELD", "accent"),
        (Reason.EVENT, DeliveryState.PENDING, "◌ WAIT", "accent"),
        (Reason.EVENT, DeliveryState.RETRYING, "↻ RETRY", "warning"),
        (Reason.EVENT, DeliveryState.DELIVERED, "✓ SENT", "success"),
        (Reason.EVENT, DeliveryState.FAILED, "✗ FAIL", "error"),
    ],
)
def test_every_outcome_has_a_badge(
    reason: Reason, delivery: DeliveryState | None, text: str, tone: str
) -> None:
    """The end states of ux.md, never mixed."""
    badge = row_badge(_row(reason, delivery), UNICODE)
    assert (badge.text, badge.tone) == (text, tone)


def test_no_two_outcomes_differ_by_colour_alone() -> None:
    """Their words differ, in ASCII too."""
    states = [None, *DeliveryState]
    words = {delivery_badge(state, ASCII).word for state in states}
    assert len(words) == len(states)
    assert set(DELIVERY_WORDS) == set(DeliveryState)
    steps = {step_badge(verdict, ASCII).word for verdict in Verdict}
    assert len(steps) == len(Verdict)
    assert all(delivery_badge(state, ASCII).text.isascii() for state in states)
