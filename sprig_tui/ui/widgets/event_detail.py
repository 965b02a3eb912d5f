"""What the Event screen says: which event it is, why, how it arrived."""

from datetime import UTC, date, datetime
from textwrap import wrap
from typing import Final

from textual.content import Content

from sprig_tui.domain.audience_reading import COMPUTED_TRAIT, read_audience
from sprig_tui.domain.decision import Step, Verdict
from sprig_tui.domain.events import Event
from sprig_tui.domain.reasons import MEANING
from sprig_tui.domain.record import timestamp
from sprig_tui.domain.safe_text import safe, safe_name
from sprig_tui.services.event_replay import replayed_row
from sprig_tui.services.event_story import EventStory
from sprig_tui.services.local_time import WHOLE, moment_text
from sprig_tui.services.payload_text import mask_write_keys, readable_json
from sprig_tui.services.since_then import Mended
from sprig_tui.ui.badges import row_badge, step_badge
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.fix_words import fix_words
from sprig_tui.ui.widgets.json_view import json_content
from sprig_tui.ui.widgets.why_panel import tone_style

MAX_TEXT: Final = 4_000
INDENT: Final = 17
MUTED: Final = "$text-muted"
FACT: Final = 17
"""Cells for the name of a fact, with a gap behind the longest."""
ANY_CALL: Final = "/v1/batch, or another path that takes every call"


def title_content(story: EventStory, glyphs: GlyphSet, today: date) -> Content:
    """One line that names the event, and its day unless that is today."""
    row = story.stored.row
    badge = row_badge(row, glyphs)
    origin = replayed_row(row.message_id)
    return Content.assemble(
        (f" {badge.text} ", tone_style(badge)),
        (safe_name(row.type or "?", 20), "bold"),
        " ",
        (safe_name(row.name or "-", 200), "bold"),
        (f"  {safe_name(row.user_id or row.anonymous_id or '-', 60)}", MUTED),
        (f"  {moment_text(row.received_at_ms, today, WHOLE)}", MUTED),
        (f"  #{row.id}", MUTED),
        (f"  replay of #{origin}" if origin is not None else "", "$text-accent"),
    )


def why_content(
    story: EventStory,
    glyphs: GlyphSet,
    config_name: str,
    width: int,
    *,
    near: bool = False,
    mended: Mended | None = None,
) -> Content:
    """The decision and its ten steps on `width` cells; `config_name` is the file's short name.

    `near` and `mended` as in `fix_words`.
    """
    row = story.stored.row
    badge = row_badge(row, glyphs)
    lines = [
        Content.assemble((badge.text + "  ", tone_style(badge)), (row.reason.value, "bold")),
        Content(safe(row.detail, MAX_TEXT) or MEANING[row.reason]),
    ]
    if audience := audience_words(story):
        lines.append(Content.styled(safe(audience, MAX_TEXT), "$text-primary"))
    said = fix_words(story, near=near, mended=mended)
    if said:
        lines.append(Content.styled(f"> {said}", "$text-accent"))
    if story.explanation.difference:
        lines.append(Content.styled(safe(story.explanation.difference), "$text-warning"))
    lines += [Content(""), Content.styled("STEPS", "bold")]
    for step in story.explanation.trace:
        lines += _step_lines(step, glyphs, config_name, width)
    if row.warnings:
        lines += [Content(""), Content.styled("WARNINGS", "bold")]
        lines += [Content(f"! {safe(warning, MAX_TEXT)}") for warning in row.warnings]
    lines += [Content(""), Content.styled(_rules_note(story), MUTED)]
    return Content("\n").join(lines)


def audience_words(story: EventStory) -> str:
    """What an Identify of Engage says of its user, "" for every other event."""
    content = story.explanation.content
    change = read_audience(content) if isinstance(content, Event) else None
    if change is None:
        return ""
    if change.computation_class == COMPUTED_TRAIT:
        value = readable_json(change.value).replace("\n", " ")
        return f"Engage: the user's computed trait {change.key} is {value}."
    way = "entered" if change.member else "left"
    return f"Engage: the user {way} the audience {change.key}."


def arrival_content(story: EventStory) -> Content:
    """What arrived around the event's own bytes."""
    stored, row = story.stored, story.stored.row
    moment = datetime.fromtimestamp(row.received_at_ms / 1000, UTC).astimezone()
    facts = [
        ("Received", f"{moment:%Y-%m-%d %H:%M:%S} ({timestamp(row.received_at_ms)})"),
        ("Sent by", row.source or "not told"),
        (
            "Sender checked",
            "no: accepted without a key" if row.unverified else "as the config asks",
        ),
        ("messageId", row.message_id or "none"),
        ("userId", row.user_id or "none"),
        ("anonymousId", row.anonymous_id or "none"),
        ("User known", "yes" if stored.known_user else "no, when it was decided"),
        ("Seen", f"{row.seen:,} times" if row.seen > 1 else "once"),
        ("Id reused", "yes: a repeat came with another body" if stored.id_reused else "no"),
        (
            "Sent to",
            f"/v1/{stored.envelope.call.value}" if stored.envelope.call else ANY_CALL,
        ),
    ]
    lines = [
        Content.assemble((f"{name:<{FACT}}", MUTED), Content(safe(value, MAX_TEXT)))
        for name, value in facts
    ]
    for title, value in (
        ("X-Segment-Settings", stored.settings),
        ("Context of the batch", stored.envelope.context),
        ("Integrations of the batch", stored.envelope.integrations),
    ):
        if value:
            text = value if isinstance(value, str) else readable_json(mask_write_keys(value))
            lines += [Content(""), Content.styled(title, "bold"), json_content(text)]
    return Content("\n").join(lines)


def _step_lines(step: Step, glyphs: GlyphSet, config_name: str, width: int) -> list[Content]:
    """A step on one line if it fits; the one that decided always has a line for its sentence."""
    badge = step_badge(step.verdict, glyphs)
    place = f"  {safe(config_name)}:{step.config_line}" if step.config_line else ""
    decided = step.verdict in (Verdict.STOPPED, Verdict.FORWARDED)
    told = step.verdict is not Verdict.NOT_REACHED
    detail = safe(step.detail, MAX_TEXT) if told else ""
    start = [
        (f"{step.number:>2} ", MUTED),
        (f"{badge.text:<14}", f"$text-{badge.tone}"),
        (safe(step.title), "bold" if decided else ""),
    ]
    end = (place, "$text-accent")
    whole = Content.assemble(*start, (f"  {detail}" if detail else "", MUTED), end)
    if not decided and whole.cell_length <= width:
        return [whole]
    if step.verdict is Verdict.NOT_APPLICABLE:
        detail = ""
    return [
        Content.assemble(*start, end),
        *(
            Content.styled(f"{'':{INDENT}}{line}", "" if decided else MUTED)
            for line in wrap(detail, max(width - INDENT, INDENT))
        ),
    ]


def _rules_note(story: EventStory) -> str:
    if story.as_kind:
        return f"The same rules, only with kind {story.as_kind.value}"
    version = story.stored.row.rules_version or "none"
    if story.kept_rules:
        return f"Rules {safe(version)}, kind {story.rules.kind.value}"
    return f"Rules {safe(version)} are not kept; the steps are shown by the rules of now."
