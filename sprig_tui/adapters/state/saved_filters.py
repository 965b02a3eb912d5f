"""Saved filters in a small TOML file beside the store; implements `ports.SavedFilters`."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from sprig_tui.adapters.state.files import StateFile, StateFileError
from sprig_tui.ports import SavedFiltersError

FILE_NAME: Final = "filters.toml"
HEADER: Final = "# Filters saved by sprig-tui, which writes this file anew: comments are lost.\n"


class FileSavedFilters:
    """The filters of the store at `store`.

    Entries that are no text are left out, and gone with the next change.
    """

    def __init__(self, store: Path) -> None:
        self.path = store.with_name(FILE_NAME)
        self._file = StateFile(self.path, HEADER)

    async def load(self) -> Mapping[str, str]:
        """As `ports.SavedFilters`."""
        return await asyncio.to_thread(self._read)

    async def save(self, name: str, query: str) -> None:
        """As `ports.SavedFilters`."""
        await asyncio.to_thread(self._change, lambda filters: {**filters, name: query})

    async def remove(self, name: str) -> bool:
        """As `ports.SavedFilters`."""
        before = await self.load()
        if name not in before:
            return False
        await asyncio.to_thread(
            self._change, lambda filters: {one: filters[one] for one in filters if one != name}
        )
        return True

    def _read(self) -> dict[str, str]:
        try:
            return _filters(self._file.read())
        except StateFileError as error:
            raise SavedFiltersError(str(error)) from None

    def _change(self, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
        try:
            self._file.change(lambda values: {"filters": _sorted(change(_filters(values)))})
        except StateFileError as error:
            raise SavedFiltersError(str(error)) from None


def _filters(values: dict[str, Any]) -> dict[str, str]:
    given = values.get("filters", {})
    given = given if isinstance(given, dict) else {}
    return _sorted({name: text for name, text in given.items() if isinstance(text, str)})


def _sorted(filters: dict[str, str]) -> dict[str, str]:
    return {name: filters[name] for name in sorted(filters)}
