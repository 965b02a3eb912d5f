"""The kinds of destination in words: titles, and the notice over what only another one would do."""

from typing import Final

from textual.content import Content

from sprig_tui.domain.settings import Kind
from sprig_tui.ui.glyphs import GlyphSet

RECEIVERS: Final[dict[Kind, str]] = {
    Kind.SPRIG: "Sprig",
    Kind.SPRIG_ACTIONS: "Sprig",
    Kind.GLEAP: "Gleap",
}
"""Whose system a kind sends to."""


def next_kind(shown: Kind) -> Kind:
    """The kind after `shown`, and the first one after the last."""
    kinds = list(Kind)
    return kinds[(kinds.index(shown) + 1) % len(kinds)]


def kind_banner(kind: Kind, own: Kind, glyphs: GlyphSet) -> Content:
    """One line that says whose decision is on show, and what really holds."""
    return Content.styled(
        f" {glyphs.waiting} AS {kind.value} WOULD DECIDE; "
        f"it was decided for {own.value}. o goes on.",
        "bold $text-warning",
    )
