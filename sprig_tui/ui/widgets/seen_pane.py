"""The list of what was seen and is not mapped."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.safe_text import safe
from sprig_tui.ports import EngineUnreachableError
from sprig_tui.services.seen_unmapped import Seen, SeenUnmapped
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.columns import ColumnTitles, lay_out
from sprig_tui.ui.widgets.mapping_columns import SEEN_COLUMNS, seen_cells
from sprig_tui.ui.widgets.mapping_detail import seen_detail
from sprig_tui.ui.widgets.row_list import GUTTER, RowList

NONE_YET: Final = (
    "Everything that was seen is mapped.",
    "A Track event that no triggered event matches comes here.",
    "auto_accept_events in Settings takes all of them without asking.",
)


class SeenPane(Vertical):
    """Unmapped events: seen how often, and when, and the mapping that would take them."""

    app = getters.app(TerminalApp)
    rows = getters.query_one(RowList)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Approve", tooltip="Map this event", id="mappings.approve"),
        Binding("X", "deny", "Deny", tooltip="Deny until seen again", id="mappings.deny"),
    ]

    @dataclass
    class AddWanted(Message):
        """The form is to be opened with a proposal."""

        seen: Seen

    @dataclass
    class Changed(Message):
        """The rows are others."""

    @dataclass
    class Denied(Message):
        """The engine took an event off the list."""

        name: str

    def __init__(self, snapshot: ConfigSnapshot) -> None:
        super().__init__(id="seen")
        self._snapshot = snapshot
        self._search = ""
        self._seen: Sequence[Seen] = ()
        self._shown: Sequence[Seen] = ()

    def compose(self) -> ComposeResult:
        """Titles over rows."""
        yield ColumnTitles(SEEN_COLUMNS, inset=GUTTER)
        yield RowList(self._draw)

    def on_mount(self) -> None:
        """Reading begins when the screen asks for it."""
        context = self.app.context
        self._service = SeenUnmapped(context.reader, context.engine)

    @property
    def selected(self) -> Seen | None:
        """What the cursor is on."""
        return self._shown[self.rows.cursor] if self._shown else None

    @property
    def count(self) -> int:
        """How much is not mapped, searched or not."""
        return len(self._seen)

    def detail(self) -> Content:
        """What is said of the row that the cursor is on."""
        if (seen := self.selected) is None:
            return Content()
        width, ellipsis = self.app.size.width - 4, self.app.glyphs.ellipsis
        return seen_detail(seen, self._snapshot, width=width, ellipsis=ellipsis)

    async def read(self) -> None:
        """Read the log, and draw what is there.

        Raises:
            StoreUnavailableError: the list stays as it is.
        """
        self.show_seen(await self._service.present(self._snapshot.config))

    def show_config(self, snapshot: ConfigSnapshot) -> None:
        """What is not mapped by another state of the config shows with the next `read`."""
        self._snapshot = snapshot

    def search(self, text: str) -> None:
        """Show only rows with these words; "" shows all."""
        self._search = text
        self.show_seen(self._seen)

    def show_seen(self, seen: Sequence[Seen]) -> None:
        """Draw these; the cursor stays on its row while that one is shown."""
        before = self.selected
        words = self._search.casefold().split()
        self._seen = seen
        self._shown = [one for one in seen if all(word in one.name.casefold() for word in words)]
        keys = [(one.table, one.name) for one in self._shown]
        key = before and (before.table, before.name)
        cursor = keys.index(key) if key in keys else self.rows.cursor
        none = (f"Nothing here holds “{self._search}”. esc shows all.",)
        empty = none if self._search else NONE_YET
        self.rows.show_rows(len(keys), cursor, empty=[Content(safe(line)) for line in empty])
        self.post_message(self.Changed())

    @on(RowList.Chosen)
    def action_add(self) -> None:
        """Add the mapping that is proposed for the row of the cursor."""
        if (seen := self.selected) is not None:
            self.post_message(self.AddWanted(seen))

    @work(group="seen-edits", description="deny a request")
    async def action_deny(self) -> None:
        """Take the event of the cursor off the list until it is seen again."""
        if (seen := self.selected) is None:
            return
        try:
            await self._service.deny(seen.name)
        except EngineUnreachableError as error:
            self.app.notify(f"Not denied: {error}", severity="error")
            return
        self.post_message(self.Denied(seen.name))

    def _draw(self, position: int, width: int) -> Content:
        now_ms = self.app.context.clock.now_ms()
        return lay_out(SEEN_COLUMNS, width, seen_cells(self._shown[position], now_ms))
