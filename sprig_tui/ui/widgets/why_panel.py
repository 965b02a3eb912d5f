"""Why the selected event is sent or not, and what to do about it."""

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

MAX_DETAIL = 2_000


def tone_style(badge: Badge) -> str:
    """The badge's colour as Textual writes it."""
    return f"bold $text-{badge.tone}"


def why_content(row: LogRow, glyphs: GlyphSet) -> Content:
    """Code, sentence, meaning and advice; the name is what arrived, made harmless."""
    badge = row_badge(row, glyphs)
    detail = safe(row.detail, MAX_DETAIL)
    meaning = MEANING[row.reason]
    lines: list[Content] = [
        Content.assemble(
            (f"{badge.text} ", tone_style(badge)),
            (row.reason.value, "bold"),
            "  ",
            (safe(row.name or "", 200), "$text-muted"),
        ),
        Content(detail or meaning),
    ]
    lines += [
        Content.assemble(("! ", "$text-warning"), Content(safe(warning, 400)))
        for warning in row.warnings
    ]
    said = advice(row)
    if said:
        lines.append(Content.assemble(("> ", "$text-accent"), (said, "$text-accent")))
    if detail and cell_len(detail) < 70 and meaning not in detail:
        lines.insert(2, Content.styled(meaning, "$text-muted"))
    return Content("\n").join(lines)


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
        return why_content(self._row, self.app.glyphs)
