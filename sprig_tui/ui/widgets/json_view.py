"""Indented JSON in colours, every line made harmless and the whole of bounded length."""

import re
from typing import Final

from textual.content import Content

from sprig_tui.domain.safe_text import safe

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


def _more(count: int) -> Content:
    return Content.styled(f"and {count:,} more lines; Y copies all of it.", "$text-warning")


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
