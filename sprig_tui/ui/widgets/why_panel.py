"""Why the selected event is sent or not, and what to do about it."""

from typing import Final

from rich.cells import cell_len
from textual import getters, work
from textual.content import Content
from textual.css.scalar import Scalar
from textual.message import Message
from textual.widget import Widget

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import MEANING
from sprig_tui.domain.safe_text import safe, safe_name
from sprig_tui.domain.settings import Kind
from sprig_tui.services.since_then import Mended
from sprig_tui.ui.advice import advice, mended_words
from sprig_tui.ui.badges import Badge, row_badge
from sprig_tui.ui.glyphs import GlyphSet
from sprig_tui.ui.mapped_since import look_again
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.event_line import fit
from sprig_tui.ui.widgets.fitting import fit_lines, wrapped_lines

MAX_NAME: Final = 400
MAX_DETAIL: Final = 2_000
HEIGHT: Final = 5
BORDER: Final = 1
"""As live.tcss has them."""


def tone_style(badge: Badge) -> str:
    """The badge's colour as Textual writes it."""
    return f"bold $text-{badge.tone}"


def why_content(
    row: LogRow,
    glyphs: GlyphSet,
    width: int,
    height: int | None = None,
    *,
    mended: Mended | None = None,
    kind: Kind = Kind.SPRIG,
) -> Content:
    """Code and name on one line of `width` cells, what to do, the sentence, warnings.

    What to do comes before the sentence. Where `height` lines are not enough the warnings are only
    counted, beside the code, and then the sentence loses its last words.
    """
    said = mended_words(mended, "enter, then R") if mended else advice(row, kind=kind)
    detail = safe(row.detail, MAX_DETAIL) or MEANING[row.reason]
    warnings = [safe(warning, MAX_DETAIL) for warning in row.warnings]
    if height is not None:
        left = height - 1 - (wrapped_lines(f"> {said}", width) if said else 0)
        detail, warnings = _fitted(detail, warnings, width, left, glyphs.ellipsis)
    lines = [_head(row, glyphs, width, untold=0 if warnings else len(row.warnings))]
    if said:
        lines.append(Content.styled(f"> {said}", "$text-accent"))
    lines.append(Content(detail))
    lines += [Content.assemble(("! ", "$text-warning"), warning) for warning in warnings]
    return Content("\n").join(lines)


def _head(row: LogRow, glyphs: GlyphSet, width: int, *, untold: int) -> Content:
    """Outcome, code, how many warnings have no place below, and the name."""
    badge = row_badge(row, glyphs)
    more = f"  ! {untold} warning{'' if untold == 1 else 's'}" if untold else ""
    left = width - cell_len(badge.text) - 1 - len(row.reason.value)
    more = more if len(more) <= left else "  !"[: max(left, 0)] if untold else ""
    room = left - len(more) - 2
    name = fit(safe_name(row.name or "", MAX_NAME), room, glyphs.ellipsis) if room > 0 else ""
    return Content.assemble(
        (f"{badge.text} ", tone_style(badge)),
        (row.reason.value, "bold"),
        (more, "$text-warning"),
        (f"  {name}" if name else "", "$text-muted"),
    )


def _fitted(
    detail: str, warnings: list[str], width: int, lines: int, ellipsis: str
) -> tuple[str, list[str]]:
    """Both on so many lines; the warnings share what the sentence leaves, which may be none."""
    shown = fit_lines(detail, width, max(lines, 1), ellipsis)
    rest = lines - wrapped_lines(shown, width)
    if not warnings or rest < 1:
        return shown, []
    return shown, [fit_lines("  ! ".join(warnings), width - 2, rest, ellipsis)]


class WhyPanel(Widget):
    """A few lines below the list."""

    app = getters.app(TerminalApp)

    class Judged(Message):
        """What was mended of the row is another thing than before; see `mended`."""

    def __init__(self) -> None:
        super().__init__()
        self._row: LogRow | None = None
        self.mended: Mended | None = None

    def on_mount(self) -> None:
        """What the config has for the row changes with the config."""

        def look() -> None:
            self.look_again()

        self.watch(self.app, "snapshot", look, init=False)

    def show(self, row: LogRow | None) -> None:
        """Explain a row."""
        if row != self._row:
            self._row = row
            self._take(None)
            self.refresh()
            self.look_again()

    @work(group="since", exclusive=True, description="what was mended since")
    async def look_again(self) -> None:
        """Find out what was mended of the row since it was stopped."""
        row = self._row
        self._take(await look_again(self.app, row) if row is not None else None)

    def grow(self, blank: int) -> None:
        """Use lines of the list for what does not fit, as far as it has no rows for them.

        `blank` are those that it has, negative by the rows that it has no lines for.
        """
        room = max(blank + self.outer_size.height - HEIGHT, 0)
        content = self._content(None)
        lines = len(content.wrap(max(self.content_size.width, 1)))
        height = HEIGHT + min(max(lines - HEIGHT + BORDER, 0), room)
        if self.size.height and self.styles.height != Scalar.from_number(height):
            self.styles.height = height

    def _take(self, mended: Mended | None) -> None:
        if mended != self.mended:
            self.mended = mended
            self.refresh()
            self.post_message(self.Judged())

    def render(self) -> Content:
        """Nothing selected: nothing to explain."""
        if self._row is None:
            return Content.styled("No event is selected.", "$text-muted")
        return self._content(self.content_size.height)

    def _content(self, height: int | None) -> Content:
        if self._row is None:
            return Content("")
        width, kind = self.content_size.width, self.app.snapshot.config.destination.kind
        return why_content(self._row, self.app.glyphs, width, height, mended=self.mended, kind=kind)
