"""What the Mappings screen asks of the list behind each of its tabs."""

from typing import Protocol, runtime_checkable

from textual.content import Content

from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.ui.widgets.row_list import RowList


class ListPane(Protocol):
    """A widget with a list, and with keys of its own for what can be done there."""

    @property
    def id(self) -> str | None:
        """Which of the tabs it is."""

    @property
    def rows(self) -> RowList:
        """The list itself, which takes the focus."""

    @property
    def count(self) -> int:
        """How many rows there are, searched or not."""

    def show_config(self, snapshot: ConfigSnapshot) -> None:
        """Draw a state of the config; the cursor stays on its row while that one is there."""

    def search(self, text: str) -> None:
        """Show only rows with these words; "" shows all."""

    def set_class(self, add: bool, *class_names: str) -> object:  # noqa: FBT001
        """As every widget."""


@runtime_checkable
class Explained(Protocol):
    """A list whose row of the cursor is spoken of in the two lines below."""

    def detail(self) -> Content:
        """What there is to say."""
