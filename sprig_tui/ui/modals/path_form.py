"""The path of a file."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from sprig_tui.domain.safe_text import safe
from sprig_tui.ui.widgets.path_input import PathInput


class PathForm(ModalScreen[str | None]):
    """Gives the path that was typed, None when left; `explanation` says what is done with it."""

    CSS_PATH = "path_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", "Take it", id="path_form.take"),
        Binding("escape", "leave", "Cancel", id="path_form.leave"),
    ]

    def __init__(self, title: str, explanation: str, start: str = "") -> None:
        super().__init__()
        self._title = title
        self._explanation = explanation
        self._start = start

    def compose(self) -> ComposeResult:
        """What it is for, the field, keys."""
        with Vertical(id="dialog"):
            yield Static(Content(safe(self._title)), id="title")
            yield Static(Content(safe(self._explanation)), id="explanation")
            yield PathInput(self._start, placeholder="path", id="path")
            yield Static(Content("enter goes on   esc cancel"), id="keys")

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Give the path, if there is one."""
        path = self.query_one("#path", Input).value.strip()
        if path:
            self.dismiss(path)
        else:
            self.app.bell()

    def action_leave(self) -> None:
        """Give none."""
        self.dismiss(None)
