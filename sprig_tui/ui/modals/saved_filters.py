"""The filters that are saved under a name."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual import getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sprig_tui.domain.safe_text import safe
from sprig_tui.ports import SavedFiltersError
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.columns import Column, lay_out
from sprig_tui.ui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS: Final = (Column("", 18), Column("", 20, share=1))
AGAIN_S: Final = 1.0
EMPTY: Final = (
    Content("No filter is saved yet."),
    Content("Filter the list with /, keep it with enter, and press * to save it."),
)
KEYS: Final = "enter uses it   e edits its text   X deletes   u undoes   esc"


@dataclass(frozen=True, slots=True)
class ChosenFilter:
    """What goes into the filter line; `to_edit` leaves the cursor there."""

    text: str
    to_edit: bool = False


class SavedFiltersModal(ModalScreen[ChosenFilter | None]):
    """Gives the filter to use, None when left. It shows what another program saves meanwhile."""

    app = getters.app(TerminalApp)
    CSS_PATH = "filter_name.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,at,q", "dismiss", "Close", id="saved_filters.close"),
        Binding("e", "edit", "Edit", tooltip="Put its text into the line", id="saved_filters.edit"),
        Binding("X", "delete", "Delete", tooltip="Delete; undo brings it back",
                id="saved_filters.delete"),
        Binding("u", "undo", "Undo", tooltip="Bring back what was deleted",
                id="saved_filters.undo"),
    ]  # fmt: skip
    rows = getters.query_one(RowList)

    def __init__(self) -> None:
        super().__init__()
        self._filters: Mapping[str, str] = {}
        self._names: list[str] = []
        self._deleted: list[tuple[str, str]] = []

    def compose(self) -> ComposeResult:
        """The names with their texts, the whole text of one, the keys."""
        with Vertical(id="dialog"):
            yield Static(Content("Saved filters"), id="title")
            yield RowList(self._draw, empty=EMPTY)
            yield Static(id="text")
            yield Static(id="said")
            yield Static(Content(KEYS), id="keys")

    def on_mount(self) -> None:
        """Show them, and look again now and then."""
        self._read()
        self.set_interval(AGAIN_S, self._read)

    @on(RowList.Chosen)
    def choose(self, message: RowList.Chosen) -> None:
        """Filter by the name, so that the line follows what is saved."""
        self.dismiss(ChosenFilter(f"@{self._names[message.position]}"))

    def action_edit(self) -> None:
        """Put the text into the line."""
        if self._names:
            self.dismiss(ChosenFilter(self._filters[self._names[self.rows.cursor]], to_edit=True))

    @work(group="saved filters", description="delete a saved filter")
    async def action_delete(self) -> None:
        """Take the name of the cursor away."""
        if not self._names:
            return
        name = self._names[self.rows.cursor]
        try:
            if await self.app.context.saved_filters.remove(name):
                self._deleted.append((name, self._filters[name]))
        except SavedFiltersError as error:
            self._say(str(error))
            return
        await self._show(f"@{name} is deleted; u brings it back.")

    @work(group="saved filters", description="bring a saved filter back")
    async def action_undo(self) -> None:
        """Bring back what was deleted last while the list is open."""
        if not self._deleted:
            self._say("Nothing was deleted here.")
            return
        name, text = self._deleted[-1]
        filters = self.app.context.saved_filters
        try:
            taken = name in await filters.load()
            if not taken:
                await filters.save(name, text)
        except SavedFiltersError as error:
            self._say(str(error))
            return
        self._deleted.pop()
        await self._show(f"@{name} was saved anew meanwhile." if taken else f"@{name} is back.")

    @work(group="read saved filters", exclusive=True, description="read saved filters")
    async def _read(self) -> None:
        await self._show()

    async def _show(self, said: str = "") -> None:
        """Read and show them anew; the cursor stays on its name."""
        try:
            filters = await self.app.context.saved_filters.load()
        except SavedFiltersError as error:
            self._say(str(error))
            return
        if said:
            self._say(said)
        if filters == self._filters:
            return
        present = self._names[self.rows.cursor] if self._names else ""
        self._filters, self._names = filters, list(filters)
        place = self._names.index(present) if present in self._names else self.rows.cursor
        self.rows.show_rows(len(self._names), place, empty=EMPTY)

    def _draw(self, position: int, width: int) -> Content:
        name = self._names[position]
        text = Content(safe(self._filters[name], width))
        return lay_out(COLUMNS, width, [Content(safe(f"@{name}", width)), text])

    @on(RowList.Moved)
    def _show_text(self) -> None:
        text = self._filters[self._names[self.rows.cursor]] if self._names else ""
        self.query_one("#text", Static).update(Content(safe(text)))

    def _say(self, sentence: str) -> None:
        self.query_one("#said", Static).update(Content(safe(sentence)))
