"""One event as one line of cells: widths by the space there is, text cut by cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, Literal

from rich.cells import cell_len, set_cell_size

from sprig_tui.domain.columns import OWN
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.safe_text import safe, safe_name
from sprig_tui.services.local_time import WHOLE, moment_text
from sprig_tui.services.row_texts import NO_TEXTS, RowTexts
from sprig_tui.ui.badges import Badge, row_badge
from sprig_tui.ui.glyphs import GlyphSet

Kind = Literal["time", "type", "name", "repeats", "who", "badge", "why", "pinned", "gap"]

MAX_TEXT: Final = 400
"""No more of a field is looked at than the widest screen could show."""

ENOUGH_NAME: Final = 36
MOST_SOURCE: Final = 30
"""An SDK, its version and the end of a write key; a name has a column of its own after that."""
LONG_TIMES: Final = 110
"""From this width on, times have milliseconds, and days their month."""

HEADINGS: Final[dict[str, str]] = {
    "time": "TIME",
    "type": "TYPE",
    "name": "EVENT or URL",
    "who": "WHO",
    "source": "SOURCE",
    "decision": "DECISION",
    "why": "WHY",
}
LEAST: Final[Mapping[str, int]] = {
    "time": 8, "type": 8, "name": 12, "who": 8, "source": 12, "decision": 9, "why": 16,
}  # fmt: skip
MORE: Final[Mapping[str, int]] = {"name": 24, "time": 12, "who": 18, "source": 24, "why": 24}
PINNED: Final = 10
GIVEN_UP: Final = ("source", "type", "who", "time", "why")
"""What goes first where chosen columns do not fit; then fields of the payload, the last first."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line: harmless text, exactly as wide as it is drawn, and what it is."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns shown and their widths in cells; one cell of space follows each.

    `values` says which of a row's values belongs to a field of the payload. Times are told in
    `time_room` cells, those of `today` without their day.
    """

    widths: tuple[tuple[str, int], ...]
    time_room: int
    values: Mapping[str, int] = field(default_factory=dict)
    today: date | None = None

    @property
    def total(self) -> int:
        """Cells of a line, without the space after its last column."""
        return sum(width + 1 for _, width in self.widths) - 1

    @classmethod
    def of(cls, width: int, columns: tuple[str, ...] = ()) -> "Layout":
        """The layout for a line of `width` cells; narrow screens lose the least telling columns.

        `columns` are those that were chosen, none for the usual ones.
        """
        return _chosen(width, columns) if columns else _usual(width)

    @classmethod
    def wide(cls, widths: Mapping[str, int]) -> "Layout":
        """Columns of these widths, whatever the screen's."""
        return cls(tuple(widths.items()), WHOLE, values=_places(tuple(widths)))


@lru_cache(64)
def _usual(width: int) -> Layout:
    fixed = {"decision": 9}
    if width >= 40:
        fixed |= {"time": 12 if width >= LONG_TIMES else 8, "why": 16}
    if width >= 60:
        fixed |= {"type": 8, "who": 10, "why": 19}
    if width >= LONG_TIMES:
        fixed |= {"who": 18, "why": 24}
    if width >= 150:
        fixed |= {"source": 18, "why": 28}
    fixed["name"] = max(width - sum(fixed.values()) - len(fixed), 4)
    if "source" in fixed:
        more = min(max(fixed["name"] - ENOUGH_NAME, 0) // 2, MOST_SOURCE - fixed["source"])
        fixed["source"] += more
        fixed["name"] -= more
    widths = tuple((name, fixed[name]) for name in HEADINGS if name in fixed)
    return Layout(widths, fixed.get("time", 0))


@lru_cache(64)
def _chosen(width: int, columns: tuple[str, ...]) -> Layout:
    widths = {name: LEAST.get(name, PINNED) for name in columns}
    pinned = [name for name in columns if name not in OWN]
    for name in (*GIVEN_UP, *reversed(pinned)):
        if len(widths) > 1 and sum(widths.values()) + len(widths) - 1 > width:
            widths.pop(name, None)
    spare = max(width - sum(widths.values()) - len(widths) + 1, 0)
    for name, most in MORE.items():
        if name in widths and (name != "time" or spare >= most - widths[name]):
            more = min(most - widths[name], spare)
            widths[name] += more
            spare -= more
    growing = [name for name in widths if name == "name" or name not in OWN] or list(widths)[-1:]
    for left, name in zip(range(len(growing), 0, -1), growing, strict=True):
        part = spare // left
        widths[name] += part
        spare -= part
    return Layout(tuple(widths.items()), widths.get("time", 0), _places(columns))


def _places(columns: tuple[str, ...]) -> dict[str, int]:
    pinned = [name for name in columns if name not in OWN]
    return {name: place for place, name in enumerate(pinned)}


def heading(name: str, width: int) -> str:
    """A column's title; a field of the payload loses its beginning where it does not fit."""
    if name in HEADINGS:
        return HEADINGS[name]
    shown = safe(name, MAX_TEXT)
    return shown if cell_len(shown) <= width else shown.partition(".")[2]


def heading_text(layout: Layout) -> str:
    """The line of column titles."""
    return "".join(fit(heading(name, width), width, "") + " " for name, width in layout.widths)


def row_cells(
    row: LogRow, layout: Layout, glyphs: GlyphSet, texts: RowTexts = NO_TEXTS
) -> tuple[list[Cell], Badge]:
    """The line of a row, and the badge that colours it."""
    badge = row_badge(row, glyphs)
    cells: list[Cell] = []
    for name, width in layout.widths:
        if name == "name":
            cells += _name_cells(row, width, glyphs, texts)
        else:
            text = fit(column_text(row, name, layout, badge, texts), width, glyphs.ellipsis)
            cells.append(Cell(text, KINDS.get(name, "pinned")))
        cells.append(Cell(" ", "gap"))
    return cells, badge


KINDS: Final[Mapping[str, Kind]] = {
    "time": "time", "type": "type", "who": "who", "source": "who", "decision": "badge",
    "why": "why",
}  # fmt: skip


def column_text(row: LogRow, name: str, layout: Layout, badge: Badge, texts: RowTexts) -> str:
    """What a column other than the name says, harmless and whole."""
    match name:
        case "time":
            return moment_text(row.received_at_ms, layout.today, layout.time_room)
        case "type":
            return safe_name(row.type or "?", MAX_TEXT)
        case "who":
            return safe_name(who_text(row), MAX_TEXT)
        case "source":
            return safe_name(row.source or "-", MAX_TEXT)
        case "decision":
            return badge.text
        case "why":
            return why_text(row)
    place = layout.values.get(name, len(texts.values))
    value = texts.values[place] if place < len(texts.values) else ""
    return safe_name(value or "-", MAX_TEXT)


def column_width(row: LogRow, name: str, layout: Layout, badge: Badge, texts: RowTexts) -> int:
    """Cells that a column needs to show a row whole."""
    if name == "name":
        repeats = len(f" x{row.seen}") if row.seen > 1 else 0
        return cell_len(name_text(row, texts)) + repeats
    return cell_len(column_text(row, name, layout, badge, texts))


def name_text(row: LogRow, texts: RowTexts = NO_TEXTS) -> str:
    """The event's name or the page's URL, else what is known instead of it; harmless."""
    return safe_name(row.name or texts.summary or "-", MAX_TEXT)


def fit(text: str, width: int, ellipsis: str) -> str:
    """`text` made exactly `width` cells wide, its end replaced by `ellipsis` where it is cut."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, max(width - cell_len(ellipsis), 0)) + ellipsis[:width]


def why_text(row: LogRow) -> str:
    """The reason in plain words, and the number of the mapping that decided."""
    return f"{row.reason.word} #{row.mapping.index + 1}" if row.mapping else row.reason.word


def who_text(row: LogRow) -> str:
    """Whose event it is."""
    return row.user_id or row.anonymous_id or "-"


def _name_cells(row: LogRow, width: int, glyphs: GlyphSet, texts: RowTexts) -> list[Cell]:
    """The name, and how often the event was seen if more than once."""
    repeats = f" {glyphs.repeats}{row.seen}" if row.seen > 1 else ""
    room = max(width - len(repeats), 0)
    name = name_text(row, texts)
    if row.type == "page" and cell_len(name) > room:
        name = path_first(name, room, glyphs)
    shown = fit(name, min(room, cell_len(name)), glyphs.ellipsis)
    rest = width - cell_len(shown)
    return [Cell(shown, "name"), Cell(set_cell_size(repeats, rest), "repeats")]


def path_first(url: str, room: int, glyphs: GlyphSet) -> str:
    """A URL that is too long loses its scheme, then its host: pages differ by their paths."""
    _scheme, separator, rest = url.partition("://")
    if not separator:
        return url
    if cell_len(rest) <= room:
        return rest
    _host, slash, path = rest.partition("/")
    return f"{glyphs.gap}/{path}" if slash else rest
