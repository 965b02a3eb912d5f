"""The file of saved filters; the contract holds what it does."""

import stat
from pathlib import Path

import pytest

from sprig_tui.adapters.state.files import MAX_BYTES
from sprig_tui.adapters.state.saved_filters import FileSavedFilters
from sprig_tui.ports import SavedFiltersError


async def test_the_file_is_toml_for_the_owner_alone(folder: Path) -> None:
    filters = FileSavedFilters(folder / "events.db")
    await filters.save("problems", "is:failed OR is:rejected")
    assert filters.path == folder / "filters.toml"
    assert stat.S_IMODE(filters.path.stat().st_mode) == 0o600
    text = filters.path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert text.endswith('[filters]\nproblems = "is:failed OR is:rejected"\n')
    assert [one.name for one in folder.iterdir()] == ["filters.toml"]


async def test_entries_that_are_no_text_are_left_out(folder: Path) -> None:
    filters = FileSavedFilters(folder / "events.db")
    for text in ('[filters]\na = 1\nb = "x"\n', 'filters = "b"\n'):
        filters.path.write_text(text, encoding="utf-8")
        assert await filters.load() in ({"b": "x"}, {})


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"[filters", "is not TOML"), (b"\xff", "is not TOML"), (b"#" * (MAX_BYTES + 1), "is larger")],
)
async def test_a_file_that_is_none_is_left_as_it_is(
    folder: Path, content: bytes, said: str
) -> None:
    filters = FileSavedFilters(folder / "events.db")
    filters.path.write_bytes(content)
    for use in (filters.load(), filters.save("a", "x"), filters.remove("a")):
        with pytest.raises(SavedFiltersError, match=said):
            await use
    assert filters.path.read_bytes() == content


async def test_a_folder_that_takes_no_file_is_said(folder: Path) -> None:
    (folder / "file").touch()
    filters = FileSavedFilters(folder / "file" / "events.db")
    with pytest.raises(SavedFiltersError, match="cannot be written"):
        await filters.save("a", "x")
    with pytest.raises(SavedFiltersError, match="cannot be read: Not a directory"):
        await filters.load()


async def test_what_is_no_text_is_refused(folder: Path) -> None:
    with pytest.raises(SavedFiltersError, match="it is no text"):
        await FileSavedFilters(folder / "events.db").save("a", "\ud800")
    assert list(folder.iterdir()) == []
