"""Open the terminal on a running engine, or on one that it starts."""

import asyncio
import contextlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sprig_tui.adapters.store.lock import read_owner
from sprig_tui.cli.command_words import command
from sprig_tui.cli.engine_places import broken_config_words, engine_places
from sprig_tui.cli.exits import USAGE, PlainExit, plain_errors
from sprig_tui.cli.launch import attach_or_start
from sprig_tui.cli.opening import Opening
from sprig_tui.cli.places import Places
from sprig_tui.cli.program_name import program_name
from sprig_tui.cli.session import Session
from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot
from sprig_tui.ports import EngineUnreachableError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from sprig_tui.adapters.config.repository import FileConfigRepository
    from sprig_tui.cli.screens import Background
    from sprig_tui.services.diagnosis import Finding


def run_terminal(
    session: Session,
    places: Places,
    opening: Opening,
    *,
    host: str | None = None,
    port: int | None = None,
    background: "Background | None" = None,
) -> int:
    """Run the screens until the operator leaves; returns the exit code.

    The engine that this terminal started ends with it unless another one is attached
    (design.md, section 1). `opening` is on the screen until the app is ready; `background` runs
    beside the screens (the demo's traffic).

    Raises:
        PlainExit: there is nothing to open; one sentence says why.
    """
    with plain_errors():
        return asyncio.run(
            _open_terminal(session, places, opening, host=host, port=port, background=background)
        )


async def _open_terminal(
    session: Session,
    places: Places,
    opening: Opening,
    *,
    host: str | None,
    port: int | None,
    background: "Background | None",
) -> int:
    if written := session.write_first_config(places):
        opening.keep(written)
    repository = session.repository(places)
    snapshot = await _load(repository, places)
    where = engine_places(places, snapshot, host=host, port=port)
    if read_owner(where.store) is None:
        opening.say("starting the engine ...")
    starting = asyncio.create_task(attach_or_start(session, where), name="engine")
    await asyncio.sleep(0)  # the engine's process begins now, and loads while the screens load
    from sprig_tui.cli.screens import open_context, run_app

    engine = await starting
    await engine.client.attach()
    try:
        async with open_context(repository, snapshot, where, engine) as context:
            demo = background is not None
            told = replace(
                context,
                config_named=places.config_named,
                demo=demo,
                program=program_name(),
                command=command,
                examine=partial(_examine, session, places),
            )
            opening.hand_over()
            return await run_app(told, background)
    finally:
        with contextlib.suppress(EngineUnreachableError):
            if not await engine.leave():
                end = command("stop", places)
                opening.keep(f"the engine goes on at {engine.owner.address}; end it with: {end}")


async def _load(repository: "FileConfigRepository", places: Places) -> ConfigSnapshot:
    """The config; one that cannot be used is no way into the terminal (design.md, section 3)."""
    try:
        return await repository.load()
    except ConfigError as error:
        raise PlainExit(broken_config_words(places, error), USAGE) from None


def _examine(session: Session, places: Places, online: bool) -> "AsyncIterator[Finding]":  # noqa: FBT001 (as the context has it)
    from sprig_tui.cli.examination import examine

    return examine(session, places, online=online)
