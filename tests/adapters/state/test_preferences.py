"""The file of preferences; the contract holds what it does."""

from pathlib import Path

import pytest

from sprig_tui.adapters.state.preferences import FilePreferences
from sprig_tui.domain.preferences import Preferences
from sprig_tui.ports import PreferencesError


async def test_values_of_another_version_are_kept_and_wrong_ones_passed_over(folder: Path) -> None:
    path = folder / "terminal.toml"
    path.write_text('later = 1\nwide = "yes"\ncolumns = ["time", 3]\nskipped_steps = "key"\n')
    store = FilePreferences(folder / "events.db")
    assert await store.load() == Preferences(columns=("time",))
    await store.save(Preferences(wide=True))
    assert "later = 1\n" in path.read_text(encoding="utf-8")
    assert await store.load() == Preferences(wide=True)


async def test_a_file_that_is_none_is_said(folder: Path) -> None:
    (folder / "terminal.toml").write_text("[")
    store = FilePreferences(folder / "events.db")
    for use in (store.load(), store.save(Preferences())):
        with pytest.raises(PreferencesError, match="is not TOML"):
            await use
