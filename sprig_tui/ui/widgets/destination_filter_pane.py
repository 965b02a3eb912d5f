"""The list of destination filters."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import MAX_FILTERS
from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.filter_checks import read_condition
from sprig_tui.services.filter_trial import EVENTS, read_recent
from sprig_tui.services.filter_view import FilterRow, count_matches, filter_rows, find_filter
from sprig_tui.services.mapping_edits import MappingEdits
from sprig_tui.ui.quick_edit import save_quick
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.columns import ColumnTitles, lay_out
from sprig_tui.ui.widgets.destination_filter_words import (
    COLUMNS,
    ORDER,
    broken_sentence,
    filter_cells,
    filter_detail,
)
from sprig_tui.ui.widgets.mapping_pane import MappingPane, Saved
from sprig_tui.ui.widgets.row_list import GUTTER, RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NONE_YET: Final = (
    "No destination filter yet.",
    "a adds one: it drops or samples the events that a condition matches, or takes fields out.",
)
STOPS: Final = "does not parse, and nothing is sent while such a one is on. e edits it."
READ_EVERY_S: Final = 5.0
COUNTED: Final = f"MATCHED counts the last {EVENTS:,} events."


class FilterPane(Vertical):
    """The filters of the config, what is wrong with them, and how many events each matches."""

    app = getters.app(TerminalApp)
    rows = getters.query_one(RowList)
    head = getters.query_one("#filter-order", Static)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", tooltip="Add a filter", id="filters.add"),
        Binding("e", "edit", "Edit", key_display="enter", tooltip="Edit this filter",
                id="filters.edit"),
        Binding("space", "switch", "On/off", tooltip="Switch on or off", id="filters.switch"),
        Binding(
            "X", "delete", "Delete", tooltip="Delete; undo brings it back", id="filters.delete"
        ),
        Binding("J", "shift(1)", "Move", key_display="J/K", id="filters.down"),
        Binding("K", "shift(-1)", "Move up", show=False, id="filters.up"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    FilterPane #filter-order {
        height: auto;
        max-height: 3;
        padding: 0 2;
        color: $text-muted;
    }
    """

    @dataclass
    class FormWanted(Message):
        """A filter is to be added, or the one at `index` to be edited."""

        index: int | None = None

    def __init__(self, snapshot: ConfigSnapshot) -> None:
        super().__init__(id="filters")
        self._snapshot = snapshot
        self._search = ""
        self._rows: Sequence[FilterRow] = filter_rows(snapshot)
        self._matched: Mapping[int, int] = {}
        self._token: int | None = None

    def compose(self) -> ComposeResult:
        """In which order they apply, titles over rows."""
        yield Static(Content(f"{ORDER} {COUNTED}"), id="filter-order")
        yield ColumnTitles(COLUMNS, inset=GUTTER)
        yield RowList(self._draw)

    def on_mount(self) -> None:
        """Count anew from time to time what they match."""
        self.set_interval(READ_EVERY_S, self._read_again)

    @property
    def selected(self) -> FilterRow | None:
        """The filter that the cursor is on."""
        return self._rows[self.rows.cursor] if self._rows else None

    @property
    def count(self) -> int:
        """How many filters there are, searched or not."""
        return len(self._snapshot.config.filters)

    def detail(self) -> Content:
        """What is said of the filter that the cursor is on."""
        row = self.selected
        if row is None:
            return Content()
        words = read_condition(row.entry.if_).words
        return filter_detail(row, words, self._snapshot, self.app.glyphs)

    def show_config(self, snapshot: ConfigSnapshot, *, select: int | None = None) -> None:
        """Draw a state of the config; the cursor goes to filter `select`, or stays on its own."""
        index = self._follow(snapshot) if select is None else select
        if snapshot.config != self._snapshot.config:
            self._token, self._matched = None, {}
        self._snapshot = snapshot
        self._show(index)
        self._read_again()

    def search(self, text: str) -> None:
        """Show only filters with these words; "" shows all."""
        row = self.selected
        self._search = text
        self._show(row.index if row else 0)

    def _show(self, index: int) -> None:
        self._rows = filter_rows(self._snapshot, self._search)
        broken = broken_sentence(filter_rows(self._snapshot))
        head = Content.styled(f"{self.app.glyphs.rejected} {broken}", "bold $text-error")
        self.head.update(head if broken else Content(f"{ORDER} {COUNTED}"))
        empty = (f"No filter holds “{self._search}”. esc shows all.",) if self._search else NONE_YET
        place = next((at for at, row in enumerate(self._rows) if row.index == index), 0)
        lines = [Content(safe(line)) for line in empty]
        self.rows.show_rows(len(self._rows), place, empty=lines)

    def _follow(self, snapshot: ConfigSnapshot) -> int:
        """Where the filter under the cursor stands in another state of the file."""
        row = self.selected
        if row is None:
            return 0
        found = find_filter(snapshot.config.filters, row.entry, near=row.index)
        return row.index if found is None else found

    @on(events.Show)
    def _read_again(self) -> None:
        if self.display and self.screen.is_current:
            self._read_log()

    @work(group="filter-matches", exclusive=True, description="what filters match")
    async def _read_log(self) -> None:
        """Count over the newest events, if there are others than at the last time."""
        reader, config = self.app.context.reader, self._snapshot.config
        try:
            token = await reader.change_token()
            if token == self._token:
                return
            recent = await read_recent(reader, config.destination.kind)
        except StoreUnavailableError:
            self._matched = {}
        else:
            self._token, self._matched = token, count_matches(config, recent)
        self.rows.refresh()

    def action_add(self) -> None:
        """Add a filter at the end, while there is room."""
        if self.count >= MAX_FILTERS:
            message = f"There are {MAX_FILTERS} filters, and no more are allowed: X deletes one."
            self.app.notify(message, severity="warning")
        else:
            self.post_message(self.FormWanted())

    @on(RowList.Chosen)
    def action_edit(self) -> None:
        """Edit the filter of the cursor."""
        if (row := self.selected) is not None:
            self.post_message(self.FormWanted(row.index))

    def action_switch(self) -> None:
        """Switch the filter of the cursor on or off; on only one that parses, as in its form."""

        async def toggle(edits: MappingEdits, base: ConfigSnapshot) -> Saved | None:
            if (row := self.selected) is None:
                return None
            if not row.entry.enabled and read_condition(row.entry.if_).error:
                self.app.notify(
                    f"Not switched on: filter #{row.number} {STOPS}", severity="warning"
                )
                return None
            saved = await save_quick(self.app, edits.plan_toggle("filters", row.index, base))
            if saved is None:
                return None
            state = "off" if row.entry.enabled else "on"
            return Saved(*saved, f"filter #{saved.place + 1} is {state}")

        self.post_message(MappingPane.EditWanted(toggle))

    def action_shift(self, steps: int) -> None:
        """Move the filter of the cursor before or behind its neighbour on show."""

        async def shift(edits: MappingEdits, base: ConfigSnapshot) -> Saved | None:
            row, place = self.selected, self.rows.cursor + steps
            if row is None or not 0 <= place < len(self._rows):
                return None
            to = self._rows[place].index
            saved = await save_quick(self.app, edits.plan_move("filters", row.index, to, base))
            if saved is None:
                return None
            return Saved(*saved, f"filter #{row.number} is #{saved.place + 1} now")

        self.post_message(MappingPane.EditWanted(shift))

    def action_delete(self) -> None:
        """Delete the filter of the cursor."""

        async def delete(edits: MappingEdits, base: ConfigSnapshot) -> Saved | None:
            if (row := self.selected) is None:
                return None
            saved = await save_quick(self.app, edits.plan_remove("filters", row.index, base))
            if saved is None:
                return None
            return Saved(*saved, f"filter #{saved.place + 1} deleted, undo brings it back")

        self.post_message(MappingPane.EditWanted(delete))

    def _draw(self, position: int, width: int) -> Content:
        row = self._rows[position]
        cells = filter_cells(row, self._matched.get(row.index), self.app.glyphs)
        return lay_out(COLUMNS, width, cells)
