"""The last notices, to be read again."""

from typing import ClassVar, Final

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sprig_tui.services.local_time import moment_text
from sprig_tui.ui.badges import Badge
from sprig_tui.ui.notices import Notice
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.columns import Column, lay_out
from sprig_tui.ui.widgets.row_list import RowList

TIME: Final = 8
COLUMNS: Final = (Column("", TIME), Column("", 9), Column("", 20, share=1))


class NoticesModal(ModalScreen[None]):
    """What was told since the terminal was opened, the newest first; the cursor's one in full."""

    app = getters.app(TerminalApp)
    CSS_PATH = "notices.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", id="notices.close"),
    ]
    rows = getters.query_one(RowList)

    def __init__(self) -> None:
        super().__init__()
        self._notices: tuple[Notice, ...] = ()

    def compose(self) -> ComposeResult:
        """A line for each, and the whole of one."""
        with Vertical(id="dialog"):
            yield Static("Notices", id="title")
            yield RowList(self._draw)
            yield Static(id="detail")
            yield Static(Content("j/k moves   esc closes"), id="keys")

    def on_mount(self) -> None:
        """Those that there are now."""
        self._notices = self.app.notices.newest_first
        empty = [Content("Nothing was told yet.")]
        self.rows.show_rows(len(self._notices), 0, empty=empty)

    @on(RowList.Moved)
    def _show_detail(self) -> None:
        shown = Content()
        if self._notices:
            notice = self._notices[self.rows.cursor]
            title = f"{notice.title}\n" if notice.title else ""
            shown = Content.assemble((title, "bold"), notice.text)
        self.query_one("#detail", Static).update(shown)

    def _draw(self, position: int, width: int) -> Content:
        notice = self._notices[position]
        badge = self._badge(notice)
        cells = [
            Content.styled(moment_text(notice.at_ms, self.app.today, TIME), "$text-muted"),
            Content.styled(badge.text, f"$text-{badge.tone}"),
            Content(notice.line),
        ]
        return lay_out(COLUMNS, width, cells)

    def _badge(self, notice: Notice) -> Badge:
        glyphs = self.app.glyphs
        badges = {
            "information": Badge(glyphs.filtered, "NEWS", "muted"),
            "warning": Badge("!", "WARNING", "warning"),
            "error": Badge(glyphs.rejected, "ERROR", "error"),
        }
        return badges[notice.severity]
