"""One of a setting's values, from a list."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sprig_tui.domain.safe_text import safe


class SettingChoice(ModalScreen[str | None]):
    """Gives the chosen value, None when left.

    `preview` is called with each value that the cursor comes to, and with the present one when the
    list is left without a choice.
    """

    CSS_PATH = "setting_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", id="setting_choice.leave"),
        Binding("j", "down", "Next", show=False, id="setting_choice.next"),
        Binding("k", "up", "Previous", show=False, id="setting_choice.previous"),
    ]

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str]],
        present: str,
        preview: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._present = present
        self._preview = preview

    def compose(self) -> ComposeResult:
        """The values and what they mean, the present one marked by a word."""
        widest = max(len(value) for value, _ in self._choices)
        with Vertical(id="dialog"):
            yield Static(Content(safe(self._title)), id="title")
            yield OptionList(*(self._option(*choice, widest) for choice in self._choices))
            yield from self.compose_extra()
            yield Static(Content("enter choose   esc cancel"), id="keys")

    def compose_extra(self) -> ComposeResult:
        """What else there is to say, below the values."""
        yield from ()

    def on_mount(self) -> None:
        """Begin at the present value."""
        values = [value for value, _ in self._choices]
        options = self.query_one(OptionList)
        options.highlighted = values.index(self._present) if self._present in values else 0

    def _mark(self, highlighted: int) -> None:
        """A sign beside the row of the cursor, for whom colours do not tell it."""
        options = self.query_one(OptionList)
        widest = max(len(value) for value, _ in self._choices)
        for index, choice in enumerate(self._choices):
            words = self._words(*choice, widest, mark=">" if index == highlighted else " ")
            options.replace_option_prompt_at_index(index, words)

    def _option(self, value: str, meaning: str, widest: int) -> Option:
        return Option(self._words(value, meaning, widest, mark=" "))

    def _words(self, value: str, meaning: str, widest: int, *, mark: str) -> Content:
        words = f"{meaning}  (now)" if value == self._present else meaning
        return Content(f"{mark} {safe(value).ljust(widest)}  {safe(words).strip()}")

    @on(OptionList.OptionHighlighted)
    def _show(self, event: OptionList.OptionHighlighted) -> None:
        # a new list tells of its first value, though the cursor is elsewhere by then
        at_cursor = event.option_index == event.option_list.highlighted
        if at_cursor:
            self._mark(event.option_index)
        if self._preview is not None and at_cursor:
            self._preview(self._choices[event.option_index][0])

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index][0])

    def action_leave(self) -> None:
        """Nothing is chosen."""
        if self._preview is not None:
            self._preview(self._present)
        self.dismiss(None)

    def action_down(self) -> None:
        """The next value."""
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        """The value before."""
        self.query_one(OptionList).action_cursor_up()
