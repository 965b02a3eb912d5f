"""The words of the mapping form."""

import pytest

from sprig_tui.domain.settings import MatchType, TriggeredEvent
from sprig_tui.services.mapping_trial import Verdict
from sprig_tui.ui.widgets.mapping_words import MATCH_MEANINGS, verdict_words

ENTRIES = (TriggeredEvent(event="Cart", match=MatchType.CONTAINS), TriggeredEvent(event="B"))


def test_every_match_type_is_explained() -> None:
    """All eight of them, in the room that the form has at 80 columns."""
    assert set(MATCH_MEANINGS) == set(MatchType)
    assert max(map(len, MATCH_MEANINGS.values())) <= 36


@pytest.mark.parametrize(
    ("verdict", "enabled", "words"),
    [
        (Verdict(matches=True, winner=1), True, "It matches, and #2 decides"),
        (Verdict(matches=True, winner=0), True, "but #1 (contains Cart) comes first and decides"),
        (Verdict(matches=True, winner=0), False, "It matches; #1 (contains Cart) decides"),
        (Verdict(matches=True, winner=None), False, "but #2 is off: such events are filtered"),
        (Verdict(matches=False, winner=0), True, "It does not match; #1 (contains Cart) decides"),
        (Verdict(matches=False, winner=None), True, "and no other mapping does"),
        (Verdict(matches=False, winner=None, slow=True), True, "takes too long"),
    ],
)
def test_the_verdict_names_the_rule_that_decides(
    verdict: Verdict, enabled: bool, words: str
) -> None:
    """By its number in the file, and what it says."""
    assert words in verdict_words(verdict, own=1, enabled=enabled, entries=ENTRIES)
