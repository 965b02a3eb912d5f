"""Shows which keys arrive: some terminals, multiplexers and editors keep keys to themselves."""

from collections.abc import Sequence
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.key_names import KeyGroup
from sprig_tui.ui.modals.key_capture import LEAVES, meaning

SHOWN: Final = 8
NOTHING: Final = "Nothing has arrived yet. A key that shows no line here never reaches sprig-tui."


class KeyTester(ModalScreen[None], inherit_bindings=False):
    """Every key is shown with its name and what it does on the screen below; esc twice leaves."""

    CSS_PATH = "key_capture.tcss"

    def __init__(self, groups: Sequence[KeyGroup]) -> None:
        super().__init__()
        self._groups = groups
        self._arrived: list[str] = []

    def compose(self) -> ComposeResult:
        """The keys, the last one at the bottom."""
        with Vertical(id="dialog"):
            yield Static(Content("Press any key: this is what arrives, by its name in [ui.keys]."))
            yield Static(Content(NOTHING), id="said")
            yield Static(Content("esc twice leaves"), id="note")

    def on_key(self, event: events.Key) -> None:
        """Show it."""
        event.stop()
        event.prevent_default()
        if event.key == LEAVES and self._arrived[-1:] == [LEAVES]:
            self.dismiss()
            return
        self._arrived = [*self._arrived, event.key][-SHOWN:]
        lines = [f"{key:<14} {meaning(self._groups, key)}" for key in self._arrived]
        self.query_one("#said", Static).update(Content("\n".join(safe(line) for line in lines)))
