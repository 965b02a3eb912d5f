"""Asks for one key, and shows what it does already."""

from collections.abc import Sequence
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.key_names import KeyGroup, KeyLine, uses_of

LEAVES: Final = "escape"
KEPT: Final = "ctrl+q"
"""Quits whatever else is set, so that nobody is locked in."""


def meaning(groups: Sequence[KeyGroup], key: str) -> str:
    """What a key does on the screen below, as one sentence."""
    if key == KEPT:
        return "it always quits"
    uses = [f"{line.words} ({line.id})" if line.id else line.words for line in uses_of(groups, key)]
    return f"it does: {'; '.join(uses)}" if uses else "it does nothing here"


class KeyCapture(ModalScreen[str | None], inherit_bindings=False):
    """Gives the name of the key that was pressed for `line`, None when left by escape.

    A key that does something else on the screen below has to be pressed twice.
    """

    CSS_PATH = "key_capture.tcss"

    def __init__(self, line: KeyLine, groups: Sequence[KeyGroup]) -> None:
        super().__init__()
        self._line = line
        self._groups = groups
        self._asked = ""

    def compose(self) -> ComposeResult:
        """What is asked for, then what the key pressed does already."""
        with Vertical(id="dialog"):
            yield Static(Content(safe(f"Press the new key for: {self._line.words}")))
            yield Static(Content(safe(f"Now {self._line.keys}   ({self._line.id})")), id="now")
            yield Static(id="said")
            yield Static(Content("esc leaves it as it is"), id="note")

    def on_key(self, event: events.Key) -> None:
        """Take the key, or ask once more."""
        event.stop()
        event.prevent_default()
        key = event.key
        if key == LEAVES:
            self.dismiss(None)
            return
        others = [line for line in uses_of(self._groups, key) if line.id != self._line.id]
        if key == KEPT or (others and key != self._asked):
            self._asked = key
            again = "" if key == KEPT else ": press it again to give it this meaning"
            said = safe(f"{key}: {meaning(self._groups, key)}{again}")
            self.query_one("#said", Static).update(Content.styled(said, "$text-warning"))
        else:
            self.dismiss(key)
