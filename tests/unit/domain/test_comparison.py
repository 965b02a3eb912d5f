from collections import Counter

from sprig_tui.domain.comparison import Change, Comparison, Side
from sprig_tui.domain.reasons import Outcome, Reason

UNMAPPED = Side(Reason.UNMAPPED_EVENT, "No triggered event matches.")
MAPPED = Side(Reason.EVENT, "A triggered event matches.")
ACCEPTED = Side(Reason.AUTO_ACCEPTED, "Auto Accept Events is on.")


def test_an_event_moves_when_its_outcome_is_another() -> None:
    assert Change("1", "track", "A", "u", UNMAPPED, MAPPED).moves
    assert not Change("1", "track", "A", "u", MAPPED, ACCEPTED).moves


def test_gained_and_lost_events_are_counted_apart() -> None:
    steps = Counter(
        {
            (Reason.UNMAPPED_EVENT, Reason.EVENT): 3,
            (Reason.EVENT, Reason.UNMAPPED_EVENT): 2,
            (Reason.EVENT, Reason.AUTO_ACCEPTED): 5,
            (Reason.DUPLICATE, Reason.DUPLICATE): 7,
        }
    )
    found = Comparison(17, steps)
    assert (found.gained, found.lost) == (3, 2)
    assert found.count(Outcome.FORWARDED, Outcome.FORWARDED) == 5
    assert found.count(Outcome.FILTERED, Outcome.FILTERED) == 7


def test_nothing_looked_at_changes_nothing() -> None:
    assert (Comparison().gained, Comparison().lost) == (0, 0)
