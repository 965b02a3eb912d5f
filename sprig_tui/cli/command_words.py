"""Commands in hints, so that they can be copied: as this program was called, on the same places."""

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.places import places_of_call
from sprig_tui.cli.program_name import program_name

if TYPE_CHECKING:
    from sprig_tui.cli.places import Places

EVERYWHERE: Final = frozenset(("demo", "reasons", "sandbox"))
"""Verbs that work on no config and no store, and take none."""
ABOUT_CONFIG: Final = "config"
"""The verb group that needs no store."""


def command(verb: str, places: "Places | None" = None) -> str:
    """What has to be typed for `verb`, for a shell.

    It names the config and the store that this call was given (or those of `places`); `serve` also
    the host and the port.
    """
    name = verb.split()[0]
    places = places or places_of_call()
    words = [program_name(), verb]
    if places is not None and name not in EVERYWHERE:
        if places.config_named:
            words += ["--config", shlex.quote(str(places.config))]
        if places.store is not None and name != ABOUT_CONFIG:
            words += ["--store", shlex.quote(str(places.store))]
    if name == "serve":
        words += _address()
    return " ".join(words)


def _address() -> Iterator[str]:
    """What this call was told to listen on."""
    context = click.get_current_context(silent=True)
    while context is not None and context.info_name != "serve" and context.parent is not None:
        context = context.parent
    if context is None:
        return
    for option in ("host", "port"):
        if (value := context.params.get(option)) is not None:
            yield f"--{option}"
            yield shlex.quote(str(value))
