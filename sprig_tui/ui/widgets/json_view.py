"""Indented JSON in colours, every line made harmless and the whole of bounded length."""

import re
from collections.abc import Sequence
from typing import Final

from textual.content import Content

from sprig_tui.domain.safe_text import safe
from sprig_tui.services.payload_marks import MarkedLine

TAKEN_OUT: Final = "$text-error"
MAX_LINES: Final = 1_500
MAX_LINE: Final = 2_000
_MEMBER: Final = re.compile(r'(\s*)("(?:[^"\\]|\\.)*")(: )(.*)')


def json_content(text: str, *, max_lines: int = MAX_LINES) -> Content:
    """The lines of `text` (as `readable_json` writes them), keys set off from values."""
    lines = text.split("\n")
    shown = [_line(line) for line in lines[:max_lines]]
    if len(lines) > max_lines:
        shown.append(_more(len(lines) - max_lines))
    return Content("\n").join(shown)


def marked_json_content(lines: Sequence[MarkedLine], *, max_lines: int = MAX_LINES) -> Content:
    """Lines of JSON in which what was taken out has a minus before it, and the word behind."""
    shown = [_marked(line) for line in lines[:max_lines]]
    if len(lines) > max_lines:
        shown.append(_more(len(lines) - max_lines))
    return Content("\n").join(shown)


def _marked(line: MarkedLine) -> Content:
    if not line.taken_out:
        return Content("  ") + _line(line.text)
    word = "   taken out" if line.taken_out == 1 else ""
    return Content.assemble(
        (f"- {safe(line.text, MAX_LINE)}", TAKEN_OUT), (word, f"bold {TAKEN_OUT}")
    )


def _more(count: int) -> Content:
    return Content.styled(f"… {count:,} more lines; y copies all of it.", "$text-warning")


def _line(line: str) -> Content:
    line = line[: MAX_LINE * 4]
    member = _MEMBER.fullmatch(line)
    if member is None:
        return Content(safe(line, MAX_LINE))
    space, key, colon, value = member.groups()
    return Content.assemble(
        space,
        (safe(key, MAX_LINE), "$text-accent"),
        colon,
        (safe(value, MAX_LINE), _value_style(value)),
    )


def _value_style(value: str) -> str:
    if value.startswith('"'):
        return "$foreground"
    return "" if value.startswith(("{", "[")) else "$text-warning"
