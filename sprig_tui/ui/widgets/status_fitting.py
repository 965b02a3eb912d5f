"""Words of the head of every screen on one line, as many and as long as its true width holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from sprig_tui.domain.safe_text import safe

BETWEEN: Final = 2
RANKS: Final = {"error": 0, "warning": 1, "accent": 2, "success": 2, "muted": 3}
"""How much a word matters, by the colour of its style; what is not listed gives way first."""
LAST_RANK: Final = 4
ALARM: Final = 1
"""Up to this rank a word goes only when those below it went."""
CALM: Final = 3
"""From this rank on a word that may go comes back only when the others can be read."""


@dataclass(frozen=True, slots=True)
class Part:
    """A word of the status line: in full, short for narrow screens, and its Textual style.

    `medium` lies between the two, `tight` is shorter still; "" means that the word may go. What
    warns goes last.
    """

    text: str
    short: str
    style: str = ""
    tight: str | None = None
    medium: str = ""

    @property
    def forms(self) -> tuple[str, str, str, str]:
        """The word in its lengths, the shortest first."""
        tight = self.short if self.tight is None else self.tight
        return tight, self.short, self.medium or self.short, self.text

    @property
    def rank(self) -> int:
        """0 for the worst of news."""
        return RANKS.get(self.style.rpartition("-")[2], LAST_RANK)


def status_content(parts: Sequence[Part], width: int) -> Content:
    """The parts on one line of `width` cells.

    Each begins in its shortest form and takes a longer one, what matters most first, while there
    is room; no part is cut because another is long.
    """
    forms = [[safe(form) for form in part.forms] for part in parts]
    alarms = [part.rank <= ALARM for part in parts]
    words = [each[0] or each[1] * alarm for each, alarm in zip(forms, alarms, strict=True)]
    room = width + 1
    by_rank = sorted(range(len(parts)), key=lambda place: parts[place].rank)
    for place in reversed(by_rank):
        if _cells(words) <= room:
            break
        words[place] = ""
    for place, form in _growth(parts, by_rank):
        grown = [*words[:place], forms[place][form], *words[place + 1 :]]
        if _cells(grown) <= room:
            words = grown
    shown = zip(words, parts, strict=True)
    line = Content("  ").join(Content.styled(word, part.style) for word, part in shown if word)
    return line.pad(1, 1)


def _growth(parts: Sequence[Part], by_rank: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Which part is to take which of its forms, in the order in which that is tried.

    What tells something comes back before anything is written out, what is well and the name of
    the program after that.
    """
    may_go = [place for place in by_rank if not parts[place].forms[0]]
    stay = [place for place in by_rank if place not in may_go]
    yield from ((place, 1) for place in may_go if parts[place].rank < CALM)
    yield from ((place, 1) for place in stay)
    yield from ((place, 2) for place in by_rank if place in stay)
    yield from ((place, 1) for place in may_go if parts[place].rank >= CALM)
    yield from ((place, form) for form in (2, 3) for place in by_rank)


def _cells(words: Sequence[str]) -> int:
    return sum(cell_len(word) + BETWEEN for word in words if word)
