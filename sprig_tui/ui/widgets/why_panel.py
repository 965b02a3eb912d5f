"""Why the selected event is sent or not, and what to do about it."""

from typing import Final

from rich.cells import cell_len
from textual import getters
from textual.content import Content
from textual.widget import Widget

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import MEANING
from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.advice import advice
from sprig_tui.ui.badges import Badge, row_badge
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.event_line import fit
from sprig_tui.ui.widgets.fitting import fit_lines, wrapped_lines

MAX_NAME: Final = 400
MAX_DETAIL: Final = 2_000


def tone_style(badge: Badge) -> str:
    """The badge's colour as Textual writes it."""
    return f"bold $text-{badge.tone}"


def why_content(row: LogRow, glyphs: GlyphSet, width: int, height: int | None = None) -> Content:
    """Code and name on one line of `width` cells, what to do, the sentence, warnings.

    What to do comes before the sentence, which loses its middle where `height` lines are not
    enough.
    """
    badge = row_badge(row, glyphs)
    head = f"{badge.text} "
    room = width - cell_len(head) - len(row.reason.value) - 2
    name = safe(row.name or "", MAX_NAME)
    lines = [
        Content.assemble(
            (head, tone_style(badge)),
            (row.reason.value, "bold"),
            (f"  {fit(name, room, glyphs.ellipsis)}" if room > 0 else "", "$text-muted"),
        ),
    ]
    said = advice(row)
    if said:
        lines.append(Content.styled(f"> {said}", "$text-accent"))
    detail = safe(row.detail, MAX_DETAIL) or MEANING[row.reason]
    warnings = [safe(warning, MAX_DETAIL) for warning in row.warnings]
    if height is not None:
        left = height - 1 - (wrapped_lines(f"> {said}", width) if said else 0)
        detail, warnings = _fitted(detail, warnings, width, left, glyphs.ellipsis)
    lines.append(Content(detail))
    lines += [Content.assemble(("! ", "$text-warning"), warning) for warning in warnings]
    return Content("\n").join(lines)


def _fitted(
    detail: str, warnings: list[str], width: int, lines: int, ellipsis: str
) -> tuple[str, list[str]]:
    """Both on so many lines; the sentence leaves one for the warnings, which share the rest."""
    shown = fit_lines(detail, width, max(lines - bool(warnings), 1), ellipsis)
    if not warnings:
        return shown, []
    rest = max(lines - wrapped_lines(shown, width), 1)
    return shown, [fit_lines("  ! ".join(warnings), width - 2, rest, ellipsis)]


class WhyPanel(Widget):
    """A few lines below the list."""

    app = getters.app(TerminalApp)

    def __init__(self) -> None:
        super().__init__()
        self._row: LogRow | None = None

    def show(self, row: LogRow | None) -> None:
        """Explain a row."""
        if row != self._row:
            self._row = row
            self.refresh()

    def render(self) -> Content:
        """Nothing selected: nothing to explain."""
        if self._row is None:
            return Content.styled("No event is selected.", "$text-muted")
        size = self.content_size
        return why_content(self._row, self.app.glyphs, size.width, size.height)
