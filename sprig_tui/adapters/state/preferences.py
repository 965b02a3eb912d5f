"""What the terminal remembers, in a small TOML file beside the store."""

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from sprig_tui.adapters.state.files import StateFile, StateFileError
from sprig_tui.domain.preferences import Preferences
from sprig_tui.ports import PreferencesError

FILE_NAME: Final = "terminal.toml"
HEADER: Final = "# What sprig-tui remembers of its screens; it writes this file anew.\n"


class FilePreferences:
    """Implements `ports.PreferencesStore` for the store at `store`.

    A value of the wrong kind is taken for the usual one; values of other versions are kept.
    """

    def __init__(self, store: Path) -> None:
        self._file = StateFile(store.with_name(FILE_NAME), HEADER)

    async def load(self) -> Preferences:
        """As `ports.PreferencesStore`."""
        try:
            values = await asyncio.to_thread(self._file.read)
        except StateFileError as error:
            raise PreferencesError(str(error)) from None
        return Preferences(
            columns=_texts(values.get("columns")),
            wide=values.get("wide") is True,
            skipped_steps=_texts(values.get("skipped_steps")),
        )

    async def save(self, preferences: Preferences) -> None:
        """As `ports.PreferencesStore`."""
        new = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(preferences).items()
        }
        try:
            await asyncio.to_thread(self._file.change, lambda values: {**values, **new})
        except StateFileError as error:
            raise PreferencesError(str(error)) from None


def _texts(value: Any) -> tuple[str, ...]:  # noqa: ANN401 (whatever the file holds)
    given = value if isinstance(value, list) else []
    return tuple(one for one in given if isinstance(one, str))
