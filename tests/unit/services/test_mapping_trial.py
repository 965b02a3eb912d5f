"""The test line of the mapping form."""

from sprig_tui.domain.settings import MatchType, TriggeredEvent
from sprig_tui.services.mapping_trial import MappingTrial, Verdict

ENTRIES = (
    TriggeredEvent(event="Signed", match=MatchType.STARTS_WITH),
    TriggeredEvent(event="Cart Viewed"),
    TriggeredEvent(event="Viewed", match=MatchType.ENDS_WITH),
)


async def test_a_new_entry_comes_last() -> None:
    """An earlier entry that matches too decides the event."""
    trial = await MappingTrial.prepare(ENTRIES)
    candidate = TriggeredEvent(event="Viewed", match=MatchType.CONTAINS)
    assert trial.judge(candidate, "Page Viewed Twice") == Verdict(matches=True, winner=3)
    assert trial.judge(candidate, "Cart Viewed") == Verdict(matches=True, winner=1)
    assert trial.judge(candidate, "Signed Up") == Verdict(matches=False, winner=0)
    assert trial.judge(candidate, "Bought") == Verdict(matches=False, winner=None)


def test_an_edited_entry_keeps_its_place() -> None:
    """The entry as it stands in the file does not count, those behind it keep their numbers."""
    trial = MappingTrial(ENTRIES, 1)
    assert trial.judge(TriggeredEvent(event="Page Viewed"), "Page Viewed") == Verdict(
        matches=True, winner=1
    )
    assert trial.judge(TriggeredEvent(event="Page Viewed"), "Cart Viewed") == Verdict(
        matches=False, winner=2
    )


def test_an_entry_that_is_off_matches_but_does_not_win() -> None:
    """Switched off it says so, and leaves the event to the others."""
    trial = MappingTrial(ENTRIES, 1)
    off = TriggeredEvent(event="Cart Viewed", enabled=False)
    assert trial.judge(off, "Cart Viewed") == Verdict(matches=True, winner=2)


def test_what_is_added_may_be_a_slip_of_what_is_there() -> None:
    """That is asked only of a new entry, where the others have the file's numbers."""
    near = MappingTrial(ENTRIES).near_miss("cart viewed!")
    assert near.startswith('#2 "Cart Viewed" would match')
    assert MappingTrial(ENTRIES).near_miss("Bought") == ""
    assert MappingTrial(ENTRIES, 0).near_miss("cart viewed!") == ""
