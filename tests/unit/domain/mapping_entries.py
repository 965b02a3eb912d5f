"""Mappings for tests of matching."""

from sprig_tui.domain.settings import MatchType, PageUrl, TriggeredEvent


def page(pattern: str, match: str = "legacy", *, enabled: bool = True) -> PageUrl:
    """A page URL."""
    return PageUrl(url=pattern, match=MatchType(match), enabled=enabled)


def event(pattern: str, match: str = "exactly", *, enabled: bool = True) -> TriggeredEvent:
    """A triggered event."""
    return TriggeredEvent(event=pattern, match=MatchType(match), enabled=enabled)


class TickingClock:
    """A clock that goes on by `step` seconds whenever it is read."""

    def __init__(self, step: float) -> None:
        self._step = step
        self._now = 0.0

    def __call__(self) -> float:
        """Seconds."""
        self._now += self._step
        return self._now
