"""What every place for saved filters has to do."""

import asyncio
from pathlib import Path

import pytest

from sprig_tui.adapters.state.saved_filters import FileSavedFilters
from sprig_tui.ports import SavedFilters
from tests.fakes.saved_filters import MemoryFilters


@pytest.fixture(params=["memory", "file"])
def filters(request: pytest.FixtureRequest, folder: Path) -> SavedFilters:
    return MemoryFilters() if request.param == "memory" else FileSavedFilters(folder / "s" / "e.db")


async def test_what_is_saved_is_there(filters: SavedFilters) -> None:
    """Under its name, in the order of the names; anything that can be typed."""
    assert await filters.load() == {}
    await filters.save("b", 'event:"A B" OR /x/')
    await filters.save("a.b", "\\ \t é")
    await filters.save("b", "x")
    assert list((await filters.load()).items()) == [("a.b", "\\ \t é"), ("b", "x")]


async def test_what_is_removed_is_gone(filters: SavedFilters) -> None:
    await filters.save("a", "x")
    assert await filters.remove("a")
    assert not await filters.remove("a")
    assert await filters.load() == {}


async def test_nothing_is_lost_when_many_are_saved_at_once(filters: SavedFilters) -> None:
    await asyncio.gather(*(filters.save(f"f{n}", str(n)) for n in range(20)))
    assert len(await filters.load()) == 20
