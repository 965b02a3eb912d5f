"""Saved filters in memory."""

from collections.abc import Mapping

from sprig_tui.ports import SavedFiltersError


class MemoryFilters:
    """Implements `ports.SavedFilters`; set `unavailable` to a sentence to make every call fail."""

    def __init__(self, **filters: str) -> None:
        self.filters = dict(filters)
        self.unavailable = ""

    async def load(self) -> Mapping[str, str]:
        """As `ports.SavedFilters`."""
        self._require()
        return {name: self.filters[name] for name in sorted(self.filters)}

    async def save(self, name: str, query: str) -> None:
        """As `ports.SavedFilters`."""
        self._require()
        self.filters[name] = query

    async def remove(self, name: str) -> bool:
        """As `ports.SavedFilters`."""
        self._require()
        return self.filters.pop(name, None) is not None

    def _require(self) -> None:
        if self.unavailable:
            raise SavedFiltersError(self.unavailable)
