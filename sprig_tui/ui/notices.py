"""What was told in passing, kept so that it can be read again."""

from collections import deque
from dataclasses import dataclass
from typing import Final

from textual.notifications import SeverityLevel

from sprig_tui.domain.safe_text import safe

KEPT: Final = 100
MOST_CHARACTERS: Final = 4_000


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence or several lines, harmless, and when they were told."""

    at_ms: int
    text: str
    title: str
    severity: SeverityLevel

    @property
    def line(self) -> str:
        """Its title and text on one line."""
        return ": ".join(one for one in (self.title, " ".join(self.text.split())) if one)


class Notices:
    """The last ones, the newest first: notices go away by themselves, and what they said with them.

    Older ones are forgotten, so that a terminal may stay open for weeks.
    """

    def __init__(self) -> None:
        self._kept: deque[Notice] = deque(maxlen=KEPT)

    def keep(self, at_ms: int, text: str, title: str, severity: SeverityLevel) -> Notice:
        """Keep what is told, made harmless line by line."""
        lines = (safe(line) for line in text[:MOST_CHARACTERS].splitlines())
        notice = Notice(at_ms, "\n".join(lines), safe(title), severity)
        self._kept.appendleft(notice)
        return notice

    @property
    def newest_first(self) -> tuple[Notice, ...]:
        """All that is kept."""
        return tuple(self._kept)
