"""The list of what was seen and is not mapped."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

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

if TYPE_CHECKING:
    from sprig_tui.domain.decision import Table

    Key = tuple[Table, str, bool]

NONE_YET: Final = (
    "Everything that was seen is mapped.",
    "Track events and pages that no mapping matches come here, each with a proposal.",
    "auto_accept_events in Settings takes all events without asking.",
)
ADD_TIP: Final = "Add the proposal"
ALL_TIP: Final = "Add the proposals of all that are marked"


class SeenPane(Vertical):
    """Unmapped events and pages: seen how often, and when, and the mapping that would take them.

    Events that were denied stand at the end.
    """

    app = getters.app(TerminalApp)
    rows = getters.query_one(RowList)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", tooltip=ADD_TIP, id="mappings.approve"),
        Binding("space", "mark", "Mark", tooltip="Mark for A", id="mappings.mark"),
        Binding("A", "add_marked", "Add marked", tooltip=ALL_TIP, id="mappings.approve_marked"),
        Binding("X", "deny", "Deny", tooltip="Deny until seen again", id="mappings.deny"),
        Binding("v", "view", "In Live", tooltip="Show its events in Live", id="mappings.view"),
    ]

    @dataclass
    class AddWanted(Message):
        """Proposals are to be saved: one after a look at its form, several after a question."""

        seen: Sequence[Seen]

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
        self._marked: set[Key] = set()

    def on_mount(self) -> None:
        """Reading begins when the screen asks for it."""
        context = self.app.context
        self._service = SeenUnmapped(context.reader, context.engine)

    def compose(self) -> ComposeResult:
        """Titles over rows."""
        yield ColumnTitles(SEEN_COLUMNS, inset=GUTTER)
        yield RowList(self._draw)

    @property
    def selected(self) -> Seen | None:
        """What the cursor is on."""
        return self._shown[self.rows.cursor] if self._shown else None

    @property
    def marked(self) -> Sequence[Seen]:
        """What is marked, in the order of the list."""
        return [one for one in self._seen if _key(one) in self._marked]

    @property
    def count(self) -> int:
        """How much waits for a mapping, searched or not; denied events do not."""
        return sum(not one.denied for one in self._seen)

    def detail(self) -> Content:
        """What is said of the row that the cursor is on."""
        if (seen := self.selected) is None:
            return Content()
        near = self._service.near_miss(seen)
        width, ellipsis = self.app.size.width - 4, self.app.glyphs.ellipsis
        return seen_detail(seen, near, self._snapshot, width=width, ellipsis=ellipsis)

    async def read(self) -> None:
        """Read the log, and draw what is there.

        Raises:
            StoreUnavailableError: the list stays as it is.
        """
        seen = await self._service.present(self._snapshot.config)
        self.show_seen([*seen, *self._service.denied])

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
        self._marked &= {_key(one) for one in seen}
        keys = [_key(one) for one in self._shown]
        known = before is not None and _key(before) in keys
        cursor = keys.index(_key(before)) if before and known else self.rows.cursor
        none = (f"Nothing here holds “{self._search}”. esc shows all.",)
        empty = none if self._search else NONE_YET
        self.rows.show_rows(len(keys), cursor, empty=[Content(safe(line)) for line in empty])
        self.post_message(self.Changed())

    def action_add(self) -> None:
        """Add the mapping that is proposed for the row of the cursor."""
        if (seen := self.selected) is not None:
            self.post_message(self.AddWanted([seen]))

    def action_mark(self) -> None:
        """Mark the row of the cursor or take its mark off, and go on to the next."""
        if (seen := self.selected) is not None:
            self._marked ^= {_key(seen)}
            self.rows.refresh()
            self.rows.action_move(1)

    def action_add_marked(self) -> None:
        """Add what is proposed for all that are marked."""
        if marked := self.marked:
            self.post_message(self.AddWanted(marked))
        else:
            self.app.notify("Nothing is marked: space marks a row.")

    @work(group="seen-edits", description="deny a request")
    async def action_deny(self) -> None:
        """Take the event of the cursor off the list until it is seen again."""
        seen = self.selected
        if seen is None or seen.denied:
            return
        if seen.table == "page_urls":
            self.app.notify("Only events are denied: a page that is not mapped is filtered.")
            return
        try:
            await self._service.deny(seen.name)
        except EngineUnreachableError as error:
            self.app.notify(f"Not denied: {self.app.engine_words(error)}", severity="error")
            return
        self.post_message(self.Denied(seen.name))

    async def action_view(self) -> None:
        """Show the events of the row in Live."""
        from sprig_tui.ui.event_search import show_events

        if (seen := self.selected) is not None:
            await show_events(self.app, seen.query)

    @on(RowList.Chosen)
    @work(group="seen-examples", exclusive=True, description="examples")
    async def show_examples(self) -> None:
        """What arrived, as it came, and from there the form."""
        from sprig_tui.ui.modals.seen_examples import SeenExamples

        seen = self.selected
        if seen is not None and await self.app.push_screen_wait(
            SeenExamples(seen, self._service.near_miss(seen))
        ):
            self.post_message(self.AddWanted([seen]))

    def _draw(self, position: int, width: int) -> Content:
        seen, now_ms = self._shown[position], self.app.context.clock.now_ms()
        cells = seen_cells(seen, now_ms, self.app.glyphs, marked=_key(seen) in self._marked)
        return lay_out(SEEN_COLUMNS, width, cells)


def _key(seen: Seen) -> "Key":
    """What stays the same of a row while it stays in its place; a denied event leaves it."""
    return seen.table, seen.name, seen.denied
