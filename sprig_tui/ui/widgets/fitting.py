"""A sentence in a place that may be too small for it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Final

from textual.content import Content

SPACES: Final = re.compile(r"\s+")
LOOSE: Final = ",;: "
"""Signs that say nothing before an ellipsis."""


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


def first_shown(widths: Sequence[int], chosen: int, room: int) -> int:
    """Which of the labels in a row is the first to be drawn, so that the chosen one is on show.

    `widths` are their cells, `room` those that there are.
    """
    first = 0
    while first < chosen and sum(widths[first : chosen + 1]) > room:
        first += 1
    return first


def _last_that(fits: Callable[[str], bool], texts: Sequence[str]) -> str | None:
    """The longest of `texts`, which grow, that fits."""
    place = bisect_left(texts, 1, key=lambda text: 0 if fits(text) else 1)
    return texts[place - 1] if place else None
