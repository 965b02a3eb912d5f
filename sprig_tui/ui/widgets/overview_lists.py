"""What deserves a look on the Overview: names without a mapping, audiences, users, senders."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from textual.content import Content

from sprig_tui.domain.audience_reading import AUDIENCE
from sprig_tui.domain.commands import Command, plain_command
from sprig_tui.domain.log import Audience
from sprig_tui.domain.query.printing import plain_or_quoted
from sprig_tui.domain.safe_text import safe, safe_name
from sprig_tui.services.mapping_view import Proposal
from sprig_tui.services.seen_pages import NEWEST
from sprig_tui.services.seen_unmapped import Seen
from sprig_tui.services.source_view import SourceFigure
from sprig_tui.ui.widgets.books_line import rate_text
from sprig_tui.ui.widgets.columns import Column, fit_columns, lay_out
from sprig_tui.ui.widgets.mapping_columns import seen_count, seen_name
from sprig_tui.ui.widgets.overview_chain import MUTED, TITLE, said
from sprig_tui.ui.widgets.overview_layout import (
    AddMapping,
    Item,
    Line,
    Place,
    Section,
    ShowEvents,
    ShowMembers,
)
from sprig_tui.ui.widgets.time_words import age_words, count_text

MAX_NAME: Final = 300
SINCE: Final = "NOT MAPPED since the store began"
AT_LEAST: Final = f"+ at least: pages of the newest {NEWEST:,} rows, and of what came since"
SEEN_COLUMNS: Final = (
    Column("", 20, share=1),
    Column("CALL", 5),
    Column("COUNT", 9, right=True),
    Column("LAST", 7, right=True),
)
AUDIENCE_COLUMNS: Final = (
    Column("", 18, share=1),
    Column("MEMBERS", 8, right=True),
    Column("ENTERED", 8, right=True),
    Column("LEFT", 7, right=True),
    Column("LAST", 7, right=True),
)
SOURCE_COLUMNS: Final = (
    Column("", 16, share=1),
    Column("ROWS", 6, right=True),
    Column("SHARE", 5, right=True),
    Column("NOW", 7, right=True),
    Column("LAST", 15, right=True),
)


def seen_section(seen: Sequence[Seen], now_ms: int, place: Place) -> Section:
    """Events and pages that no mapping takes, the most frequent first."""
    lines = [
        Line(partial(_seen, one, now_ms), Item(f"seen {one.table} {one.name}", _mapping(one)))
        for one in place.first(seen)
    ]
    section = _section(
        (f"{SINCE}   a maps it", SINCE, "NOT MAPPED"),
        SEEN_COLUMNS, lines, place.side,
        total=len(seen), empty="Nothing that was seen lacks a mapping.",
    )  # fmt: skip
    if all(one.complete for one in seen):
        return section
    return replace(section, lines=[*section.lines, Line(said(AT_LEAST))])


def audience_section(audiences: Sequence[Audience], now_ms: int, place: Place) -> Section:
    """Audiences and computed traits, the one that changed last first."""
    order = sorted(audiences, key=lambda one: (-one.last_ms, one.key, one.computation_class))
    lines = [
        Line(
            partial(_audience, one, now_ms),
            Item(f"audience {one.computation_class} {one.key}", ShowMembers(one)),
        )
        for one in place.first(order)
    ]
    return _section(
        ("AUDIENCES",), AUDIENCE_COLUMNS, lines, place.side,
        total=len(order), empty="No Engage audience or computed trait was seen.",
    )  # fmt: skip


def source_section(sources: Sequence[SourceFigure], now_ms: int, place: Place) -> Section:
    """Senders by library and write key, who sent most first."""
    lines = [
        Line(partial(_source, one, now_ms), Item(f"source {one.source}", _events_of(one.source)))
        for one in place.first(sources)
    ]
    rows = sum(one.count for one in sources)
    titles = (f"SENDERS   newest {rows:,} rows", f"SENDERS last {count_text(rows, short=True)}")
    return _section(
        titles, SOURCE_COLUMNS, lines, place.side,
        total=len(sources), empty="Nobody has sent an event yet.",
    )  # fmt: skip


def user_section(
    count: int, origins: Mapping[str, int], place: Place, command: Command = plain_command
) -> Section:
    """How many users are known, and where from as far as that was counted."""
    parts = [f"{safe(name, 20)} {number:,}" for name, number in sorted(origins.items())]
    words = f"{count:,} known" + (f": {', '.join(parts)}" if parts else "")
    if not count:
        typed = safe(command("users import FILE"))
        words = f"none known; an identify, or {typed}, makes them known"

    def draw(_width: int) -> Content:
        return Content.assemble(("USERS   ", TITLE), (words, "" if count else MUTED))

    return Section(draw, (), place.side)


def _section(
    titles: Sequence[str],
    columns: Sequence[Column],
    lines: list[Line],
    side: int,
    *,
    total: int,
    empty: str,
) -> Section:
    """A list under the first of its titles that fits; the title's line also names the columns."""
    shortest = titles[-1].partition("   ")[0]
    if not lines:
        return Section(said(titles[0].partition("   ")[0], TITLE), [Line(said(empty))], side)
    if total > len(lines):
        lines = [*lines, Line(said(f"and {total - len(lines):,} more"))]

    begun_before = (replace(columns[0], width=columns[0].width + 1), *columns[1:])

    def draw(width: int) -> Content:
        names = [Content.styled(column.title, MUTED) for column in columns]
        room = fit_columns(columns, width)[0]
        words = next((title for title in titles if len(title) <= room), shortest)
        return lay_out(begun_before, width + 1, [Content.styled(words, TITLE), *names[1:]])

    return Section(draw, lines, side)


def _mapping(seen: Seen) -> AddMapping:
    """The form takes what was seen: a pattern that stands for many pages is none of their URLs."""
    pattern = seen.examples[0] if seen.examples else seen.name
    return AddMapping(seen.table, pattern, Proposal(seen.mapping, seen.why))


def _seen(seen: Seen, now_ms: int, width: int) -> Content:
    cells = [
        seen_name(seen),
        Content.styled("page" if seen.table == "page_urls" else "track", MUTED),
        Content(seen_count(seen)),
        Content.styled(age_words(seen.last_ms, now_ms), MUTED),
    ]
    return lay_out(SEEN_COLUMNS, width, cells)


def _audience(audience: Audience, now_ms: int, width: int) -> Content:
    name = Content(safe_name(audience.key, MAX_NAME))
    if audience.computation_class != AUDIENCE:
        name += Content.styled(f"   {safe(audience.computation_class, 20)}", MUTED)
    cells = [
        name,
        Content(f"{audience.members:,}"),
        Content.styled(f"+{audience.entered:,}", "$text-success" if audience.entered else MUTED),
        Content.styled(f"-{audience.left:,}", "$text-warning" if audience.left else MUTED),
        Content.styled(age_words(audience.last_ms, now_ms), MUTED),
    ]
    return lay_out(AUDIENCE_COLUMNS, width, cells)


def _source(figure: SourceFigure, now_ms: int, width: int) -> Content:
    age = age_words(figure.last_ms, now_ms)
    last = (f"! silent {age}", "bold $text-warning") if figure.silent else (f"{age} ago", MUTED)
    room = fit_columns(SOURCE_COLUMNS, width)[0]
    cells = [
        _sender(safe(figure.source, MAX_NAME) or "(no name)", room),
        Content(f"{figure.count:,}"),
        Content.styled(f"{figure.share:.0%}", MUTED),
        Content.styled(rate_text(figure.per_second), "bold" if figure.per_second else MUTED),
        Content.styled(*last),
    ]
    return lay_out(SOURCE_COLUMNS, width, cells)


def _sender(name: str, room: int) -> Content:
    """A sender on `room` cells; the end of its key stays, as several may share a library."""
    library, _, key = name.rpartition(" ")
    if not library or not key.startswith("•"):
        return Content(name)
    cut = Content(library).truncate(max(room - len(key) - 1, 1), ellipsis=True)
    return cut + Content(f" {key}")


def _events_of(source: str) -> ShowEvents:
    """The sender's events; of a name with unprintable characters the longest run of others."""
    plain = "".join(one if safe(one) == one else "\n" for one in source)
    longest = max(plain.split("\n"), key=len).strip()
    return ShowEvents(f"src:{plain_or_quoted(longest)}" if longest else "")
