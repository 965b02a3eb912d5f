"""The books as a chain: from what was received to what became of it (ux.md, section 3)."""

from typing import Final

from textual.content import Content

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books
from sprig_tui.ui.badges import DELIVERY_WORDS, delivery_badge
from sprig_tui.ui.glyphs import GlyphSet

MUTED: Final = "$text-muted"
EMPTY: Final = (
    "No event yet. Point an SDK at the address above, or press t in 1 Live for a test event."
)


def chain_content(books: Books, glyphs: GlyphSet) -> Content:
    """`received 7 > rejected 1 > filtered 3 > forwarded 3: dry run 2, held 1`."""
    if not books.received:
        return Content.styled(EMPTY, MUTED)
    arrow = (" > ", MUTED)
    pieces: list[Content | tuple[str, str]] = [
        (f"received {books.received:,}", "bold"),
        arrow,
        (
            f"{glyphs.rejected} rejected {books.rejected:,}",
            "$text-error" if books.rejected else MUTED,
        ),
        arrow,
        (f"{glyphs.filtered} filtered {books.filtered:,}", ""),
        arrow,
        (f"{glyphs.forwarded} forwarded {books.forwarded:,}", "$text-success"),
    ]
    for number, (state, count) in enumerate(_states(books)):
        tone = delivery_badge(state, glyphs).tone
        style = MUTED if tone == "muted" else f"$text-{tone}"
        pieces += [(", " if number else ": ", MUTED), (f"{DELIVERY_WORDS[state]} {count:,}", style)]
    return Content.assemble(*pieces)


def _states(books: Books) -> list[tuple[DeliveryState, int]]:
    """The states that hold any, what was delivered first."""
    order = sorted(DeliveryState, key=lambda one: one is not DeliveryState.DELIVERED)
    return [(state, books.deliveries[state]) for state in order if books.deliveries.get(state)]
