"""How an outcome is shown: a glyph, a word and a tone, so that none of them carries it alone."""

from dataclasses import dataclass
from typing import Final, Literal

from sprig_tui.domain.decision import Verdict
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Outcome
from sprig_tui.ui.glyphs import GlyphSet

Tone = Literal["success", "warning", "error", "accent", "muted"]


@dataclass(frozen=True, slots=True)
class Badge:
    """`glyph` is one cell wide, `word` a few capitals, `tone` names a theme colour."""

    glyph: str
    word: str
    tone: Tone

    @property
    def text(self) -> str:
        """Glyph and word."""
        return f"{self.glyph} {self.word}"


DELIVERY_WORDS: Final[dict[DeliveryState, str]] = {
    DeliveryState.DRY_RUN: "dry run",
    DeliveryState.HELD: "held",
    DeliveryState.PENDING: "pending",
    DeliveryState.RETRYING: "retrying",
    DeliveryState.DELIVERED: "delivered",
    DeliveryState.FAILED: "failed",
}
"""The states as the books name them."""


def row_badge(row: LogRow, glyphs: GlyphSet) -> Badge:
    """What became of a row."""
    if row.outcome is Outcome.REJECTED:
        return Badge(glyphs.rejected, "REJ", "error")
    if row.outcome is Outcome.FILTERED:
        return Badge(glyphs.filtered, "FILT", "muted")
    return delivery_badge(row.delivery, glyphs)


def delivery_badge(state: DeliveryState | None, glyphs: GlyphSet) -> Badge:
    """Where a forwarded event is."""
    badges = {
        None: Badge(glyphs.forwarded, "FWD", "success"),
        DeliveryState.DRY_RUN: Badge(glyphs.forwarded, "FWD dry", "success"),
        DeliveryState.HELD: Badge(glyphs.waiting, "HELD", "accent"),
        DeliveryState.PENDING: Badge(glyphs.waiting, "WAIT", "accent"),
        DeliveryState.RETRYING: Badge(glyphs.retrying, "RETRY", "warning"),
        DeliveryState.DELIVERED: Badge(glyphs.forwarded, "SENT", "success"),
        DeliveryState.FAILED: Badge(glyphs.rejected, "FAIL", "error"),
    }
    return badges[state]


def step_badge(verdict: Verdict, glyphs: GlyphSet) -> Badge:
    """How a step of the decision went."""
    badges = {
        Verdict.PASSED: Badge(glyphs.forwarded, "PASS", "muted"),
        Verdict.FORWARDED: Badge(glyphs.forwarded, "FORWARD", "success"),
        Verdict.STOPPED: Badge(glyphs.rejected, "STOP", "warning"),
        Verdict.NOT_REACHED: Badge(glyphs.filtered, "not reached", "muted"),
        Verdict.NOT_APPLICABLE: Badge(glyphs.filtered, "n/a", "muted"),
    }
    return badges[verdict]
