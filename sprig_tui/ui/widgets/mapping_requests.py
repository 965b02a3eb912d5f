"""The list of event requests."""

from collections.abc import Sequence
from typing import Final

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from sprig_tui.domain.log import EventRequest
from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.columns import ColumnTitles, lay_out
from sprig_tui.ui.widgets.mapping_columns import REQUEST_COLUMNS, request_cells
from sprig_tui.ui.widgets.row_list import GUTTER, RowList

NONE_YET: Final = (
    "No event waits for approval.",
    "A Track event that no triggered event matches comes here.",
    "auto_accept_events in Settings takes all of them without asking.",
)


class RequestPane(Vertical):
    """Unregistered events: seen how often, and when."""

    app = getters.app(TerminalApp)
    rows = getters.query_one(RowList)

    def __init__(self) -> None:
        super().__init__(id="requests")
        self._requests: Sequence[EventRequest] = ()
        self._shown: Sequence[EventRequest] = ()

    def compose(self) -> ComposeResult:
        """Titles over rows."""
        yield ColumnTitles(REQUEST_COLUMNS, inset=GUTTER)
        yield RowList(self._draw)

    @property
    def selected(self) -> EventRequest | None:
        """The request that the cursor is on."""
        return self._shown[self.rows.cursor] if self._shown else None

    @property
    def all(self) -> Sequence[EventRequest]:
        """Every request, searched or not."""
        return self._requests

    @property
    def count(self) -> int:
        """How many wait, searched or not."""
        return len(self._requests)

    def show_requests(self, requests: Sequence[EventRequest], *, search: str = "") -> None:
        """Draw these; the cursor stays on its request while that one is shown."""
        before = self.selected
        words = search.casefold().split()
        self._requests = requests
        self._shown = [
            request for request in requests if all(w in request.name.casefold() for w in words)
        ]
        names = [request.name for request in self._shown]
        known = before is not None and before.name in names
        cursor = names.index(before.name) if before and known else self.rows.cursor
        empty = (f"No request holds “{search}”. esc shows all.",) if search else NONE_YET
        self.rows.show_rows(len(names), cursor, empty=[Content(safe(line)) for line in empty])

    def _draw(self, position: int, width: int) -> Content:
        now_ms = self.app.context.clock.now_ms()
        return lay_out(REQUEST_COLUMNS, width, request_cells(self._shown[position], now_ms))
