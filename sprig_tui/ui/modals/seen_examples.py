"""What arrived of an event or of similar pages that no mapping takes."""

from typing import ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sprig_tui.domain.safe_text import safe
from sprig_tui.services.seen_unmapped import Seen
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.mapping_words import NAMES
from sprig_tui.ui.widgets.row_list import RowList


class SeenExamples(ModalScreen[bool]):
    """Gives True when the proposal is to be added; `near` is the mapping that it may be a slip of.

    The examples are made harmless here.
    """

    app = getters.app(TerminalApp)
    CSS_PATH = "seen_examples.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", tooltip="Add the proposal", id="seen_examples.add"),
        Binding("escape,q", "leave", "Close", id="seen_examples.close"),
    ]
    rows = getters.query_one(RowList)

    def __init__(self, seen: Seen, near: str = "") -> None:
        super().__init__()
        self._seen = seen
        self._near = near

    def compose(self) -> ComposeResult:
        """How much was seen, what is proposed, and what arrived."""
        seen = self._seen
        match = f"{seen.mapping.match} {safe(seen.name)}"
        with Vertical(id="dialog"):
            times = "once" if seen.count == 1 else f"{seen.count:,} times"
            least = "" if seen.complete else "at least "
            test = ": the test event of this program" if seen.is_test else ""
            yield Static(Content(f"Seen {least}{times}, not mapped{test}"), id="title")
            yield Static(Content(f"Proposed {NAMES[seen.table]}: {match}"), id="proposal")
            yield Static(Content(safe(seen.why)), classes="more")
            if self._near:
                said = f"! {safe(self._near)}. A slip?"
                yield Static(Content.styled(said, "$text-warning"), classes="more")
            yield Static(Content("The most frequent, as they came:"), id="head")
            yield RowList(self._draw)
            yield Static(Content("a adds the mapping   esc closes"), id="keys")

    def on_mount(self) -> None:
        """Show what arrived."""
        self.rows.show_rows(len(self._seen.examples), 0)
        self.rows.focus()

    def action_add(self) -> None:
        """Leave for the form."""
        self.dismiss(True)  # noqa: FBT003

    def action_leave(self) -> None:
        """Nothing is added."""
        self.dismiss(False)  # noqa: FBT003

    def _draw(self, position: int, _width: int) -> Content:
        return Content(safe(self._seen.examples[position]))
