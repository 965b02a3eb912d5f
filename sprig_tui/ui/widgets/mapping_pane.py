"""The list of one table of mappings."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.domain.log import MappingHits, MappingKey
from sprig_tui.domain.safe_text import safe
from sprig_tui.services.mapping_edits import MappingEdits
from sprig_tui.services.mapping_view import MappingRow, MappingView, entries_of
from sprig_tui.services.mapping_warnings import MappingWarning, mapping_warnings
from sprig_tui.ui.quick_edit import save_quick
from sprig_tui.ui.saving import save_reviewed
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.columns import ColumnTitles, lay_out
from sprig_tui.ui.widgets.mapping_columns import WIDE, mapping_cells, mapping_columns
from sprig_tui.ui.widgets.mapping_detail import mapping_detail, table_hint
from sprig_tui.ui.widgets.row_list import GUTTER, RowList

NONE_YET: Mapping[Table, tuple[str, ...]] = {
    "triggered_events": (
        "No triggered event yet.",
        "a adds one: a Segment Track event name, as it is registered in Sprig's dashboard.",
    ),
    "page_urls": (
        "No page URL yet.",
        "a adds one: it is compared with the properties.url of Page calls.",
    ),
}


class Saved(NamedTuple):
    """The config after an edit, the entry to stand on, and what was done in a few words.

    `reviewed` says that the operator saw before the save what it would change.
    """

    snapshot: ConfigSnapshot
    select: int | None
    said: str
    reviewed: bool = False


Edit = Callable[[MappingEdits, ConfigSnapshot], Awaitable[Saved | None]]
"""An edit of the config as it is on show; None when there was nothing to do."""


class MappingPane(Vertical):
    """One table of the config, and the warnings about its entries."""

    app = getters.app(TerminalApp)
    rows = getters.query_one(RowList)
    titles = getters.query_one(ColumnTitles)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", tooltip="Add a mapping", id="mappings.add"),
        Binding("e", "edit", "Edit", key_display="enter", tooltip="Edit this mapping",
                id="mappings.edit"),
        Binding("space", "switch", "On/off", tooltip="Switch on or off", id="mappings.switch"),
        Binding(
            "X", "delete", "Delete", tooltip="Delete; undo brings it back", id="mappings.delete"
        ),
        Binding("J", "shift(1)", "Move", key_display="J/K", id="mappings.down"),
        Binding("K", "shift(-1)", "Move up", show=False, id="mappings.up"),
    ]  # fmt: skip

    @dataclass
    class FormWanted(Message):
        """A mapping is to be added to the table, or the one at `index` to be edited."""

        table: Table
        index: int | None = None

    @dataclass
    class EditWanted(Message):
        """The file is to be changed, after the edits that were asked for before."""

        edit: Edit

    def __init__(self, table: Table, snapshot: ConfigSnapshot) -> None:
        super().__init__(id=table)
        self.table: Table = table
        self._snapshot = snapshot
        self._hits: Mapping[MappingKey, MappingHits] = {}
        self._view = MappingView(table, snapshot.config, {})
        self._warnings: Mapping[int, MappingWarning] = {}
        self._wide = False
        self._columns = mapping_columns(table, 0, wide=False)

    def compose(self) -> ComposeResult:
        """Titles over rows."""
        yield ColumnTitles(self._columns, inset=GUTTER)
        yield RowList(self._draw)

    @property
    def selected(self) -> MappingRow | None:
        """The mapping that the cursor is on."""
        return self._view.row(self.rows.cursor) if len(self._view) else None

    @property
    def count(self) -> int:
        """How many entries the table has, searched or not."""
        return len(self._view.entries)

    def detail(self) -> Content:
        """What is said of the mapping that the cursor is on."""
        row = self.selected
        if row is None:
            return Content(table_hint(self.table, self._snapshot.config.destination.kind))
        warning = self._warnings.get(row.index)
        return mapping_detail(self.table, row, warning, self._snapshot, self.app.glyphs)

    def show_config(self, snapshot: ConfigSnapshot, *, select: int | None = None) -> None:
        """Draw a state of the config; the cursor goes to entry `select`, or stays on its entry."""
        index = self._follow(snapshot) if select is None else select
        self._snapshot = snapshot
        self._warnings = mapping_warnings(self.table, snapshot)
        self._show(self._view.search, index)

    def show_hits(self, hits: Mapping[MappingKey, MappingHits]) -> None:
        """Draw how often each mapping decided an event."""
        self._hits = hits
        self.show_config(self._snapshot)

    def search(self, text: str) -> None:
        """Show only mappings with these words; "" shows all."""
        self._show(text, self._follow(self._snapshot))

    def _show(self, search: str, index: int) -> None:
        self._view = MappingView(self.table, self._snapshot.config, self._hits, search)
        empty = (
            (f"No mapping holds “{search}”. esc shows all.",) if search else NONE_YET[self.table]
        )
        self._fit()
        place = self._view.place_of(index) or 0
        lines = [Content(safe(line)) for line in empty]
        self.rows.show_rows(len(self._view), place, empty=lines)

    def on_resize(self) -> None:
        """Other columns fit another width."""
        self._fit()
        self.rows.refresh()

    def action_add(self) -> None:
        """Add a mapping at the end of the table."""
        self.post_message(self.FormWanted(self.table))

    @on(RowList.Chosen)
    def action_edit(self) -> None:
        """Edit the mapping of the cursor."""
        if (row := self.selected) is not None:
            self.post_message(self.FormWanted(self.table, row.index))

    def action_switch(self) -> None:
        """Switch the mapping of the cursor on or off."""

        async def toggle(edits: MappingEdits, base: ConfigSnapshot) -> Saved | None:
            if (row := self.selected) is None:
                return None
            saved = await save_quick(self.app, edits.plan_toggle(self.table, row.index, base))
            if saved is None:
                return None
            state = "off" if row.enabled else "on"
            return Saved(*saved, f"#{saved.place + 1} is {state}")

        self.post_message(self.EditWanted(toggle))

    def action_shift(self, steps: int) -> None:
        """Move the mapping of the cursor before or behind its neighbour on show."""

        async def shift(edits: MappingEdits, base: ConfigSnapshot) -> Saved | None:
            row, place = self.selected, self.rows.cursor + steps
            if row is None or not 0 <= place < len(self._view):
                return None
            to = self._view.row(place).index
            saved = await save_quick(self.app, edits.plan_move(self.table, row.index, to, base))
            if saved is None:
                return None
            return Saved(*saved, f"#{row.number} is #{saved.place + 1} now")

        self.post_message(self.EditWanted(shift))

    def action_delete(self) -> None:
        """Delete the mapping of the cursor."""

        async def delete(edits: MappingEdits, base: ConfigSnapshot) -> Saved | None:
            if (row := self.selected) is None:
                return None
            planned = edits.plan_remove(self.table, row.index, base)
            title = f"Delete #{row.number} {row.pattern}?"
            save = partial(save_reviewed, self.app, title=title)
            saved = await save_quick(self.app, planned, save)
            if saved is None:
                return None
            said = f"#{saved.place + 1} deleted, undo brings it back"
            return Saved(*saved, said, reviewed=True)

        self.post_message(self.EditWanted(delete))

    def _fit(self) -> None:
        self._wide = self.size.width >= WIDE
        self._columns = mapping_columns(self.table, self.count, wide=self._wide)
        self.titles.show_columns(self._columns)

    def _follow(self, snapshot: ConfigSnapshot) -> int:
        """Where the entry under the cursor stands in another state of the file."""
        row = self.selected
        if row is None:
            return 0
        entries = entries_of(snapshot.config, self.table)
        now = entries[row.index] if row.index < len(entries) else None
        if now is not None and (now.pattern, now.match) == (row.pattern, row.match):
            return row.index
        for index, entry in enumerate(entries):
            if (entry.pattern, entry.match) == (row.pattern, row.match):
                return index
        return min(row.index, max(len(entries) - 1, 0))

    def _draw(self, position: int, width: int) -> Content:
        row = self._view.row(position)
        cells = mapping_cells(
            row,
            warning=self._warnings.get(row.index),
            wide=self._wide,
            glyphs=self.app.glyphs,
            now_ms=self.app.context.clock.now_ms(),
        )
        return lay_out(self._columns, width, cells)
