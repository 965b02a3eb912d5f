"""A sentence in a place that may be too small for it."""

from collections.abc import Sequence

from textual.content import Content


def wrapped_lines(text: str, width: int) -> int:
    """How many lines of `width` cells a text fills; its words are kept together."""
    return len(Content(text).wrap(max(width, 1)))


def fit_lines(text: str, width: int, lines: int, ellipsis: str) -> str:
    """`text`, or its beginning and its end around `ellipsis`, on at most `lines` lines.

    What to do, or what was meant, stands at the end of a sentence, so that only its middle goes.
    The text is harmless already.
    """
    if wrapped_lines(text, width) <= lines:
        return text
    low, high = 0, len(text)
    while low < high:
        kept = (low + high + 1) // 2
        if wrapped_lines(_without_middle(text, kept, ellipsis), width) <= lines:
            low = kept
        else:
            high = kept - 1
    return _without_middle(text, low, ellipsis)


def first_shown(widths: Sequence[int], chosen: int, room: int) -> int:
    """Which of the labels in a row is the first to be drawn, so that the chosen one is on show.

    `widths` are their cells, `room` those that there are.
    """
    first = 0
    while first < chosen and sum(widths[first : chosen + 1]) > room:
        first += 1
    return first


def _without_middle(text: str, kept: int, ellipsis: str) -> str:
    """`kept` characters of a text, half of them its last ones."""
    end = kept // 2
    return text[: kept - end] + ellipsis + (text[-end:] if end else "")
