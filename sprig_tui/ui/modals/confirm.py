"""A yes or no question."""

from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from sprig_tui.domain.safe_text import safe

DISCARD: Final = "Discard what you typed?"


class ConfirmModal(ModalScreen[bool]):
    """`await app.push_screen_wait(ConfirmModal("Delete it?"))` gives True or False.

    `question` is one line, `detail` may have several, `warning` stands out in colour; all are made
    harmless here. Enter presses the focused button, which is "no" when `dangerous`.
    """

    CSS_PATH = "confirm.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n,escape", "answer(False)", "No", id="confirm.no"),
        Binding("left,right", "app.focus_next", "Other button", show=False, id="confirm.other"),
    ]

    def __init__(
        self,
        question: str,
        detail: str = "",
        *,
        yes: str = "Yes",
        no: str = "No",
        dangerous: bool = False,
        warning: str = "",
    ) -> None:
        super().__init__()
        self._question = safe(question)
        self._detail = "\n".join(safe(line) for line in detail.splitlines())
        self._yes = safe(yes)
        self._no = safe(no)
        self._dangerous = dangerous
        self._warning = safe(warning)

    def compose(self) -> ComposeResult:
        """The question, what hangs on it, two buttons."""
        with Vertical(id="dialog"):
            yield Static(Content(self._question), id="question")
            if self._warning:
                yield Static(Content(f"! {self._warning}"), id="warning")
            if self._detail:
                yield Static(Content(self._detail), id="detail")
            with Horizontal(id="buttons"):
                yield Button(
                    self._label("yes"),
                    id="yes",
                    compact=True,
                    variant="error" if self._dangerous else "primary",
                )
                yield Button(self._label("no"), id="no", compact=True)

    def on_mount(self) -> None:
        """The harmless answer is the one that enter gives."""
        self.query_one("#no" if self._dangerous else "#yes", Button).focus()

    def on_descendant_focus(self) -> None:
        """The focused button stands between signs, for colour alone does not tell everybody."""
        for button in self.query(Button):
            button.label = self._label(button.id, focused=button.has_focus)

    def _label(self, name: str | None, *, focused: bool = False) -> Content:
        """As wide with the signs as without: a button is laid out once, by its first label."""
        words = f"y {self._yes}" if name == "yes" else f"n {self._no}"
        return Content(f"> {words} <" if focused else f"  {words}  ")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """A click or enter."""
        self.dismiss(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:  # noqa: FBT001 (an action's argument)
        """A key."""
        self.dismiss(yes)


def ask_discard(form: ModalScreen[Any], *, typed: bool) -> None:
    """Leave a form without a result; once something is typed only after a yes."""

    def leave(yes: bool | None) -> None:  # noqa: FBT001 (what a screen gives)
        if yes:
            form.dismiss(None)

    if typed:
        question = ConfirmModal(DISCARD, yes="Discard", no="Back to the form")
        form.app.push_screen(question, leave)
    else:
        form.dismiss(None)
