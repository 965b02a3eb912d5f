"""How a mapping, and what is not mapped, stand in a line."""

from collections.abc import Mapping
from typing import Final

from textual.content import Content

from sprig_tui.domain.decision import Table
from sprig_tui.domain.safe_text import safe, safe_name
from sprig_tui.services.mapping_view import MappingRow
from sprig_tui.services.mapping_warnings import MappingWarning
from sprig_tui.services.seen_unmapped import Seen
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.columns import Column

WIDE: Final = 110
CELL_LIMIT: Final = 300
WARNING: Final = "!"
"""The sign of something that is wrong but works; the key of that name lists what is."""

SEEN_COLUMNS: Final = (
    Column("TYPE", 8),
    Column("EVENT OR PAGE URL", 20, share=1),
    Column("MATCH", 10),
    Column("SEEN", 7, right=True),
    Column("LAST", 6, right=True),
)


TITLES: Final[Mapping[Table, str]] = {
    "triggered_events": "SEGMENT EVENT",
    "page_urls": "PAGE URL",
}


def mapping_columns(table: Table, entries: int, *, wide: bool) -> tuple[Column, ...]:
    """The columns for a table of so many entries; the note has one of its own when `wide`.

    URLs are long and events of pages few, so that they share the room in another way.
    """
    pattern, event = (5, 2) if table == "triggered_events" else (12, 1)
    columns = [
        Column("ON", 7),
        Column("#", max(2, len(str(entries))), right=True),
        Column(TITLES[table], 10, share=pattern),
        Column("MATCH", 11),
        Column("SPRIG EVENT", 11, share=event),
    ]
    if wide:
        columns.append(Column("NOTE", 10, share=2))
    return (*columns, Column("HITS", 7, right=True), Column("LAST", 6, right=True))


def mapping_cells(
    row: MappingRow, *, warning: MappingWarning | None, wide: bool, glyphs: GlyphSet, now_ms: int
) -> list[Content]:
    """A mapping's cells; one that works in spite of a warning has a sign behind its state."""
    if not row.enabled:
        state = Content.styled(f"{glyphs.filtered} off", "$text-muted")
    elif warning is not None and warning.never:
        state = Content.styled(f"{glyphs.rejected} never", "$text-error")
    else:
        state = Content.styled(f"{glyphs.forwarded} on", "$text-success")
    if warning is not None and not warning.never:
        state = Content.assemble(state, (f" {WARNING}", "bold $text-warning"))
    cells = [
        state,
        Content(str(row.number)),
        Content(safe_name(row.pattern, CELL_LIMIT)),
        Content(row.match.value),
        Content(safe_name(row.sends, CELL_LIMIT)),
    ]
    if wide:
        cells.append(Content(safe(row.note, CELL_LIMIT)))
    return [*cells, Content(f"{row.hits:,}"), Content(age(row.last_ms, now_ms))]


def seen_cells(seen: Seen, now_ms: int, glyphs: GlyphSet, *, marked: bool) -> list[Content]:
    """The cells of what was seen and is not mapped; a marked row has a sign before its type."""
    kind = "event" if seen.table == "triggered_events" else "page"
    shown = Content.styled("denied", "$text-muted") if seen.denied else Content(kind)
    if marked:
        shown = Content.assemble((f"{glyphs.light} ", "$text-success bold"), shown)
    return [
        shown,
        seen_name(seen),
        Content(seen.mapping.match.value),
        Content(seen_count(seen)),
        Content(age(seen.last_ms, now_ms)),
    ]


def seen_name(seen: Seen) -> Content:
    """What was seen; the test event of this program is called one, as no app sends it."""
    name = Content(safe_name(seen.name, CELL_LIMIT))
    return name + Content.styled("   test event", "$text-muted") if seen.is_test else name


def seen_count(seen: Seen) -> str:
    """`41`, or `41+` where rows were passed over, so that it is at least so many."""
    return f"{seen.count:,}" + ("" if seen.complete else "+")


def age(then_ms: int | None, now_ms: int) -> str:
    """How long ago in one unit, `never` for None; times are Unix milliseconds."""
    if then_ms is None:
        return "never"
    seconds = max(now_ms - then_ms, 0) // 1000
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
