"""The change of a mapping by which it would match what it almost matched."""

import pytest

from sprig_tui.domain.settings import MatchType, PageUrl, TriggeredEvent
from sprig_tui.services.near_edit import CHANGED, TO_CHANGE, near_edit


@pytest.mark.parametrize("match", list(MatchType))
def test_only_a_text_that_is_compared_whole_is_changed(match: MatchType) -> None:
    """A part or a pattern is left to the operator, and the form says so."""
    event = TriggeredEvent(event="Signed Up", match=match)
    page = PageUrl(url="https://a.example/x", match=match)
    for mapping, seen in ((event, "signed up"), (page, "https://a.example/x/")):
        start, words = near_edit(mapping, seen)
        exact = match is MatchType.EXACTLY
        assert start.pattern == (seen if exact else mapping.pattern)
        assert start.match is match
        assert words == (CHANGED if exact else TO_CHANGE)
