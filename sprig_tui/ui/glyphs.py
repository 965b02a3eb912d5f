"""The signs of the terminal, in Unicode and in ASCII (ux.md, section 3)."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class GlyphSet:
    """One character each; a glyph never stands without its word."""

    forwarded: str = "✓"
    filtered: str = "·"
    rejected: str = "✗"
    retrying: str = "↻"
    waiting: str = "◌"
    light: str = "●"
    cursor: str = "▌"
    repeats: str = "×"  # noqa: RUF001 (the sign is meant)
    ellipsis: str = "…"
    bars: str = "▁▂▃▄▅▆▇█"
    thumb: str = "┃"
    up: str = "▲"

    @property
    def gap(self) -> str:
        """Stands for the beginning of a path or an address; `~/` would be a home folder."""
        return "..." if self.ascii else self.ellipsis

    @property
    def ascii(self) -> bool:
        """Whether every glyph can be shown by a terminal without UTF-8."""
        return self.forwarded.isascii()


UNICODE: Final = GlyphSet()
ASCII: Final = GlyphSet(
    forwarded="+",
    filtered="-",
    rejected="!",
    retrying="~",
    waiting="?",
    light="*",
    cursor=">",
    repeats="x",
    ellipsis="~",
    bars="_.-=*#",
    thumb="|",
    up="^",
)


def choose_glyphs(encoding: str, *, ascii_only: bool = False) -> GlyphSet:
    """The set that a terminal of this character encoding can show."""
    speaks_unicode = encoding.lower().replace("_", "-").startswith("utf")
    return UNICODE if speaks_unicode and not ascii_only else ASCII
