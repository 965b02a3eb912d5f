"""Destination filters in cells and sentences."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from textual.content import Content

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.decision import Decision
from sprig_tui.domain.fql.errors import Position
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Outcome
from sprig_tui.domain.safe_text import safe, safe_name
from sprig_tui.domain.settings import FilterAction
from sprig_tui.services.filter_checks import read_condition, unseen_fields
from sprig_tui.services.filter_trial import OneTrial, Trial
from sprig_tui.services.filter_view import FilterRow, action_words
from sprig_tui.services.local_time import moment_text
from sprig_tui.services.mapping_checks import Finding
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.columns import Column
from sprig_tui.ui.widgets.safe_input import drawable

CELL_LIMIT: Final = 300
WARNING: Final = "!"
LABEL: Final = 11
"""How wide the labels of the form are."""
ORDER: Final = (
    "Whatever their order here, they apply as: sample, drop event, drop properties, allow "
    "properties."
)
COLUMNS: Final = (
    Column("ON", 8),
    Column("#", 2, right=True),
    Column("NAME", 10, share=2),
    Column("CONDITION", 14, share=4),
    Column("ACTION", 14, share=3),
    Column("MATCHED", 7, right=True),
)
ACTION_MEANINGS: Final[Mapping[FilterAction, str]] = {
    FilterAction.DROP_EVENT: "what matches is not sent",
    FilterAction.SAMPLE_EVENT: "a share of what matches is sent",
    FilterAction.DROP_PROPERTIES: "named fields are taken out",
    FilterAction.ALLOW_PROPERTIES: "only named fields stay",
}


def filter_cells(row: FilterRow, matched: int | None, glyphs: GlyphSet) -> list[Content]:
    """A filter's cells; `matched` is None where nothing is known of that."""
    entry = row.entry
    if row.stops:
        state = Content.styled(f"{glyphs.rejected} broken", "bold $text-error")
    elif entry.enabled:
        state = Content.styled(f"{glyphs.forwarded} on", "$text-success")
    else:
        state = Content.styled(f"{glyphs.filtered} off", "$text-muted")
    if row.problem and not row.stops:
        state = Content.assemble(state, (f" {WARNING}", "bold $text-warning"))
    return [
        state,
        Content(str(row.number)),
        Content(safe(entry.name, CELL_LIMIT)),
        Content(safe(entry.if_, CELL_LIMIT)),
        Content(safe(action_words(entry), CELL_LIMIT)),
        Content("-" if matched is None else f"{matched:,}"),
    ]


def filter_detail(
    row: FilterRow, words: str, snapshot: ConfigSnapshot, glyphs: GlyphSet
) -> Content:
    """What is wrong with a filter, else its condition in `words`; and where the file has it."""
    if row.problem:
        sign, tone = (glyphs.rejected, "error") if row.stops else (WARNING, "warning")
        said = f"{sign} #{row.number}: {safe(row.problem, CELL_LIMIT)}"
        first = Content.styled(said, f"$text-{tone}")
    else:
        effect = f"{action_words(row.entry)} where {words}"
        first = Content(safe(effect[:1].upper() + effect[1:], CELL_LIMIT))
    line = snapshot.lines.get(f"filters.{row.index}")
    name = snapshot.path.rpartition("/")[2]
    place = safe(f"{name}:{line}" if line else name)
    return Content("\n").join([first, Content.styled(place, "$text-muted")])


def broken_sentence(rows: Sequence[FilterRow]) -> str:
    """That nothing is sent, and whose fault it is; "" when all filters that are on parse."""
    broken = [f"#{row.number}" for row in rows if row.stops]
    if not broken:
        return ""
    verb = "does" if len(broken) == 1 else "do"
    return (
        f"NOTHING IS SENT: {' and '.join(broken)} {verb} not parse, so that every event ends as "
        "filtered.invalid_filter. e edits it, space switches it off."
    )


def condition_content(text: str, seen: Sequence[str], width: int, glyphs: GlyphSet) -> Content:
    """What a condition says in words, and which of its fields no recent event has.

    `seen` are the fields of recent events. Of a condition that does not parse: its text with a
    caret under the place, in `width` cells, and what is wrong there.
    """
    found = read_condition(text)
    if found.position is not None:
        shown, caret, said = error_lines(text, found.position, found.error, width)
        indent = " " * LABEL
        return Content.assemble(
            f"{indent}{shown}\n",
            (f"{indent}{caret}\n", "bold $text-error"),
            (f"{glyphs.rejected} {said}", "$text-error"),
        )
    words = Content(f"that is, if {safe(found.words, CELL_LIMIT)}")
    unseen = safe(", ".join(unseen_fields(found, seen)), CELL_LIMIT)
    if not unseen:
        return words
    warning = Content.styled(f"{WARNING} no recent event has {unseen}", "$text-warning")
    return Content("\n").join([words, warning])


def finding_lines(findings: Sequence[Finding], glyphs: GlyphSet) -> list[Content]:
    """A line for each finding, the worst first."""
    worst = sorted(findings, key=lambda one: one.severity != "error")
    return [
        Content.styled(f"{glyphs.rejected} {safe(one.message)}", "$text-error")
        if one.severity == "error"
        else Content.styled(f"{WARNING} {safe(one.message)}", "$text-warning")
        for one in worst
    ]


def error_lines(text: str, position: Position, message: str, width: int) -> Sequence[str]:
    """The part of a text with an error, a caret under its place, and what is wrong there."""
    lines = text.split("\n")
    line = drawable(lines[position.line - 1] if position.line <= len(lines) else "")
    column = min(position.column - 1, len(line))
    start = max(0, column - width // 2) if len(line) >= width else 0
    shown = line[start : start + width]
    where = f"line {position.line}, " if "\n" in text else ""
    said = f"{where}column {position.column}: {safe(message, CELL_LIMIT)}"
    return shown, " " * (column - start) + "^", said


def trial_sentence(trial: Trial, action: FilterAction, today: date) -> str:
    """What a filter would do to recent events, and the newest of them."""
    if not trial.looked_at:
        return "No event is stored yet to try it on."
    head = f"Of the last {trial.looked_at:,}" if trial.older else f"Of the {trial.looked_at:,}"
    head += " events" if trial.older else " stored events"
    behind = f" Another filter stops {trial.behind:,} before it." if trial.behind else ""
    if trial.first is None:
        return f"{head} none matches.{behind}"
    parts = [f"{head} {trial.matched:,} match{'es' if trial.matched == 1 else ''}"]
    if action in (FilterAction.DROP_EVENT, FilterAction.SAMPLE_EVENT):
        parts.append(f"{trial.stopped:,} would be dropped")
    elif trial.taken:
        named = ", ".join(f"{safe(name, 60)} {count:,}" for name, count in trial.taken[:3])
        more = f" and {len(trial.taken) - 3} more" if len(trial.taken) > 3 else ""
        parts.append(f"taken out: {named}{more}")
    else:
        parts.append("nothing would be taken out")
    return f"{'; '.join(parts)}. Newest: {event_words(trial.first, today)}.{behind}"


def event_words(row: LogRow, today: date) -> str:
    """An event in a few words, made harmless."""
    name = f" {safe_name(row.name, 60)}" if row.name else ""
    at = moment_text(row.received_at_ms, today)
    return f"#{row.id} {safe(row.type or '?', 20)}{name} {at}"


def one_trial_lines(one: OneTrial, glyphs: GlyphSet, today: date) -> Content:
    """An event without the filter and with it: what the filter says of it, and what is sent."""
    if one.step is None:
        said = "does not get to this filter"
    else:
        said = "matches" if one.step.matched else "does not match"
    head = Content.assemble((event_words(one.row, today), "bold"), f"  {said}")
    without, having = _side("without", one.without, glyphs), _side("with", one.having, glyphs)
    if one.differences:
        sent = safe(f"  sent {', '.join(one.differences)}", CELL_LIMIT)
        having = Content.assemble(having, (sent, "$text-accent"))
    elif one.without.outcome is one.having.outcome is Outcome.FORWARDED:
        having = Content.assemble(having, ("  sent the same", "$text-muted"))
    return Content("\n").join([head, without, having])


def _side(which: str, decision: Decision, glyphs: GlyphSet) -> Content:
    forwarded = decision.outcome is Outcome.FORWARDED
    sign, tone = (glyphs.forwarded, "success") if forwarded else (glyphs.filtered, "muted")
    words = f"{sign} {decision.reason.value}"
    return Content.assemble((f"{which:<8}", "$text-muted"), (words, f"$text-{tone}"))
