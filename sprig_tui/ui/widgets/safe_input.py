"""A text field that may hold text of the file or of an event."""

import unicodedata
from typing import Final

from rich.text import Text
from textual.widgets import Input

from sprig_tui.domain.safe_text import MAX_COMBINING

STAND_IN: Final = "\N{REPLACEMENT CHARACTER}"


class SafeInput(Input):
    """Holds its value as it is and draws a stand-in for each character that drives a terminal.

    One for one, so that the cursor stays where it is; `safe` would make them longer
    (reliability.md, section 2).
    """

    @property
    def _value(self) -> Text:
        text = "•" * len(self.value) if self.password else drawable(self.value)
        return Text(text, no_wrap=True, overflow="ignore", end="")


def drawable(text: str) -> str:
    """`text` with a stand-in for control, format and other unprintable characters.

    So are the combining marks that follow the fourth of a character.
    """
    if text.isascii() and text.isprintable():
        return text
    drawn: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        fine = character.isprintable() and marks <= MAX_COMBINING
        drawn.append(character if fine else STAND_IN)
    return "".join(drawn)
