"""What to export, as what, and where to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from sprig_tui.ports import Exports
from sprig_tui.services.exporting import Form
from sprig_tui.ui.widgets.choice import Choice
from sprig_tui.ui.widgets.path_input import PathInput

FORMS: Final = (
    (Form.JSONL.value, "a record a line, as `events export` writes them"),
    (Form.CSV.value, "the same records for a spreadsheet"),
    (Form.BATCH.value, "the events as sent; `sprig-tui replay` reads it"),
)
FILE, CLIPBOARD = "file", "clipboard"
PLACES: Final = ((FILE, "a new one, for you alone"), (CLIPBOARD, "as far as it can take it"))


@dataclass(frozen=True, slots=True)
class ExportWish:
    """`scope` is one of those offered; `path` is None for the clipboard."""

    scope: str
    form: Form
    path: str | None


class ExportForm(ModalScreen[ExportWish | None]):
    """Gives what is wished for, None when left. `scopes` are names with their meanings."""

    CSS_PATH = "export_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "export", "Export", id="export_form.export"),
        Binding("escape", "leave", "Cancel", id="export_form.leave"),
        Binding("down", "app.focus_next", "Next field", show=False, id="export_form.next"),
        Binding("up", "app.focus_previous", "Previous", show=False, id="export_form.previous"),
    ]
    path = getters.query_one("#path", PathInput)

    def __init__(self, scopes: Sequence[tuple[str, str]], exports: Exports) -> None:
        super().__init__()
        self._scopes = tuple(scopes)
        self._exports = exports

    def compose(self) -> ComposeResult:
        """Three choices and the path."""
        with Vertical(id="dialog"):
            yield Static("Export events", id="title")
            yield Static("Which", classes="label")
            yield Choice(self._scopes, self._scopes[0][0], id="scope")
            yield Static("As", classes="label")
            yield Choice(FORMS, FORMS[0][0], id="form")
            yield Static("To", classes="label")
            yield Choice(PLACES, FILE, id="place")
            yield Static("File", id="path-label", classes="label")
            yield PathInput(self._exports.propose(Form.JSONL.ending), id="path")
            keys = "enter export   esc cancel   tab next field   left/right choose"
            yield Static(Content(keys), id="keys")

    @on(Choice.Changed, "#form")
    def _follow_form(self, event: Choice.Changed) -> None:
        """The file's ending is the form's, while it is one of ours."""
        form = Form(event.value)
        stem, dot, ending = self.path.value.rpartition(".")
        if dot and ending in [one.ending for one in Form]:
            self.path.replace_path(f"{stem}.{form.ending}")

    @on(Choice.Changed, "#place")
    def _follow_place(self, event: Choice.Changed) -> None:
        self.set_class(event.value == CLIPBOARD, "-clipboard")

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.action_export()

    def action_export(self) -> None:
        """Give what is chosen; a file needs a name."""
        to_file = self._value("place") == FILE
        path = self.path.value.strip()
        if to_file and not path:
            self.app.bell()
            self.path.focus()
            return
        form = Form(self._value("form"))
        self.dismiss(ExportWish(self._value("scope"), form, path if to_file else None))

    def action_leave(self) -> None:
        """Nothing is exported."""
        self.dismiss(None)

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Choice).value
