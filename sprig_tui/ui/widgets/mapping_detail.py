"""What the Mappings screen says below its lists about the row of the cursor."""

from typing import Final

from textual.content import Content

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Kind
from sprig_tui.services.mapping_view import MappingRow
from sprig_tui.services.mapping_warnings import MappingWarning
from sprig_tui.services.seen_pages import NEWEST
from sprig_tui.services.seen_unmapped import Seen
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.fitting import fit_lines, fit_parts

PATTERN_LIMIT: Final = 250


def mapping_detail(
    table: Table,
    row: MappingRow,
    warning: MappingWarning | None,
    snapshot: ConfigSnapshot,
    glyphs: GlyphSet,
) -> Content:
    """What is wrong with a mapping, else its note; and where the file has it."""
    if warning is not None:
        sign, tone = (glyphs.rejected, "error") if warning.never else ("!", "warning")
        said = f"{sign} #{row.number}: {safe(warning.sentence)}"
        first = Content.styled(said, f"$text-{tone}")
    else:
        first = Content(safe(row.note)) if row.note else Content(_effect(table, row))
    return Content("\n").join([first, Content.styled(_place(table, row, snapshot), "$text-muted")])


def seen_detail(
    seen: Seen, near: str, snapshot: ConfigSnapshot, *, width: int, ellipsis: str
) -> Content:
    """What adds a row of the list of what is not mapped, and what may be wrong with it.

    `near` is the mapping that it may be a slip of, "" for none.
    """
    is_event = seen.table == "triggered_events"
    if near:
        said = fit_lines(f"! {safe(near)}.", width, 1, ellipsis, ending=" A slip?")
        second = Content.styled(said, "$text-warning")
    else:
        more = _meanwhile(seen, snapshot) if is_event else safe(seen.why + _at_least(seen))
        second = Content.styled(fit_lines(more, width, 1, ellipsis), "$text-muted")
    todo = [f"a adds “{safe(seen.name, 60)}”"]
    todo += ["X denies it"] if is_event and not seen.denied else []
    todo += ["enter shows what came"]
    return Content("\n").join([Content(fit_parts(todo, width, 1, ellipsis)), second])


def _at_least(seen: Seen) -> str:
    """What a count with a plus means, "" for one that is complete."""
    if seen.complete:
        return ""
    return f" At least so often: of older rows than the newest {NEWEST:,} not all are counted."


def _meanwhile(seen: Seen, snapshot: ConfigSnapshot) -> str:
    if seen.denied:
        return "Denied: it comes back by itself when it is seen again."
    if snapshot.config.destination.auto_accept_events:
        return "Auto accept is on: such events are forwarded without a mapping by now."
    if seen.is_test:
        return "The test event of this program (t in Live), no app's; a maps it for a trial."
    return "Until then they are filtered. A denied one comes back when it is seen again."


def table_hint(table: Table, kind: Kind) -> str:
    """What the chosen kind of destination does with a table, where it is not the usual thing."""
    if kind is Kind.SPRIG_ACTIONS and table == "page_urls":
        return "kind sprig_actions takes no Page calls: page URLs are not used"
    if kind is Kind.GLEAP:
        return "kind gleap sends everything while there is no mapping, and takes 50 at most"
    return ""


def _effect(table: Table, row: MappingRow) -> str:
    subject = "Track events" if table == "triggered_events" else "Page calls"
    if not row.enabled:
        return f"Off: {subject} that only this mapping matches are filtered."
    event = "their own name" if row.sends == "= name" else f"“{safe(row.sends, 60)}”"
    return f"{subject} that it decides go to Sprig as {event}."


def _place(table: Table, row: MappingRow, snapshot: ConfigSnapshot) -> str:
    line = snapshot.lines.get(f"{table}.{row.index}")
    name = snapshot.path.rpartition("/")[2]
    place = safe(f"{name}:{line}" if line else name)
    hint = table_hint(table, snapshot.config.destination.kind)
    return f"{place}   {hint or f'{row.match} {safe(row.pattern, PATTERN_LIMIT)}'}"
