"""Into the store itself; tests of `users import` and `events resend` go through an engine too."""

from pathlib import Path

import pytest

from sprig_tui.adapters.store.lock import read_owner
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session
from sprig_tui.cli.store_writing import open_writing
from sprig_tui.domain.secret import Secret


@pytest.fixture
def places(folder: Path) -> Places:
    (folder / "c.toml").touch()
    return Places(config=folder / "c.toml", config_named=True, store=folder / "s.db")


async def test_the_store_is_owned_as_long_as_it_lasts(places: Places) -> None:
    assert places.store is not None
    async with open_writing(Session(Secret()), places) as target:
        assert isinstance(target, SqliteEventLog)
        owner = read_owner(places.store)
        assert owner is not None
        assert owner.config_path == str(places.config)
    assert read_owner(places.store) is None
