"""The live list's lines as Textual draws them."""

from collections.abc import Callable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from sprig_tui.domain.log import LogRow
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.event_line import Layout, heading_text, row_cells

StyleOf = Callable[[str], Style]
"""Gives the style of a part of the list by its name."""


def heading_strip(width: int, style_of: StyleOf) -> Strip:
    """The column titles."""
    style = style_of("heading")
    text = " " + heading_text(Layout.of(width - 2))
    return Strip([Segment(text, style)]).adjust_cell_length(width, style)


def notice_strip(text: str, width: int, style_of: StyleOf) -> Strip:
    """A sentence in the place of rows."""
    style = style_of("muted")
    return Strip([Segment(f" {text}", style)]).adjust_cell_length(width, style)


def row_strip(
    row: LogRow | None,
    width: int,
    glyphs: GlyphSet,
    style_of: StyleOf,
    *,
    selected: bool,
    thumb: bool,
) -> Strip:
    """A row, or an empty line; its last cell belongs to the scroll bar.

    The selected row is marked by a sign as well as by its background.
    """
    bar = Segment(glyphs.thumb if thumb else " ", style_of("bar"))
    if row is None:
        return Strip([Segment(" " * (width - 1), style_of("gap")), bar])
    cells, badge = row_cells(row, Layout.of(width - 2), glyphs)
    ground = style_of("cursor") if selected else style_of("gap")

    def style(part: str) -> Style:
        own = style_of(part)
        if not selected:
            return own
        return ground + Style(color=own.color) if part == badge.tone else ground

    line = [Segment(glyphs.cursor if selected else " ", ground)]
    line += [
        Segment(cell.text, style(badge.tone if cell.kind == "badge" else cell.kind))
        for cell in cells
    ]
    return Strip([*Strip(line).adjust_cell_length(width - 1, ground), bar])


def thumb_lines(*, height: int, top_id: int, newest: int, oldest: int) -> range:
    """The lines of the scroll bar that its thumb covers; none while everything fits."""
    span = newest - oldest + 1
    if span <= height or not height:
        return range(0)
    size = max(height * height // span, 1)
    start = round((newest - top_id) / (span - height) * (height - size))
    start = max(min(start, height - size), 0)
    return range(start, start + size)
