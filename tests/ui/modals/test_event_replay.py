"""The question before an event is sent through the listener again."""

import pytest

from sprig_tui.domain.decision import Decision
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import Destination, Environment, Kind, Mode
from sprig_tui.ui.modals.event_replay import after_line, decision_line

FORWARDED = Decision(Reason.EVENT, "It matches.")
FILTERED = Decision(Reason.UNMAPPED_EVENT, "No triggered event matches.")


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (Mode.DRY_RUN, "Dry run: it is shown and not sent to Sprig (development)."),
        (Mode.HOLD, "Hold: it waits until the mode is live, then it goes to Sprig (development)."),
        (Mode.LIVE, "! LIVE: it is sent to Sprig (development)."),
    ],
)
def test_where_it_would_go_is_said_before(mode: Mode, words: str) -> None:
    """Nobody sends to a live destination without having read it."""
    assert after_line(FORWARDED, Destination(mode=mode)).plain == words


def test_production_and_another_receiver_are_named() -> None:
    destination = Destination(kind=Kind.GLEAP, mode=Mode.LIVE, environment=Environment.PRODUCTION)
    assert "Gleap (production)" in after_line(FORWARDED, destination).plain


def test_what_is_filtered_goes_nowhere() -> None:
    assert after_line(FILTERED, Destination(mode=Mode.LIVE)).plain == (
        "Nothing would go to the destination."
    )
    assert decision_line(FILTERED).plain == (
        "By the present rules it would be filtered: unmapped event (filtered.unmapped_event)."
    )
