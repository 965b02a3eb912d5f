"""A text area for a condition of a destination filter."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from sprig_tui.services.filter_checks import complete_field
from sprig_tui.ui.widgets.safe_input import drawable

if TYPE_CHECKING:
    from collections.abc import Sequence


class ConditionInput(TextArea):
    """Wraps a long condition, and proposes the rest of a field that recent events have.

    Enter submits, so that a new line is ctrl+j; up and down leave it at its first and last line.
    What drives a terminal is drawn as a stand-in, and stays in the text.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+j", "newline", "New line", show=False, id="condition.newline"),
    ]

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

        condition: "ConditionInput"

        @property
        def control(self) -> "ConditionInput":
            """Where it was."""
            return self.condition

    def __init__(self, value: str, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(value, id=id, compact=True, highlight_cursor_line=False)
        self._given = value
        self._loaded = self.text
        self.fields: Sequence[str] = ()

    @property
    def value(self) -> str:
        """What is typed; as it was given until something is, for lines may end in other ways."""
        return self._given if self.text == self._loaded else self.text

    def show(self, value: str) -> None:
        """Hold another text, given like the first one."""
        self.load_text(value)
        self._given, self._loaded = value, self.text

    def get_line(self, line_index: int) -> Text:
        """A line as it may be drawn."""
        parts = self.document.get_line(line_index).split("\t")
        return Text("\t".join(drawable(part) for part in parts), end="", no_wrap=True)

    def update_suggestion(self) -> None:
        """The rest of a field behind the cursor, where no word goes on there."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        free = not line[column : column + 1].strip(" )],=!<>")
        before = "\n".join([*self.document.lines[:row], line[:column]])
        self.suggestion = complete_field(before, self.fields) if free else ""

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        """Enter is not a line's end here."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Submitted(self))

    def action_newline(self) -> None:
        """Begin another line."""
        self.insert("\n")

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002
        """Up by a line; out of the first one to the field above."""
        if self.navigator.is_first_wrapped_line(self.cursor_location) and not select:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002
        """Down by a line; out of the last one to the field below."""
        if self.navigator.is_last_wrapped_line(self.cursor_location) and not select:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)
