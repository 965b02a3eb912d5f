"""The way of one event to its destination: received, every attempt, where it is now."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from textual.content import Content

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import Attempt, Fate
from sprig_tui.domain.reasons import Outcome
from sprig_tui.services.local_time import moment_text
from sprig_tui.ui.badges import delivery_badge
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.attempt_words import attempt_content
from sprig_tui.ui.widgets.time_words import took_words

MUTED: Final = "$text-muted"
NOW: Final[dict[DeliveryState, str]] = {
    DeliveryState.DRY_RUN: "Shown only. r sends it.",
    DeliveryState.HELD: "It leaves when the mode is live (m) and its destination is chosen.",
    DeliveryState.PENDING: "It is in the queue; 3 tells when it leaves.",
    DeliveryState.RETRYING: "It is tried again by itself; 3 tells when.",
    DeliveryState.DELIVERED: "The destination took it. r sends it again.",
    DeliveryState.FAILED: "It is not tried again by itself. r resends it.",
}


INLINE: Final = 2_048
"""Bytes of an answer that stand in the timeline; v shows what else is kept of it."""


def timeline_content(
    row: LogRow,
    attempts: Sequence[Attempt],
    glyphs: GlyphSet,
    today: date,
    *,
    next_ms: int | None = None,
    whole: bool = False,
) -> Content:
    """Every request that held the event, oldest first, the waits between them, what comes next.

    Times of `today` are told without their day. `next_ms` is when it may be tried next, where
    that is known; `whole` shows all that is kept of the answers.
    """
    if row.outcome is not Outcome.FORWARDED or row.delivery is None:
        return Content.styled("Nothing to deliver: the event is not forwarded.", MUTED)
    received = moment_text(row.received_at_ms, today)
    lines = [Content.assemble((f"{'':3}  {'RECEIVED':<13}", "bold"), received)]
    before = row.received_at_ms
    for number, one in enumerate(attempts, start=1):
        lines.append(Content.styled(f"     waited {took_words(max(one.at_ms - before, 0))}", MUTED))
        lines.append(attempt_content(number, one, glyphs, today, limit=None if whole else INLINE))
        before = one.at_ms if one.ended_ms is None else one.ended_ms
    if row.attempts > len(attempts):
        gone = row.attempts - len(attempts)
        lines.append(Content.styled(f"     {gone:,} earlier not kept any more", MUTED))
    badge = delivery_badge(row.delivery, glyphs)
    lines += [
        Content(""),
        Content.assemble(
            (f"     {badge.text}  ", f"bold $text-{badge.tone}"),
            NOW[row.delivery],
            f"  Not before {moment_text(next_ms, today)}." if next_ms else "",
            (_latency(row, attempts), MUTED),
        ),
    ]
    return Content("\n").join(lines)


def _latency(row: LogRow, attempts: Sequence[Attempt]) -> str:
    """How long the first delivery took from receipt, "" before it."""
    for attempt in attempts:
        if attempt.fate is Fate.DELIVERED and attempt.ended_ms is not None:
            waited = max(attempt.ended_ms - row.received_at_ms, 0)
            return f"  {took_words(waited)} after it was received"
    return ""
