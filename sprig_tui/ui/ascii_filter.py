"""Keeps every line to ASCII, for terminals that show nothing else."""

import re
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_TWINS: Final = {
    "-": "─━┄┈╌▁▔·—–‐",  # noqa: RUF001 (the characters that are replaced)
    "|": "│┃▌▐▎▊▕▏╎",
    "+": "┌┐└┘├┤┬┴┼╭╮╰╯✓",
    "#": "▀▄▂▃▅▆▇█▉▋▍",
    "!": "✗",
    "~": "↻…",
    "*": "●•",
    '"': "“”",
    "'": "‘’",  # noqa: RUF001
    "x": "×✕",  # noqa: RUF001
    "^": "↑▲",
    "v": "↓▼",
    "<": "←◀⏎‹",  # noqa: RUF001
    ">": "→▶›",  # noqa: RUF001
}
TWINS: Final = {character: twin for twin, group in _TWINS.items() for character in group}
_OTHER: Final = re.compile(r"[^\x20-\x7e]")


@lru_cache(4096)
def _twin(character: str) -> str:
    """One ASCII character for each cell: a likeness, else a question mark."""
    return TWINS.get(character) or "?" * cell_len(character)


def ascii_text(text: str) -> str:
    """`text` in ASCII, as many cells wide as before."""
    return text if text.isascii() else _OTHER.sub(lambda found: _twin(found[0]), text)


class AsciiFilter(LineFilter):
    """Lines from any widget, Textual's own borders and scroll bars included."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments in ASCII."""
        del background
        return [
            Segment(ascii_text(text), style, control)
            if not control
            else Segment(text, style, control)
            for text, style, control in segments
        ]
