"""What a filter may name: words of the log and saved filters, read anew now and then."""

from typing import TYPE_CHECKING, Final

from sprig_tui.domain.query.completing import SAVED_NAMES, Vocabulary
from sprig_tui.ports import LogReader, SavedFilters, SavedFiltersError, StoreUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping

FRESH_MS: Final = 10_000


class FilterWords:
    """`saved` are the texts behind `@name`, `vocabulary` everything that can be offered."""

    def __init__(self, reader: LogReader, filters: SavedFilters) -> None:
        self._reader = reader
        self._filters = filters
        self.saved: Mapping[str, str] = {}
        self._words: Vocabulary = {}
        self._read_ms: int | None = None
        self._told = ""

    @property
    def vocabulary(self) -> Vocabulary:
        """Words of the log, and the names of saved filters."""
        return {**self._words, SAVED_NAMES: list(self.saved)}

    async def read_saved(self) -> str:
        """Read the saved filters; returns why they cannot be read, each sentence once."""
        try:
            self.saved = await self._filters.load()
        except SavedFiltersError as error:
            told, self._told = self._told, str(error)
            return "" if told == self._told else self._told
        self._told = ""
        return ""

    async def read_log(self, now_ms: int) -> None:
        """Look for the words of the newest events, unless that was done a moment ago."""
        from sprig_tui.services.vocabulary import read_vocabulary

        if self._read_ms is not None and 0 <= now_ms - self._read_ms < FRESH_MS:
            return
        self._read_ms = now_ms
        try:
            self._words = await read_vocabulary(self._reader)
        except StoreUnavailableError:
            self._read_ms = None
