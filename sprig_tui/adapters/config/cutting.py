"""Cutting lines out of a text and putting lines in; everything else stays byte for byte."""

import re
from collections.abc import Sequence
from typing import Final

_BLANK_LINES: Final = re.compile(r"(?:[ \t]*\r?\n)*")
_LAST_BLANK_LINES: Final = re.compile(r"(?<=\n)(?:[ \t]*\r?\n)+\Z")


def newline_of(text: str) -> str:
    """How the text's first line ends."""
    place = text.find("\n")
    return "\r\n" if place > 0 and text[place - 1] == "\r" else "\n"


def splice(text: str, start: int, end: int, new: str) -> str:
    """`new` in the place of the characters from `start` to `end`."""
    return text[:start] + new + text[end:]


def insert_lines(text: str, offset: int, lines: str) -> str:
    """`lines` (without their last line end) put in at `offset`, the start of a line or the end."""
    newline = newline_of(text)
    before = text[:offset]
    if before.removeprefix("\ufeff") and not before.endswith("\n"):
        before += newline
    if not before.removeprefix("\ufeff"):
        lines = lines.removeprefix(newline)
    return before + lines + newline + text[offset:]


def cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text without the spans (whole lines), and without the blank lines left over by that."""
    for start, end in sorted(spans, reverse=True):
        before, after = text[:start], text[end:]
        if not before.removeprefix("\ufeff") or _LAST_BLANK_LINES.search(before):
            after = _strip_blank_lines(after)
        if not after:
            before = _LAST_BLANK_LINES.sub("", before)
        text = before + after
    return text


def _strip_blank_lines(after: str) -> str:
    match = _BLANK_LINES.match(after)
    return after[match.end() :] if match else after
