"""Who is in an audience, who left it, and since when."""

from typing import ClassVar, Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sprig_tui.domain.log import Audience, AudienceMember
from sprig_tui.domain.safe_text import safe
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.columns import Column, lay_out
from sprig_tui.ui.widgets.row_list import RowList
from sprig_tui.ui.widgets.time_words import age_words

PAGE: Final = 500
NEAR: Final = 50
"""The next members are read when the cursor comes so near to the last one."""
MAX_NAME: Final = 300
COLUMNS: Final = (Column("", 5), Column("", 9, right=True), Column("", 20, share=1))
NOBODY: Final = "Nobody by name: members that were noted by an older version have none."


class AudienceMembersModal(ModalScreen[None]):
    """Lists the users by their ids, more of them as the cursor moves down."""

    app = getters.app(TerminalApp)
    CSS_PATH = "audience_members.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", id="members.close"),
    ]
    rows = getters.query_one(RowList)

    def __init__(self, audience: Audience) -> None:
        super().__init__()
        self._audience = audience
        self._members: list[AudienceMember] = []
        self._complete = False

    def compose(self) -> ComposeResult:
        """How many, a line for each user, the keys."""
        with Vertical(id="dialog"):
            yield Static(self._title(), id="title")
            yield RowList(self._draw)
            yield Static(Content("esc closes"), id="keys")

    def on_mount(self) -> None:
        """The first users."""
        self._load()

    @on(RowList.Moved)
    def read_on(self, event: RowList.Moved) -> None:
        """More users before the cursor comes to the last of those that are known."""
        if not self._complete and event.position >= len(self._members) - NEAR:
            self._load()

    @work(group="members", exclusive=True, description="members of an audience")
    async def _load(self) -> None:
        after = self._members[-1].user_id if self._members else ""
        one = self._audience
        try:
            found = await self.app.context.reader.audience_members(
                one.key, one.computation_class, after=after, limit=PAGE
            )
        except StoreUnavailableError as error:
            self.notify(f"The members cannot be read: {error}", severity="error")
            return
        self._members += found
        self._complete = len(found) < PAGE
        self.rows.show_rows(len(self._members), self.rows.cursor, empty=[Content(NOBODY)])

    def _title(self) -> Content:
        one = self._audience
        return Content(
            f"{safe(one.computation_class, 20)} {safe(one.key, 200)}: {one.members:,} in it,"
            f" {one.entered:,} entered, {one.left:,} left"
        )

    def _draw(self, position: int, width: int) -> Content:
        member = self._members[position]
        now_ms = self.app.context.clock.now_ms()
        age = "-" if member.since_ms is None else age_words(member.since_ms, now_ms)
        cells = [
            Content.styled("in", "$text-success")
            if member.member
            else Content.styled("left", "$text-muted"),
            Content.styled(age, "$text-muted"),
            Content(safe(member.user_id, MAX_NAME)),
        ]
        return lay_out(COLUMNS, width, cells)
