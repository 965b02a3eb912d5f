"""The list of one table of mappings."""

from collections.abc import Mapping

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.decision import Table
from sprig_tui.domain.log import MappingHits, MappingKey
from sprig_tui.domain.safe_text import safe
from sprig_tui.services.mapping_view import MappingRow, MappingView, entries_of
from sprig_tui.services.mapping_warnings import MappingWarning, mapping_warnings
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.columns import ColumnTitles, lay_out
from sprig_tui.ui.widgets.mapping_columns import WIDE, mapping_cells, mapping_columns
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


class MappingPane(Vertical):
    """One table of the config, and the warnings about its entries."""

    app = getters.app(TerminalApp)
    rows = getters.query_one(RowList)
    titles = getters.query_one(ColumnTitles)

    def __init__(self, table: Table, snapshot: ConfigSnapshot) -> None:
        super().__init__(id=table)
        self.table: Table = table
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

    def neighbour(self, steps: int) -> int | None:
        """The file index of a row near the cursor's, None past an end of the list."""
        place = self.rows.cursor + steps
        return self._view.row(place).index if 0 <= place < len(self._view) else None

    @property
    def count(self) -> int:
        """How many entries the table has, searched or not."""
        return len(self._view.entries)

    def warning(self, index: int) -> MappingWarning | None:
        """What is wrong with an entry, None if nothing is."""
        return self._warnings.get(index)

    def show_mappings(
        self,
        snapshot: ConfigSnapshot,
        hits: Mapping[MappingKey, MappingHits],
        *,
        search: str = "",
        select: int | None = None,
    ) -> None:
        """Draw a state of the config; the cursor goes to entry `select`, or stays on its entry."""
        index = self._follow(snapshot) if select is None else select
        self._view = MappingView(self.table, snapshot.config, hits, search)
        self._warnings = mapping_warnings(self.table, snapshot)
        place = self._view.place_of(index)
        empty = (
            (f"No mapping holds “{search}”. esc shows all.",) if search else NONE_YET[self.table]
        )
        self._fit()
        self.rows.show_rows(
            len(self._view), place or 0, empty=[Content(safe(line)) for line in empty]
        )

    def on_resize(self) -> None:
        """Other columns fit another width."""
        self._fit()
        self.rows.refresh()

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
