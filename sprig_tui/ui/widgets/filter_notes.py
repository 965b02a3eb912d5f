"""What stands beside and below the text of a filter."""

from typing import Final

from textual.content import Content
from textual.widgets import Static

from sprig_tui.domain.safe_text import safe

MAX_ERROR: Final = 200
LEFT_OUT: Final = "Left out until it is finished: "


class FilterProblem(Static):
    """Why the text is no query, or which part of a kept one says nothing yet; else not there."""

    def tell(self, error: str, left_out: str = "") -> None:
        """An error goes first."""
        said = Content(safe(error, MAX_ERROR))
        if left_out and not error:
            said = Content.styled(LEFT_OUT + safe(left_out, MAX_ERROR), "$text-warning")
        self.display = bool(said)
        self.update(said)


class FilterState(Static):
    """What the list shows."""

    _shown = Content("")

    def tell(self, content: Content) -> None:
        """Write it if it is another one; the line is laid out anew when its length changes."""
        if content != self._shown:
            anew = content.cell_length != self._shown.cell_length
            self._shown = content
            self.update(content, layout=anew)
