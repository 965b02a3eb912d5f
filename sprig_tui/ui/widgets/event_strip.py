"""The live list's lines as Textual draws them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from sprig_tui.domain.log import LogRow
from sprig_tui.services.row_texts import NO_TEXTS, RowTexts
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.event_line import Layout, heading_text, row_cells

MARK: Final = "*"
StyleOf = Callable[[str], Style]
"""Gives the style of a part of the list by its name."""


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """What a line shows; `thumb` tells whether the scroll bar's thumb is beside it."""

    row: LogRow | None = None
    selected: bool = False
    thumb: bool = False
    marked: bool = False
    texts: RowTexts = NO_TEXTS


EMPTY_LINE = DrawnLine()


@dataclass(frozen=True, slots=True)
class Frame:
    """How every line is drawn: `left` cells of its columns lie beyond the left edge.

    While rows are marked (`marks`), each line has a cell for it.
    """

    width: int
    layout: Layout
    glyphs: GlyphSet
    marks: int = 0
    left: int = 0

    @property
    def before(self) -> int:
        """Cells before the first column."""
        return 2 if self.marks else 1


def room_for_columns(width: int, *, marks: bool) -> int:
    """Cells of a line that its columns can have; the last one is the scroll bar's."""
    return max(width - (3 if marks else 2), 1)


def heading_strip(frame: Frame, style_of: StyleOf, note: str = "", wide: str = "") -> Strip:
    """The column titles; at the right end a note, else how many are marked and that it is wide."""
    style = style_of("heading")
    titles = Strip([Segment(heading_text(frame.layout) + " " * frame.width, style)])
    titles = titles.crop(frame.left, frame.left + frame.width - frame.before)
    line = Strip([Segment(" " * frame.before, style), *titles])
    marked = f"{frame.marks:,} marked" if frame.marks else ""
    said = note or "  ".join(one for one in (marked, wide) if one)
    if said and len(said) + 2 < frame.width:
        end = Segment(f" {said} ", style_of("mark"))
        line = Strip([*line.crop(0, frame.width - len(said) - 2), end])
    return line.adjust_cell_length(frame.width, style)


def notice_strip(text: str, width: int, style_of: StyleOf) -> Strip:
    """A sentence in the place of rows."""
    style = style_of("muted")
    return Strip([Segment(f" {text}", style)]).adjust_cell_length(width, style)


def row_strip(line: DrawnLine, frame: Frame, style_of: StyleOf) -> Strip:
    """A row, or an empty line; its last cell belongs to the scroll bar.

    The selected row is marked by a sign as well as by its background.
    """
    glyphs, width = frame.glyphs, frame.width
    bar = Segment(glyphs.thumb if line.thumb else " ", style_of("bar"))
    if line.row is None:
        return Strip([Segment(" " * (width - 1), style_of("gap")), bar])
    cells, badge = row_cells(line.row, frame.layout, glyphs, line.texts)
    ground = style_of("cursor") if line.selected else style_of("gap")

    def style(part: str) -> Style:
        own = style_of(part)
        if not line.selected:
            return own
        return ground + Style(color=own.color) if part == badge.tone else ground

    signs = [Segment(glyphs.cursor if line.selected else " ", ground)]
    if frame.marks:
        signs.append(Segment(MARK if line.marked else " ", style("mark")))
    columns = Strip(
        [
            Segment(cell.text, style(badge.tone if cell.kind == "badge" else cell.kind))
            for cell in cells
        ]
    )
    if frame.left or frame.layout.total > width:
        columns = columns.crop(frame.left, frame.left + width - frame.before - 1)
    return Strip([*Strip([*signs, *columns]).adjust_cell_length(width - 1, ground), bar])


def thumb_lines(*, height: int, top_id: int, newest: int, oldest: int) -> range:
    """The lines of the scroll bar that its thumb covers; none while everything fits."""
    span = newest - oldest + 1
    if span <= height or not height:
        return range(0)
    size = max(height * height // span, 1)
    start = round((newest - top_id) / (span - height) * (height - size))
    start = max(min(start, height - size), 0)
    return range(start, start + size)
