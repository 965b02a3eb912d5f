"""One event as one line of cells: widths by the space there is, text cut by cells."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from rich.cells import cell_len, set_cell_size

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.badges import Badge, row_badge
from sprig_tui.ui.glyphs import GlyphSet

Field = Literal["time", "type", "name", "who", "source", "decision", "why"]
Kind = Literal["time", "type", "name", "repeats", "who", "badge", "why", "gap"]

MAX_TEXT: Final = 400
"""No more of a field is looked at than the widest screen could show."""

ENOUGH_NAME: Final = 36
MOST_SOURCE: Final = 30
"""An SDK, its version and the end of a write key; a name has a column of its own after that."""

HEADINGS: Final[dict[Field, str]] = {
    "time": "TIME",
    "type": "TYPE",
    "name": "EVENT or URL",
    "who": "WHO",
    "source": "SOURCE",
    "decision": "DECISION",
    "why": "WHY",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line: harmless text, exactly as wide as it is drawn, and what it is."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Layout:
    """The fields shown and their widths in cells; one cell of space follows each."""

    widths: tuple[tuple[Field, int], ...]
    milliseconds: bool

    @classmethod
    def of(cls, width: int) -> "Layout":
        """The layout for a line of `width` cells; narrow screens lose the least telling fields."""
        fixed: dict[Field, int] = {"decision": 9}
        if width >= 40:
            fixed |= {"time": 12 if width >= 110 else 8, "why": 16}
        if width >= 60:
            fixed |= {"type": 8, "who": 10, "why": 19}
        if width >= 110:
            fixed |= {"who": 18, "why": 24}
        if width >= 150:
            fixed |= {"source": 18, "why": 28}
        fixed["name"] = max(width - sum(fixed.values()) - len(fixed), 4)
        if "source" in fixed:
            more = min(max(fixed["name"] - ENOUGH_NAME, 0) // 2, MOST_SOURCE - fixed["source"])
            fixed["source"] += more
            fixed["name"] -= more
        return cls(
            tuple((field, fixed[field]) for field in HEADINGS if field in fixed), width >= 110
        )


def heading_text(layout: Layout) -> str:
    """The line of column titles."""
    return "".join(fit(HEADINGS[field], width, "") + " " for field, width in layout.widths)


def row_cells(row: LogRow, layout: Layout, glyphs: GlyphSet) -> tuple[list[Cell], Badge]:
    """The line of a row, and the badge that colours it."""
    badge = row_badge(row, glyphs)
    cells: list[Cell] = []
    for field, width in layout.widths:
        cells += _cells(row, field, width, layout, glyphs, badge)
        cells.append(Cell(" ", "gap"))
    return cells, badge


def fit(text: str, width: int, ellipsis: str) -> str:
    """`text` made exactly `width` cells wide, its end replaced by `ellipsis` where it is cut."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, max(width - cell_len(ellipsis), 0)) + ellipsis[:width]


def time_text(ms: int, *, milliseconds: bool = False) -> str:
    """Unix milliseconds as the operator's own time of day."""
    moment = datetime.fromtimestamp(ms / 1000).astimezone()
    return moment.strftime("%H:%M:%S") + (f".{ms % 1000:03d}" if milliseconds else "")


def why_text(row: LogRow) -> str:
    """The reason in plain words, and the number of the mapping that decided."""
    return f"{row.reason.word} #{row.mapping.index + 1}" if row.mapping else row.reason.word


def who_text(row: LogRow) -> str:
    """Whose event it is."""
    return row.user_id or row.anonymous_id or "-"


def _cells(
    row: LogRow, field: Field, width: int, layout: Layout, glyphs: GlyphSet, badge: Badge
) -> list[Cell]:
    def cut(text: str) -> str:
        return fit(safe(text, MAX_TEXT), width, glyphs.ellipsis)

    match field:
        case "time":
            return [
                Cell(cut(time_text(row.received_at_ms, milliseconds=layout.milliseconds)), "time")
            ]
        case "type":
            return [Cell(cut(row.type or "?"), "type")]
        case "name":
            return _name_cells(row, width, glyphs)
        case "who":
            return [Cell(cut(who_text(row)), "who")]
        case "source":
            return [Cell(cut(row.source or "-"), "who")]
        case "decision":
            return [Cell(cut(badge.text), "badge")]
        case "why":
            return [Cell(cut(why_text(row)), "why")]


def _name_cells(row: LogRow, width: int, glyphs: GlyphSet) -> list[Cell]:
    """The name, and how often the event was seen if more than once."""
    repeats = f" {glyphs.repeats}{row.seen}" if row.seen > 1 else ""
    room = max(width - len(repeats), 0)
    name = safe(row.name or "-", MAX_TEXT)
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
    return f"{glyphs.ellipsis}/{path}" if slash else rest
