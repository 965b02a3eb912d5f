"""The name for a filter."""

from collections.abc import Mapping
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from sprig_tui.domain.safe_text import safe
from sprig_tui.services.filter_names import name_problem
from sprig_tui.ui.terminal import TerminalApp
from sprig_tui.ui.widgets.safe_input import SafeInput

MAX_TEXT = 400


class FilterName(ModalScreen[str | None]):
    """Gives the name that `text` is to be saved under, None when left.

    A name that is taken says what it would replace.
    """

    app = getters.app(TerminalApp)
    CSS_PATH = "filter_name.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "Save", id="filter_name.save"),
        Binding("escape", "dismiss", "Cancel", id="filter_name.leave"),
    ]
    typed = getters.query_one(Input)

    def __init__(self, text: str, saved: Mapping[str, str]) -> None:
        super().__init__()
        self._text = text
        self._saved = saved

    def compose(self) -> ComposeResult:
        """The filter, the field, what would happen, the keys."""
        with Vertical(id="dialog"):
            yield Static(Content("Save the filter under a name"), id="title")
            yield Static(Content(safe(self._text, MAX_TEXT)), id="text")
            yield SafeInput(placeholder="name", compact=True, max_length=41)
            yield Static(id="said")
            yield Static(Content("enter saves   esc leaves"), id="keys")

    def on_mount(self) -> None:
        """Say what a name is for."""
        self._say()

    @on(Input.Changed)
    def _say(self) -> None:
        name = self._wanted
        said = f"Then @{name or 'NAME'} stands for it, here and in events, wait and exports."
        if name and name_problem(name):
            said = f"Not yet: {name_problem(name)}."
        elif name in self._saved:
            said = f"Replaces what @{name} is now: {self._saved[name]}"
        self.query_one("#said", Static).update(Content(safe(said, MAX_TEXT)))

    @property
    def _wanted(self) -> str:
        return self.typed.value.strip().removeprefix("@")

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Give the name, if it is one."""
        if not name_problem(self._wanted):
            self.dismiss(self._wanted)
