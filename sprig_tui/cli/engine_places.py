"""From config file and options to the places that an engine works on."""

import os
from pathlib import Path

from sprig_tui.adapters.control.location import control_path
from sprig_tui.adapters.store.location import store_path
from sprig_tui.adapters.store.lock import read_owner
from sprig_tui.cli.command_words import command
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session
from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot
from sprig_tui.domain.safe_text import safe
from sprig_tui.domain.settings import Config
from sprig_tui.engine_places import EnginePlaces


def store_of(places: Places, snapshot: ConfigSnapshot) -> Path:
    """The SQLite file: option, config, state folder."""
    return store_path(places.config, snapshot.config.store.path, places.store)


async def find_store(session: Session, places: Places) -> Path:
    """The SQLite file for a verb that needs no more of the config; see `read_for_store`."""
    _config, store = await read_for_store(session, places)
    return store


async def read_for_store(session: Session, places: Places) -> tuple[Config, Path]:
    """The config and the SQLite file, for verbs that work while the file is broken.

    As an engine goes on by its last good rules then, so do they: the file's problem is a warning
    on stderr, and the config is what of it is sound.

    Raises:
        ConfigError: the file cannot be used, and nothing is where its store should be.
    """
    try:
        config, error = (await session.repository(places).load()).config, None
    except ConfigError as problem:
        config, error = problem.readable, problem
    store = store_path(places.config, config.store.path, places.store)
    if error is None:
        return config, store
    if places.store is None and not store.exists() and read_owner(store) is None:
        raise error
    if places.config.exists() or places.store is None:
        session.warn(str(error))
    return config, store


def broken_config_words(places: Places, error: ConfigError) -> str:
    """The file's problem; where an engine owns its store also what that one does, and what to do.

    The engine goes on by its last good rules (design.md, section 1).
    """
    owner = read_owner(store_path(places.config, error.readable.store.path, places.store))
    if owner is None:
        return str(error)
    engine = f"the engine at {owner.address}" if owner.address else "the engine"
    return safe(
        f"{error}; {engine} keeps its last good rules. "
        f"Correct the file; this lists every problem: {command('config validate', places)}"
    )


def engine_places(
    places: Places, snapshot: ConfigSnapshot, *, host: str | None = None, port: int | None = None
) -> EnginePlaces:
    """Where an engine for `places` works."""
    store = store_of(places, snapshot)
    control = control_path(store, os.environ)
    return EnginePlaces(places.config, store, control, host, port, places.config_named)
