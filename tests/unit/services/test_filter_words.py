"""What a filter may name, kept fresh."""

from typing import TYPE_CHECKING, Any

from sprig_tui.ports import StoreUnavailableError
from sprig_tui.services.filter_words import FRESH_MS, FilterWords
from tests.fakes.log import MemoryLog
from tests.fakes.saved_filters import MemoryFilters
from tests.log_rows import new_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.domain.log import LogRow


class BrokenLog(MemoryLog):
    """A log that cannot be read while it is `broken`."""

    broken = True

    async def rows(self, **asked: Any) -> "Sequence[LogRow]":  # noqa: ANN401
        if self.broken:
            raise StoreUnavailableError("the disk is gone")
        return await super().rows(**asked)


async def test_saved_filters_can_be_named_as_soon_as_they_are_read() -> None:
    filters = MemoryFilters(mine="user:u_1")
    words = FilterWords(MemoryLog(), filters)
    assert words.vocabulary == {"@": []}
    assert await words.read_saved() == ""
    filters.filters["bad"] = "is:failed"
    assert words.saved == {"mine": "user:u_1"}
    await words.read_saved()
    assert words.vocabulary == {"@": ["bad", "mine"]}


async def test_a_file_that_cannot_be_read_is_told_once_and_the_last_filters_hold() -> None:
    filters = MemoryFilters(mine="user:u_1")
    words = FilterWords(MemoryLog(), filters)
    await words.read_saved()
    filters.unavailable = "filters.toml is not TOML"
    assert [await words.read_saved() for _ in range(3)] == ["filters.toml is not TOML", "", ""]
    assert words.saved == {"mine": "user:u_1"}
    filters.unavailable = ""
    assert await words.read_saved() == ""
    filters.unavailable = "filters.toml is not TOML"
    assert await words.read_saved() == "filters.toml is not TOML"


async def test_the_log_is_looked_at_now_and_then() -> None:
    """Not with every key; a log that cannot be read is tried again at once."""
    log = BrokenLog()
    words = FilterWords(log, MemoryFilters())
    await words.read_log(0)
    log.broken = False
    log.writes.append(new_row(1, name="First"))
    await words.read_log(0)
    log.writes.append(new_row(2, name="Second"))
    await words.read_log(FRESH_MS - 1)
    assert words.vocabulary["event"] == ["First"]
    await words.read_log(FRESH_MS)
    assert words.vocabulary["event"] == ["Second", "First"]
    log.writes.append(new_row(3, name="Third"))
    await words.read_log(0)
    assert "Third" in words.vocabulary["event"]
