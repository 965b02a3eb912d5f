"""A sentence in a place that may be too small for it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Final

from textual.content import Content

SPACES: Final = re.compile(r"\s+")
LOOSE: Final = ",;: "
"""Signs that say nothing before an ellipsis."""

MORE_BEFORE: Final = "‹"  # noqa: RUF001 (the sign is meant)
MORE_BEHIND: Final = "›"  # noqa: RUF001
"""In ASCII they are `<` and `>`."""


def wrapped_lines(text: str, width: int) -> int:
    """How many lines of `width` cells a text fills; its words are kept together."""
    return len(Content(text).wrap(max(width, 1)))


def fit_lines(text: str, width: int, lines: int, ellipsis: str, *, ending: str = "") -> str:
    """`text` and `ending`, on at most `lines` lines; what is too long ends with an `ellipsis`.

    The text is cut between two words: without its middle, or with half a word, a sentence may say
    the opposite. `ending` says what to do, such as a key; it stays whole as long as a word of the
    text has a place before it. Both are harmless already.
    """

    def fits(said: str) -> bool:
        return wrapped_lines(said, width) <= lines

    if fits(text + ending):
        return text + ending
    starts = [text[: space.start()].rstrip(LOOSE) for space in SPACES.finditer(text)]
    for last in dict.fromkeys((ending, "")):
        kept = _last_that(fits, [start + ellipsis + last for start in starts if start])
        if kept is not None:
            return kept
    pieces = [text[:end] + ellipsis for end in range(len(text))]
    return _last_that(fits, pieces) or ellipsis


def fit_parts(parts: Sequence[str], width: int, lines: int, ellipsis: str) -> str:
    """Hints beside each other, `a adds, b goes`: the last ones are left out as a whole."""
    for count in range(len(parts), 0, -1):
        text = ", ".join(parts[:count]) + "."
        if wrapped_lines(text, width) <= lines:
            return text
    return fit_lines(parts[0] + ".", width, lines, ellipsis)


def shown_labels(labels: Sequence[str], chosen: int, room: int) -> list[tuple[int, str]]:
    """The labels in a row of `room` cells that are drawn whole, the chosen one among them.

    Each with its place; before and behind them a sign where there are more, with the place of the
    next one that is not on show. A label has a cell for each of its characters.
    """
    first = 0
    while chosen >= (last := _end_of_row(labels, first, room)):
        first += 1
    shown = list(enumerate(labels))[first:last]
    before = [(first - 1, MORE_BEFORE)] if first else []
    return [*before, *shown, *([(last, MORE_BEHIND)] if last < len(labels) else [])]


def _end_of_row(labels: Sequence[str], first: int, room: int) -> int:
    """Behind which label a row ends that begins with `first`; it has that one in any case."""
    used, end = int(first > 0), first
    for place in range(first, len(labels)):
        used += len(labels[place])
        if used + int(place + 1 < len(labels)) <= room:
            end = place + 1
    return max(end, first + 1)


def _last_that(fits: Callable[[str], bool], texts: Sequence[str]) -> str | None:
    """The longest of `texts`, which grow, that fits."""
    place = bisect_left(texts, 1, key=lambda text: 0 if fits(text) else 1)
    return texts[place - 1] if place else None
