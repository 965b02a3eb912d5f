"""What `sprig-tui doctor` finds, seen from within the terminal."""

from typing import ClassVar, Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sprig_tui.domain.safe_text import safe
from sprig_tui.services.diagnosis import Finding, Health
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.columns import Column, lay_out
from sprig_tui.ui.widgets.row_list import RowList

COLUMNS: Final = (Column("", 10), Column("", 12), Column("", 20, share=1))
STYLES: Final = {
    Health.OK: "$text-success",
    Health.UNKNOWN: "$text-muted",
    Health.WARNING: "$text-warning",
    Health.PROBLEM: "bold $text-error",
}
NOTE: Final = (
    "o connects to the destination too; nothing is sent there   r looks again   esc closes"
)


class DoctorModal(ModalScreen[None]):
    """One line for each part of the way of an event, the whole sentence of one below."""

    app = getters.app(TerminalApp)
    CSS_PATH = "doctor.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", id="doctor.close"),
        Binding("o", "examine(True)", "Connect", tooltip="Connect too", id="doctor.online"),
        Binding("r", "examine(False)", "Look again", id="doctor.again"),
    ]
    rows = getters.query_one(RowList)

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Finding] = []

    def compose(self) -> ComposeResult:
        """A title, a line for each finding, the whole of one, the keys."""
        with Vertical(id="dialog"):
            yield Static(Content("Doctor: every part of the way of an event"), id="title")
            yield RowList(self._draw)
            yield Static(id="detail")
            yield Static(Content(NOTE), id="keys")

    def on_mount(self) -> None:
        """Look at once."""
        self.rows.focus()
        self.action_examine(online=False)

    @work(group="doctor", exclusive=True, description="doctor")
    async def action_examine(self, online: bool) -> None:  # noqa: FBT001 (an action's argument)
        """Look at all of it; each finding is shown as it is made."""
        self._found = []
        async for finding in self.app.context.examine(online):
            self._found.append(finding)
            self.rows.show_rows(len(self._found), self.rows.cursor)

    def _draw(self, position: int, width: int) -> Content:
        found = self._found[position]
        glyphs = self.app.glyphs
        sign = {Health.OK: glyphs.forwarded, Health.UNKNOWN: glyphs.waiting}.get(
            found.health, glyphs.rejected
        )
        word = Content.styled(f"{sign} {found.health.value}", STYLES[found.health])
        cells = [word, Content(safe(found.part)), Content(safe(found.sentence, width))]
        return lay_out(COLUMNS, width, cells)

    @on(RowList.Moved)
    def _show_detail(self) -> None:
        shown = Content()
        if self._found:
            found = self._found[self.rows.cursor]
            shown = Content(safe(found.sentence))
            if found.remedy:
                shown += Content.styled(f"\n> {safe(found.remedy)}", "$text-accent")
        self.query_one("#detail", Static).update(shown)
