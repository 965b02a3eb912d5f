"""From config and options to the engine's places."""

import os
from pathlib import Path

import pytest

from sprig_tui.adapters.store.lock import OwnerInfo, StoreLock
from sprig_tui.cli.engine_places import (
    broken_config_words,
    engine_places,
    find_store,
    read_for_store,
)
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session
from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config, Store

SNAPSHOT = ConfigSnapshot(Config(store=Store(path="kept/events.db")), "/c/sprig.toml", "")


def test_the_option_names_the_store() -> None:
    where = engine_places(Places(Path("/c/sprig.toml"), True, Path("/s.db")), SNAPSHOT, port=0)
    assert (where.store, where.control, where.port) == (Path("/s.db"), Path("/s.db.sock"), 0)


def test_else_the_config_does() -> None:
    where = engine_places(Places(Path("/c/sprig.toml"), False, None), SNAPSHOT)
    assert where.store == Path("/c/kept/events.db")


SESSION = Session(Secret())
BROKEN = "destination.kind = 'sprigg'\nstore.path = 'kept.db'\nlistener.write_keys = ['w']\n"


@pytest.fixture
def config(folder: Path) -> Path:
    path = folder / "c.toml"
    path.write_text(BROKEN, encoding="utf-8")
    return path


async def test_a_broken_file_still_names_its_store(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong is said; what is sound is used."""
    store = config.with_name("kept.db")
    store.touch()
    read, found = await read_for_store(SESSION, Places(config, True, None))
    assert (found, read.listener.write_keys) == (store, (Secret("w"),))
    said = capsys.readouterr().err
    assert said.startswith(f"sprig-tui: warning: {config}:1:20: [destination].kind must be")
    assert len(said.splitlines()) == 1


async def test_a_file_that_is_not_toml_has_the_store_of_its_place(config: Path) -> None:
    config.write_text("[[", encoding="utf-8")
    default = engine_places(Places(config, True, None), ConfigSnapshot(Config(), "", "")).store
    with pytest.raises(ConfigError):
        await find_store(SESSION, Places(config, True, None))
    default.parent.mkdir(parents=True)
    default.touch()
    assert await find_store(SESSION, Places(config, True, None)) == default


async def test_where_there_is_no_store_the_error_counts(config: Path) -> None:
    """A mistyped --config finds nothing; a store that is named needs no config at all."""
    for path in (config, config.with_name("none.toml")):
        with pytest.raises(ConfigError):
            await find_store(SESSION, Places(path, True, None))
        assert await find_store(SESSION, Places(path, True, Path("/s.db"))) == Path("/s.db")


async def test_what_a_running_engine_does_with_a_broken_file_is_said(config: Path) -> None:
    """And what to do; without an engine the problem alone."""
    with pytest.raises(ConfigError) as caught:
        await SESSION.repository(Places(config, True, None)).load()
    error = caught.value
    named, found = Places(config, True, None), Places(config, False, None)
    assert broken_config_words(named, error) == str(error)
    owner = OwnerInfo(os.getpid(), "http://127.0.0.1:8765", str(config), "")
    with StoreLock.take(config.with_name("kept.db"), owner) as lock:
        words = broken_config_words(named, error)
        assert words.startswith(str(error))
        assert "the engine at http://127.0.0.1:8765 keeps its last good rules" in words
        assert words.endswith(f"sprig-tui config validate --config {config}")
        assert broken_config_words(found, error).endswith("sprig-tui config validate")
        lock.update(OwnerInfo(os.getpid(), "", str(config), ""))
        assert "; the engine keeps" in broken_config_words(named, error)
