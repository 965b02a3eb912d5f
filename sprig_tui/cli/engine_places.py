"""From config file and options to the places that an engine works on."""

import os
from pathlib import Path

from sprig_tui.adapters.control.location import control_path
from sprig_tui.adapters.store.location import store_path
from sprig_tui.cli.places import Places
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.engine_places import EnginePlaces


def store_of(places: Places, snapshot: ConfigSnapshot) -> Path:
    """The SQLite file: option, config, state folder."""
    return store_path(places.config, snapshot.config.store.path, places.store)


def engine_places(
    places: Places, snapshot: ConfigSnapshot, *, host: str | None = None, port: int | None = None
) -> EnginePlaces:
    """Where an engine for `places` works."""
    store = store_of(places, snapshot)
    control = control_path(store, os.environ)
    return EnginePlaces(places.config, store, control, host, port, places.config_named)
