"""The rows of the lists of deliveries, and what is said of one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from textual.content import Content

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import Books
from sprig_tui.domain.outbox import Attempt, Lane
from sprig_tui.domain.safe_text import safe, safe_name
from sprig_tui.domain.settings import Mode
from sprig_tui.services.delivery_pages import STATES, DeliveryList, Entry
from sprig_tui.services.lane_words import lane_words
from sprig_tui.services.local_time import local_day, moment_text
from sprig_tui.ui.badges import delivery_badge
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.attempt_words import answer_lines, answer_start, attempt_head
from sprig_tui.ui.widgets.columns import Column, lay_out
from sprig_tui.ui.widgets.event_line import who_text
from sprig_tui.ui.widgets.time_words import due_words, took_words

Field = Literal["mark", "time", "type", "name", "who", "state", "tries", "next", "answer", "where"]

MUTED: Final = "$text-muted"
MAX_TEXT: Final = 400
NARROWEST: Final = 56
WIDE: Final = 110
TIME: Final = 8
WIDEST: Final = 150
MARK: Final = "*"
TITLES: Final[dict[DeliveryList, str]] = {
    DeliveryList.WAITING: "Waiting",
    DeliveryList.RETRYING: "Retrying",
    DeliveryList.FAILED: "Failed",
    DeliveryList.DELIVERED: "Delivered",
    DeliveryList.DRY_RUN: "Dry run",
}
NARROW_FIELDS: Final[dict[DeliveryList, tuple[Field, ...]]] = {
    DeliveryList.WAITING: ("mark", "time", "name", "who", "state", "tries", "next"),
    DeliveryList.RETRYING: ("mark", "time", "name", "who", "tries", "next", "answer"),
    DeliveryList.FAILED: ("mark", "time", "name", "who", "tries", "answer"),
    DeliveryList.DELIVERED: ("mark", "time", "name", "who", "tries", "answer"),
    DeliveryList.DRY_RUN: ("mark", "time", "type", "name", "who"),
}
COLUMNS: Final[dict[Field, Column]] = {
    "mark": Column("", 1),
    "time": Column("TIME", TIME),
    "type": Column("TYPE", 8),
    "name": Column("EVENT or URL", 8, share=3),
    "who": Column("WHO", 8, share=1),
    "state": Column("STATE", 9),
    "tries": Column("TRIES", 5, right=True),
    "next": Column("NEXT", 10),
    "answer": Column("LAST ANSWER", 14, share=2),
    "where": Column("WHERE TO", 42),
}
NO_ANSWER: Final = "no answer"
ELSEWHERE: Final = (
    "That destination is not chosen now: it waits until it is again (5 Settings).",
    "r leaves it there. enter, then R sends it anew, to the destination of now.",
)
"""What is said of a row that was decided for another destination than the one that is chosen."""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What is known beside the entry: its last attempt, its mark, the time, its `summary`.

    The `summary` stands for a missing name, as on Live; `own` is the lane that is chosen now.

    `flowing` tells whether rows leave now; where they do not, `until_ms` is when they may again,
    None when nobody knows.
    """

    attempt: Attempt | None = None
    summary: str = ""
    own: Lane | None = None
    marked: bool = False
    now_ms: int = 0
    flowing: bool = True
    until_ms: int | None = None


def delivery_fields(which: DeliveryList, width: int) -> tuple[Field, ...]:
    """The columns of a list on `width` cells; narrow screens lose the least telling ones."""
    fields = NARROW_FIELDS[which]
    if width < NARROWEST:
        return tuple(one for one in fields if one not in ("who", "tries", "type"))
    if width >= WIDE and "type" not in fields:
        fields = (*fields[:2], "type", *fields[2:])
    if width >= WIDEST and "next" in fields:
        fields = (*fields, "where")
    return fields


def delivery_columns(which: DeliveryList, width: int) -> list[Column]:
    """The columns as they are laid out."""
    return [COLUMNS[field] for field in delivery_fields(which, width)]


def entry_line(
    entry: Entry, which: DeliveryList, facts: RowFacts, width: int, glyphs: GlyphSet
) -> Content:
    """A row on `width` cells."""
    fields = delivery_fields(which, width)
    cells = [_cell(field, entry, facts, glyphs) for field in fields]
    return lay_out([COLUMNS[field] for field in fields], width, cells)


def entry_detail(entry: Entry, facts: RowFacts, lines: int, glyphs: GlyphSet) -> Content:
    """What there is to say of a row on so many lines: itself, its last try, the answer."""
    row, waiting, attempt = entry.row, entry.waiting, facts.attempt
    badge = delivery_badge(row.delivery, glyphs)
    head = [
        Content.styled(badge.text, f"bold $text-{badge.tone}"),
        Content.styled(safe_name(_name(entry, facts), 200), "bold"),
        Content.styled(safe(who_text(row), 60), MUTED),
        Content.styled(f"#{row.id}", MUTED),
    ]
    if waiting is not None:
        head.append(Content.styled(lane_words(waiting.lane), MUTED))
    found = [Content("  ").join(head)]
    if row.delivery is DeliveryState.HELD and waiting and facts.own not in (None, waiting.lane):
        found += [Content.styled(line, "$text-warning") for line in ELSEWHERE[: lines - 1]]
        return Content("\n").join(found)
    if attempt is None:
        found.append(Content.styled(_untried(entry, facts), MUTED))
        return Content("\n").join(found)
    count = Content.styled(f"  try {row.attempts:,}" if row.attempts > 1 else "", MUTED)
    found.append(attempt_head(attempt, glyphs, local_day(facts.now_ms)) + count)
    due = f" Next try {_next_text(entry, facts)}." if waiting and waiting.next_ms else ""
    found.append(Content(safe(attempt.sentence, MAX_TEXT) + due))
    room = lines - len(found)
    answer = answer_lines(attempt.answer) if room > 1 else [answer_start(attempt.answer)]
    found += [Content.styled(f"| {line}", MUTED) for line in answer[:room] if line]
    return Content("\n").join(found)


def empty_lines(which: DeliveryList, mode: Mode, books: Books) -> Sequence[Content]:
    """What stands in an empty list, and what to do.

    The books count what is not kept any more too, so a list may be empty beside a count.
    """
    gone = sum(books.deliveries.get(state, 0) for state in STATES[which])
    match which:
        case DeliveryList.WAITING if not books.forwarded:
            texts = [
                "No event has been forwarded yet, so there is nothing to deliver.",
                "1 shows what arrives and why it is filtered; 2 maps events.",
            ]
        case DeliveryList.WAITING if mode is Mode.DRY_RUN:
            texts = [
                "Nothing waits: in a dry run events are shown and not queued.",
                "m chooses the mode. The list Dry run holds what was not sent; r sends it.",
            ]
        case DeliveryList.WAITING:
            texts = _nothing_waits(books)
        case DeliveryList.RETRYING:
            texts = ["Nothing is being retried."]
        case DeliveryList.FAILED | DeliveryList.DELIVERED | DeliveryList.DRY_RUN if gone:
            texts = [
                f"{TITLES[which]} in all: {gone:,}. None of them is kept any more.",
                "keep_days and keep_events in [store] say what is kept.",
            ]
        case DeliveryList.FAILED:
            texts = ["Nothing failed."]
        case DeliveryList.DELIVERED:
            texts = ["Nothing was delivered yet; m goes live."]
        case _:
            texts = ["No event was a dry run."]
    return [Content(text) for text in texts]


def _nothing_waits(books: Books) -> list[str]:
    """Only what was queued can be delivered; events of a dry run never were."""
    done = any(
        books.deliveries.get(state) for state in (DeliveryState.DELIVERED, DeliveryState.FAILED)
    )
    dry = books.deliveries.get(DeliveryState.DRY_RUN, 0)
    rest = ["A dry run queues nothing: the list Dry run holds its events, r sends them."]
    if not done:
        return ["Nothing waits.", *(rest if dry else [])]
    what = "everything that was queued" if dry else "everything"
    return [f"Nothing waits: {what} is delivered, or failed for good.", *(rest if dry else [])]


def _cell(field: Field, entry: Entry, facts: RowFacts, glyphs: GlyphSet) -> Content:
    row = entry.row
    match field:
        case "mark":
            return Content.styled(MARK if facts.marked else " ", "bold $text-accent")
        case "time":
            return Content.styled(
                moment_text(row.received_at_ms, local_day(facts.now_ms), TIME), MUTED
            )
        case "type":
            return Content(safe(row.type or "?", MAX_TEXT))
        case "name":
            return Content(safe_name(_name(entry, facts), MAX_TEXT))
        case "who":
            return Content.styled(safe(who_text(row), MAX_TEXT), MUTED)
        case "state":
            badge = delivery_badge(row.delivery, glyphs)
            return Content.styled(badge.text, f"$text-{badge.tone}")
        case "tries":
            return Content(f"{row.attempts:,}" if row.attempts else "-")
        case "next":
            return Content(_next_text(entry, facts))
        case "where":
            return Content.styled(lane_words(entry.waiting.lane) if entry.waiting else "", MUTED)
        case _:
            return _answer(facts.attempt)


def _name(entry: Entry, facts: RowFacts) -> str:
    """What the event is called on Live too; the type of one that has no name or traits."""
    return entry.row.name or facts.summary or entry.row.type or "-"


def _next_text(entry: Entry, facts: RowFacts) -> str:
    """When the row may leave next."""
    waiting = entry.waiting
    if waiting is None:
        return ""
    if entry.row.delivery is DeliveryState.HELD:
        return "held"
    if waiting.next_ms is None:
        return "under way"
    due_ms = max(waiting.next_ms, 0 if facts.flowing else facts.until_ms or 0)
    if due_ms > facts.now_ms:
        return due_words(due_ms, facts.now_ms)
    return "now" if facts.flowing else "waits"


def _answer(attempt: Attempt | None) -> Content:
    """Status and what says most about it: how long it took, or the body's start."""
    if attempt is None:
        return Content("")
    if attempt.status is None:
        return Content.styled(NO_ANSWER if attempt.ended_ms else "", "$text-warning")
    good = 200 <= attempt.status < 300
    rest = took_words(attempt.took_ms) if good else answer_start(attempt.answer, 120)
    tone = "success" if good else "error"
    return Content.assemble((str(attempt.status), f"bold $text-{tone}"), (f" {rest}", MUTED))


def _untried(entry: Entry, facts: RowFacts) -> str:
    if entry.row.delivery is DeliveryState.DRY_RUN:
        return "Not sent: a dry run. r sends it."
    if entry.row.delivery is DeliveryState.HELD:
        return "Held: it leaves when its destination is chosen and the mode is live (m)."
    if entry.row.attempts:
        return "Its attempts are not kept any more."
    received = moment_text(entry.row.received_at_ms, local_day(facts.now_ms))
    return f"Not tried yet; received {received}."
