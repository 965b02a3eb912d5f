"""The text field of a filter, and the filters that were typed into it before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.message import Message

from sprig_tui.domain.query import Completion
from sprig_tui.ui.widgets.safe_input import SafeInput

MAX_KEPT: Final = 50
OPENERS: Final = " (-"
"""Behind one of these nothing has been begun."""


class FilterInput(SafeInput):
    """The text, with its key in the footer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Keep filter", key_display="enter", id="filter.keep"),
    ]

    @dataclass
    class PastEnd(Message):
        """The cursor was to go right where there is no text any more."""

    @property
    def begun(self) -> bool:
        """Whether the cursor stands at the end of a piece that can be completed."""
        behind = self.value[self.cursor_position : self.cursor_position + 1]
        before = self.value[: self.cursor_position][-1:]
        return bool(before) and before not in OPENERS and behind in ("", " ", ")")

    def column(self, place: int) -> int:
        """Where the screen shows the character at a place of the text."""
        return self.region.x + cell_len(self.value[:place]) - round(self.scroll_x)

    def with_choice(self, choice: Completion) -> str:
        """The text with a choice in its place."""
        return self.value[: choice.start] + choice.text + self.value[choice.end :]

    def take(self, choice: Completion) -> None:
        """Put a choice in its place, with the cursor behind it."""
        self.value = self.with_choice(choice)
        self.cursor_position = choice.start + len(choice.text)

    def show(self, text: str) -> None:
        """Show another text, with the cursor at its end."""
        self.value = text
        self.cursor_position = len(text)

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 (Textual's)
        """One character to the right."""
        if self.cursor_at_end and not select:
            self.post_message(self.PastEnd())
        else:
            super().action_cursor_right(select)


class FilterHistory:
    """The filters that were kept, to be walked through from the newest."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._texts = list(texts)
        self._place = 0

    def keep(self, text: str) -> None:
        """Remember a filter; what was there already comes to the front."""
        if text:
            self._texts = [text, *(one for one in self._texts if one != text)][:MAX_KEPT]
        self._place = 0

    def step(self, present: str, steps: int) -> str | None:
        """The text so many steps further back, "" before the newest.

        None where the text is neither empty nor one that a step led to: it is being written.
        """
        if present != self._at(self._place):
            if present:
                return None
            self._place = 0
        self._place = min(max(self._place + steps, 0), len(self._texts))
        return self._at(self._place)

    def _at(self, place: int) -> str:
        return self._texts[place - 1] if place else ""
