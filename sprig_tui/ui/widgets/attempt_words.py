"""One request of an event's timeline, in words."""

from datetime import date
from typing import Final

from textual.content import Content

from sprig_tui.domain.outbox import Attempt, Fate
from sprig_tui.domain.safe_text import safe
from sprig_tui.services.local_time import moment_text
from sprig_tui.ui.badges import Badge
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.time_words import took_words

MUTED: Final = "$text-muted"
MAX_SENTENCE: Final = 400
MAX_ANSWER: Final = 4_096
RESENT: Final = "re-sent, outcome unknown"


def attempt_badge(attempt: Attempt, glyphs: GlyphSet) -> Badge:
    """How the request ended."""
    if attempt.fate is None:
        return Badge(glyphs.waiting, "UNDER WAY", "accent")
    if attempt.unknown:
        return Badge(glyphs.waiting, "UNKNOWN", "warning")
    badges = {
        Fate.DELIVERED: Badge(glyphs.forwarded, "TAKEN", "success"),
        Fate.RETRY: Badge(glyphs.retrying, "AGAIN", "warning"),
        Fate.SPLIT: Badge(glyphs.retrying, "PARTED", "warning"),
        Fate.PARKED: Badge(glyphs.rejected, "REFUSED", "error"),
    }
    return badges[attempt.fate]


def attempt_head(attempt: Attempt, glyphs: GlyphSet, today: date) -> Content:
    """`12:04:28  POST /v2/users  500  41 ms  shared with 3 others`, its day if not `today`."""
    badge = attempt_badge(attempt, glyphs)
    request = f"{attempt.method} {attempt.path}".strip()
    others = attempt.rows - 1
    shared = f"shared with {others:,} {'other' if others == 1 else 'others'}" if others else ""
    status = "" if attempt.status is None else str(attempt.status)
    took = took_words(attempt.took_ms) if attempt.took_ms is not None and request else ""
    pieces = [
        (f"{badge.text:<11}", f"bold $text-{badge.tone}"),
        (moment_text(attempt.at_ms, today), MUTED),
        (safe(request, 120), ""),
        (status, f"bold $text-{badge.tone}"),
        (took, MUTED),
        (shared, MUTED),
        (RESENT if attempt.unknown else "", "bold $text-warning"),
    ]
    return Content("  ").join(Content.styled(text, style) for text, style in pieces if text)


def answer_lines(answer: bytes, limit: int = MAX_ANSWER) -> list[str]:
    """The start of an answer's body, line by line, made harmless; nothing of an empty one."""
    text = answer[:limit].decode("utf-8", "replace")
    return [safe(line) for line in text.splitlines()]


def answer_start(answer: bytes, limit: int = 300) -> str:
    """The start of an answer's body on one line."""
    return " ".join(" ".join(answer_lines(answer, limit)).split())


def attempt_content(
    number: int, attempt: Attempt, glyphs: GlyphSet, today: date, *, limit: int | None = None
) -> Content:
    """An attempt with its sentence and the answer's body below it, at most `limit` bytes of it."""
    lines = [Content.assemble((f"{number:>3}  ", MUTED), attempt_head(attempt, glyphs, today))]
    if attempt.sentence:
        lines.append(Content(f"     {safe(attempt.sentence, MAX_SENTENCE)}"))
    shown = answer_lines(attempt.answer, limit or MAX_ANSWER)
    lines += [Content.styled(f"     | {line}", MUTED) for line in shown]
    more = len(attempt.answer) - (limit or MAX_ANSWER)
    if more > 0:
        lines.append(Content.styled(f"     and {more:,} more bytes; v shows them", "$text-warning"))
    return Content("\n").join(lines)
