"""The operator's clipboard and editor, in memory."""

from typing import TYPE_CHECKING

from sprig_tui.ports import ClipboardError, EditorError

if TYPE_CHECKING:
    from collections.abc import Callable


class MemoryClipboard:
    """Implements `ports.Clipboard`; without a `tool` there is no clipboard, as over ssh."""

    def __init__(self) -> None:
        self.tool = ""
        self.text: str | None = None
        self.files: dict[str, str] = {}
        self.unwritable = ""

    async def copy(self, text: str) -> str:
        """As `ports.Clipboard`."""
        if not self.tool:
            raise ClipboardError("there is no clipboard tool on this machine")
        self.text = text
        return self.tool

    async def keep(self, text: str) -> str:
        """As `ports.Clipboard`."""
        if self.unwritable:
            raise ClipboardError(self.unwritable)
        path = f"/state/copied-{len(self.files) + 1}.txt"
        self.files[path] = text
        return path


class ScriptedEditor:
    """Implements `ports.TextEditor`: `change` is what the operator makes of a text."""

    def __init__(self) -> None:
        self.change: Callable[[str], str | None] = lambda _text: None
        self.missing = ""
        self.edited: list[str] = []
        self.opened: list[str] = []

    def edit(self, text: str, *, suffix: str) -> str | None:
        """As `ports.TextEditor`."""
        del suffix
        self._require()
        self.edited.append(text)
        return self.change(text)

    def open(self, path: str) -> None:
        """As `ports.TextEditor`."""
        self._require()
        self.opened.append(path)

    def _require(self) -> None:
        if self.missing:
            raise EditorError(self.missing)
