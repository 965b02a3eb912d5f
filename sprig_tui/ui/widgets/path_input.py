"""A text field for a path."""

from textual.widgets import Input

from sprig_tui.ui.widgets.safe_input import SafeInput


class PathInput(SafeInput):
    """Shows the end of a path that is longer than the field: the file's name and its ending."""

    def __init__(self, value: str, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002 (as Textual's)
        super().__init__(value, placeholder=placeholder, compact=True, select_on_focus=False, id=id)

    def on_resize(self) -> None:
        """Textual scrolls to the cursor only when it moves, and the field had no width till now."""
        self.mutate_reactive(Input.selection)

    def replace_path(self, path: str) -> None:
        """Another path, of which the end is on show too."""
        self.value = path
        self.cursor_position = len(path)
        self.mutate_reactive(Input.selection)
