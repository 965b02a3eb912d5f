"""What every place for preferences has to do."""

from pathlib import Path

import pytest

from sprig_tui.adapters.state.preferences import FilePreferences
from sprig_tui.domain.preferences import Preferences
from sprig_tui.ports import PreferencesStore
from tests.fakes.preferences import MemoryPreferences


@pytest.fixture(params=["memory", "file"])
def preferences(request: pytest.FixtureRequest, folder: Path) -> PreferencesStore:
    return MemoryPreferences() if request.param == "memory" else FilePreferences(folder / "e.db")


async def test_what_is_saved_is_there(preferences: PreferencesStore) -> None:
    assert await preferences.load() == Preferences()
    saved = Preferences(columns=("time", "properties.plan"), wide=True, skipped_steps=("key",))
    await preferences.save(saved)
    assert await preferences.load() == saved
    await preferences.save(Preferences())
    assert await preferences.load() == Preferences()
