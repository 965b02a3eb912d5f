"""Filters that were saved under a name."""

from collections.abc import Mapping
from typing import Protocol


class SavedFiltersError(Exception):
    """The saved filters cannot be read or written; `str()` is one sentence that says why."""


class SavedFilters(Protocol):
    """Queries by name, kept beside the store; `@name` in a query stands for one of them."""

    async def load(self) -> Mapping[str, str]:
        """Every saved query by its name, in the order of the names.

        Raises:
            SavedFiltersError: they cannot be read.
        """

    async def save(self, name: str, query: str) -> None:
        """Keep a query under a name, instead of what was there.

        Raises:
            SavedFiltersError: they cannot be read or written; nothing changed.
        """

    async def remove(self, name: str) -> bool:
        """Take a name away; returns whether it was there.

        Raises:
            SavedFiltersError: they cannot be read or written; nothing changed.
        """
