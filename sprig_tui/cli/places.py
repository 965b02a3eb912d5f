"""Which config file and which store a verb works on."""

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])
OF_CALL: Final = "sprig-tui.places"


@dataclass(frozen=True, slots=True)
class Places:
    """`config` is absolute; `config_named` tells that --config or the environment named it.

    `store` is what --store named, else None: then the config and the state folder decide.
    """

    config: Path
    config_named: bool
    store: Path | None


def places_options(command: Command) -> Command:
    """Give a command `--config PATH` and `--store PATH`, passed to it as `places`.

    Both may also stand before the verb.
    """

    @click.option("--config", "config", type=click.Path(path_type=Path), help="The config file.")
    @click.option("--store", "store", type=click.Path(path_type=Path), help="The SQLite file.")
    @functools.wraps(command)
    def wrapped(*args: object, config: Path | None, store: Path | None, **kwargs: object) -> object:
        before = click.get_current_context().find_root().params
        places = find_places(config or before.get("config"), store or before.get("store"))
        click.get_current_context().meta[OF_CALL] = places
        return command(*args, places=places, **kwargs)

    return wrapped  # type: ignore[return-value]


def places_of_call() -> Places | None:
    """What the verb that runs works on, None outside of one or where it works on nothing."""
    context = click.get_current_context(silent=True)
    return context.meta.get(OF_CALL) if context is not None else None


def find_places(config: Path | None, store: Path | None) -> Places:
    """The config file by design.md, section 3: option, environment, folder, platform."""
    from sprig_tui.adapters.config.location import find_config

    path, named = find_config(config, os.environ, Path.cwd())
    return Places(path, named, store.absolute() if store else None)
