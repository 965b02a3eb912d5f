"""How a destination filter stands in a line of the settings and below the list."""

from typing import Final

from textual.content import Content

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.widgets.setting_rows import CELL_LIMIT, file_name

READ_ONLY: Final = "2 Mappings, tab Filters edits it"
WHAT: Final = "A Segment destination filter: 2 Mappings, tab Filters edits it."


def filter_cells(
    index: int, snapshot: ConfigSnapshot, *, first: bool, wide: bool, glyphs: GlyphSet
) -> list[Content]:
    """The cells of the filter `index`, of the line `none` when there is no such one."""
    group = Content.styled("FILTERS" if first else "", "bold")
    filters = snapshot.config.filters
    if index >= len(filters):
        cells = [group, Content(""), Content.styled("none", "$text-muted"), Content("")]
    else:
        one = filters[index]
        state = "on" if one.enabled else "off"
        shown = Content(f"{state}  {one.action}  {safe(one.if_, CELL_LIMIT)}")
        if filter_problem(index, snapshot):
            shown = Content.styled(f"{glyphs.waiting} warning  ", "$text-warning") + shown
        place = Content.styled(safe(_place(index, snapshot)), "$text-muted")
        name = Content(safe(f"#{index + 1} {one.name}".strip(), CELL_LIMIT))
        cells = [group, name, shown, place]
    return [*cells, Content.styled(WHAT, "$text-muted")] if wide else cells


def filter_detail(index: int, snapshot: ConfigSnapshot, glyphs: GlyphSet) -> Content:
    """What a filter applies to in full, what is wrong with it, and where to edit it."""
    filters = snapshot.config.filters
    if index >= len(filters):
        said = "No destination filter: a in the tab Filters of 2 Mappings adds one."
        return Content(said)
    one = filters[index]
    problem = filter_problem(index, snapshot)
    lines = [
        Content.assemble((safe(f"filter #{index + 1} {one.name}", 100), "bold"), f"  {one.action}"),
        Content.styled(f"{glyphs.waiting} {safe(problem, CELL_LIMIT)}", "$text-warning")
        if problem
        else Content(f"if {safe(one.if_, CELL_LIMIT)}"),
        Content.styled(safe(f"{READ_ONLY}: {_place(index, snapshot)}"), "$text-muted"),
    ]
    return Content("\n").join(lines)


def filter_problem(index: int, snapshot: ConfigSnapshot) -> str:
    """What is wrong with a filter, "" when nothing is."""
    key = f"filters.{index}."
    return next((one.message for one in snapshot.problems if one.key.startswith(key)), "")


def _place(index: int, snapshot: ConfigSnapshot) -> str:
    line = snapshot.lines.get(f"filters.{index}")
    return f"{file_name(snapshot)}:{line}" if line else file_name(snapshot)
