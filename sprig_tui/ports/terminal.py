"""What the terminal needs of the operator's machine."""

from typing import Protocol

from sprig_tui.domain.preferences import Preferences


class PreferencesError(Exception):
    """The preferences cannot be read or written; `str()` is one sentence that says why."""


class PreferencesStore(Protocol):
    """What the terminal remembers, kept beside the store."""

    async def load(self) -> Preferences:
        """What was saved, the usual where nothing was.

        Raises:
            PreferencesError: it cannot be read.
        """

    async def save(self, preferences: Preferences) -> None:
        """Keep all of it, instead of what was there.

        Raises:
            PreferencesError: it cannot be written; nothing changed.
        """


class ClipboardError(Exception):
    """The text could not be put where it was meant to go; `str()` is one sentence."""


class Clipboard(Protocol):
    """The ways to the operator's clipboard beside the terminal's own (OSC 52)."""

    async def copy(self, text: str) -> str:
        """Give `text` to the machine's clipboard; returns the name of the tool that took it.

        Raises:
            ClipboardError: there is no such tool here, or it failed.
        """

    async def keep(self, text: str) -> str:
        """Write `text` into a file for its owner alone; returns the path.

        Raises:
            ClipboardError: it cannot be written.
        """


class EditorError(Exception):
    """No editor could be run; `str()` is one sentence that says what to do."""


class TextEditor(Protocol):
    """The operator's own editor, `$VISUAL` or `$EDITOR`, else what the machine has.

    It takes the terminal while it runs, and says there which one it is.
    """

    def edit(self, text: str, *, suffix: str) -> str | None:
        """Let the operator edit `text` in a file named `*suffix`; None if it was left unchanged.

        Blocks until the editor is closed: call it while the screens are suspended.

        Raises:
            EditorError: no editor could be run, or it failed.
        """

    def open(self, path: str) -> None:
        """Let the operator edit a file in its place.

        Raises:
            EditorError: no editor could be run, or it failed.
        """
