"""From config and options to the engine's places."""

from pathlib import Path

from sprig_tui.cli.engine_places import engine_places
from sprig_tui.cli.places import Places
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.settings import Config, Store

SNAPSHOT = ConfigSnapshot(Config(store=Store(path="kept/events.db")), "/c/sprig.toml", "")


def test_the_option_names_the_store() -> None:
    where = engine_places(Places(Path("/c/sprig.toml"), True, Path("/s.db")), SNAPSHOT, port=0)
    assert (where.store, where.control, where.port) == (Path("/s.db"), Path("/s.db.sock"), 0)


def test_else_the_config_does() -> None:
    where = engine_places(Places(Path("/c/sprig.toml"), False, None), SNAPSHOT)
    assert where.store == Path("/c/kept/events.db")
