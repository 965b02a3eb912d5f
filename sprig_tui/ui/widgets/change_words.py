"""What would change, in sentences and cells."""

from datetime import date
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from sprig_tui.domain.comparison import Change, Comparison, Effect, Side, StepShift
from sprig_tui.domain.comparison_summary import EFFECT_WORDS, field_words
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.safe_text import safe, safe_name
from sprig_tui.services.local_time import moment_text
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.columns import Column
from sprig_tui.ui.widgets.event_line import path_first

WIDE: Final = 110
TIME: Final = 8
NAME_COLUMN: Final = 2
"""The place of the event's name among the columns."""
MAX_TEXT: Final = 400
MUTED: Final = "$text-muted"
SENT_OTHERWISE: Final = EFFECT_WORDS[Effect.SENT_DIFFERENTLY]
FIELDS_SHOWN: Final = 3


def change_sentence(found: Comparison, *, saved: bool = False) -> str:
    """How many of the events that were looked at would move, and which way.

    Once the rules are `saved` it is said of what comes: what is stored stays as it was decided.
    """
    if not found.looked_at:
        return "No event is stored yet to try it on."
    head = f"Of the last {found.looked_at:,} events" if found.older else _all_of(found.looked_at)
    if not found.differs:
        return f"{head} none would be decided otherwise."
    gained, lost = found.gained, found.lost
    ways = [f"{_moves(gained, saved)} from filtered to forwarded", f"{lost:,} the other way"]
    if lost:
        ways = [f"{_moves(lost, saved)} from forwarded to filtered", f"{gained:,} the other way"]
    if not gained and not lost:
        ways = ["none moves" if saved else "none would move"]
    rest = [
        f"{_be(count, saved)} {words}"
        for count, words in (
            (found.sends_other, SENT_OTHERWISE),
            (found.other_reason, "decided for another reason"),
            (found.only_other_mapping, "forwarded by another mapping"),
        )
        if count
    ]
    if saved:
        like = head.removeprefix("Of ").removesuffix(" event").removesuffix(" events")
        head = f"From now on, of events like {like}:"
    return f"{head} {'; '.join([', '.join(ways), *rest])}."


def _moves(count: int, saved: bool) -> str:  # noqa: FBT001
    verb = ("moves" if count == 1 else "move") if saved else "would move"
    return f"{count:,} {verb}"


def _be(count: int, saved: bool) -> str:  # noqa: FBT001
    verb = ("is" if count == 1 else "are") if saved else "would be"
    return f"{count:,} {verb}"


def _all_of(count: int) -> str:
    return "Of the one stored event" if count == 1 else f"Of the {count:,} stored events"


def progress_sentence(found: Comparison) -> str:
    """How far a comparison is."""
    return f"Comparing: {found.looked_at:,} of {found.planned:,} events."


def effects_content(found: Comparison, chosen: Effect | None) -> Content:
    """How many events there are of each effect that has any, the chosen ones in brackets."""
    pieces: list[tuple[str, str]] = []
    for effect in (None, *Effect):
        count = found.differs if effect is None else found.counted(effect)
        if not count:
            continue
        label = f"{'all' if effect is None else EFFECT_WORDS[effect]} {count:,}"
        if effect is chosen:
            pieces.append((f"[{label}]", "bold $text-primary"))
        else:
            pieces.append((f" {label} ", MUTED))
    return Content.assemble(*pieces)


def shift_content(shift: StepShift, glyphs: GlyphSet) -> Content:
    """How many events go from one reason to another, how they are sent, whose they are most."""
    names = ", ".join(f"{safe(name, 60)} {count:,}" for name, count in shift.names)
    before = reason_content(shift.before, glyphs)
    after = reason_content(shift.after, glyphs)
    if shift.before is shift.after:
        after = _styled(f"{glyphs.forwarded} {EFFECT_WORDS[shift.effect]}", "accent")
    fields = safe(field_words(shift, FIELDS_SHOWN), MAX_TEXT)
    line = Content.assemble(f"{shift.count:>7,}  ", before, " -> ", after)
    return Content.assemble(line, f"  {fields}" if fields else "", (f"  {names}", MUTED))


def reason_content(reason: Reason, glyphs: GlyphSet) -> Content:
    """A reason in a sign and words."""
    signs = {
        Outcome.FORWARDED: (glyphs.forwarded, "success"),
        Outcome.FILTERED: (glyphs.filtered, "muted"),
        Outcome.REJECTED: (glyphs.rejected, "error"),
    }
    sign, tone = signs[reason.outcome]
    return _styled(f"{sign} {reason.word}", tone)


def _styled(text: str, tone: str) -> Content:
    return Content.styled(text, f"$text-{tone}")


def change_columns(*, wide: bool) -> tuple[Column, ...]:
    """The columns of the list of changes; the user has one of its own when `wide`."""
    columns = [Column("TIME", TIME), Column("TYPE", 8), Column("EVENT or URL", 14, share=1)]
    if wide:
        columns.append(Column("WHO", 18))
    width = 26 if wide else 18
    return (*columns, Column("NOW", width), Column("WOULD BE", width))


def change_cells(
    change: Change, today: date, *, wide: bool, glyphs: GlyphSet, room: int = MAX_TEXT
) -> list[Content]:
    """One event that would be decided otherwise; `room` are the cells that its name has."""
    name = safe_name(change.name or "-", MAX_TEXT)
    if change.type == "page" and cell_len(name) > room:
        name = path_first(name, room, glyphs)
    cells = [
        Content(_time_text(change.received_at_ms, today)),
        Content(safe(change.type or "?", MAX_TEXT)),
        Content(name),
    ]
    if wide:
        cells.append(Content(safe_name(change.user_id or "-", MAX_TEXT)))
    after = _side_content(change.after, glyphs)
    if change.sends_other and change.before.reason is change.after.reason:
        after = _styled(f"{glyphs.forwarded} {SENT_OTHERWISE}", "accent")
    return [*cells, _side_content(change.before, glyphs), after]


def _time_text(ms: int | None, today: date) -> str:
    return "-" if ms is None else moment_text(ms, today, TIME)


def _side_content(side: Side, glyphs: GlyphSet) -> Content:
    number = f" #{side.mapping.index + 1}" if side.mapping else ""
    return Content.assemble(reason_content(side.reason, glyphs), number)


def change_detail(change: Change, glyphs: GlyphSet) -> Content:
    """The event's name and user in full, and both decisions with their sentences."""
    head = Content.assemble(
        (safe(change.type or "?", 20), "bold"),
        " ",
        (safe_name(change.name or "-", MAX_TEXT), "bold"),
        (f"  {safe_name(change.user_id or '-', 60)}  #{safe(change.id)}", MUTED),
    )
    lines = [
        head,
        _side_line("now", change.before, glyphs),
        _side_line("would be", change.after, glyphs),
    ]
    if change.fields:
        said = f"Sent differently: {safe(', '.join(change.fields), MAX_TEXT)}."
        lines.append(Content.styled(said, "$text-accent"))
    return Content("\n").join(lines)


def _side_line(when: str, side: Side, glyphs: GlyphSet) -> Content:
    sent = f" Sent as “{safe(side.name, 80)}”." if side.name else ""
    return Content.assemble(
        (f"{when:<9}", MUTED),
        _side_content(side, glyphs),
        f"  {safe(side.detail, MAX_TEXT)}{sent}",
    )
