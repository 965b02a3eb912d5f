"""Open the terminal on a running engine, or on one that it starts."""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import Final

import click

from sprig_tui.adapters.clipboard import MachineClipboard
from sprig_tui.adapters.clock import SystemClock
from sprig_tui.adapters.config.location import themes_folder
from sprig_tui.adapters.config.repository import FileConfigRepository
from sprig_tui.adapters.exports import FileExports
from sprig_tui.adapters.listener_probe import PortProbe
from sprig_tui.adapters.sender.sender import HttpSender
from sprig_tui.adapters.state.preferences import FilePreferences
from sprig_tui.adapters.state.saved_filters import FileSavedFilters
from sprig_tui.adapters.store.flow_reader import SqliteFlowReader
from sprig_tui.adapters.store.outbox_reader import SqliteOutboxReader
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.themes.files import theme_source
from sprig_tui.cli.collector import spare_what_stays
from sprig_tui.cli.editor import ClickEditor
from sprig_tui.cli.engine_places import engine_places
from sprig_tui.cli.exits import plain_errors
from sprig_tui.cli.launch import RunningEngine, attach_or_start, client_for
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.engine_places import EnginePlaces
from sprig_tui.ports import EngineUnreachableError
from sprig_tui.services.diagnosis import Finding
from sprig_tui.services.key_check import KeyChecker
from sprig_tui.services.sending import RecordedSender
from sprig_tui.ui.app import SprigApp
from sprig_tui.ui.context import TerminalContext

SETTLED_S: Final = (2.0, 10.0)
"""Seconds until what stays is there: the first screen painted, then what the first keys brought."""

Background = Callable[[TerminalContext], Awaitable[None]]


def run_terminal(
    session: Session,
    places: Places,
    *,
    host: str | None = None,
    port: int | None = None,
    background: Background | None = None,
) -> int:
    """Run the screens until the operator leaves; returns the exit code.

    The engine that this terminal started ends with it unless another one is attached
    (design.md, section 1). `background` runs beside the screens (the demo's traffic).

    Raises:
        PlainExit: there is nothing to open; one sentence says why.
    """
    with plain_errors():
        return asyncio.run(
            _open_terminal(session, places, host=host, port=port, background=background)
        )


async def _open_terminal(
    session: Session,
    places: Places,
    *,
    host: str | None,
    port: int | None,
    background: Background | None,
) -> int:
    if written := session.write_first_config(places):
        click.echo(written, err=True)
    repository = session.repository(places)
    snapshot = await repository.load()
    where = engine_places(places, snapshot, host=host, port=port)
    engine = await attach_or_start(session, where)
    await engine.client.attach()
    try:
        async with _context(repository, snapshot, where, engine) as context:
            demo = background is not None
            told = replace(
                context,
                config_named=places.config_named,
                demo=demo,
                examine=partial(_examine, session, places),
            )
            return await _run_app(told, background)
    finally:
        with contextlib.suppress(EngineUnreachableError):
            if not await engine.leave():
                message = (
                    f"the engine goes on at {engine.owner.address}; end it with: sprig-tui stop"
                )
                click.echo(message, err=True)


def _examine(session: Session, places: Places, online: bool) -> AsyncIterator[Finding]:  # noqa: FBT001 (as the context has it)
    from sprig_tui.cli.examination import examine

    return examine(session, places, online=online)


@asynccontextmanager
async def _context(
    repository: FileConfigRepository,
    snapshot: ConfigSnapshot,
    where: EnginePlaces,
    engine: RunningEngine,
) -> AsyncIterator[TerminalContext]:
    reader = await SqliteLogReader.open(where.store)
    current = [snapshot]
    client = client_for(lambda: engine.owner.address, lambda: current[0].config)
    clock = SystemClock()
    try:
        yield TerminalContext(
            config=repository,
            reader=reader,
            outbox=SqliteOutboxReader(reader),
            flow=SqliteFlowReader(reader),
            engine=engine.client,
            listener=PortProbe(),
            sender=RecordedSender(client, reader),
            themes=theme_source(themes_folder()),
            clock=clock,
            key_checker=KeyChecker(HttpSender, clock, named_explicitly=where.config_named),
            saved_filters=FileSavedFilters(where.store),
            preferences=FilePreferences(where.store),
            clipboard=MachineClipboard(where.store.parent, os.environ),
            editor=ClickEditor(),
            exports=FileExports(where.store.parent / "exports"),
            snapshot=snapshot,
            address=engine.owner.address,
        )
    finally:
        await reader.close()


async def _run_app(context: TerminalContext, background: Background | None) -> int:
    """A hang-up or SIGTERM leaves in good order: the screen is restored, the engine told."""
    app = SprigApp(context)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(number, lambda: app.exit(return_code=0))
    for seconds in SETTLED_S:
        loop.call_later(seconds, spare_what_stays)
    beside = (
        asyncio.create_task(_shielded(background, context), name="background")
        if background
        else None
    )
    try:
        await app.run_async()
    finally:
        if beside is not None:
            beside.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await beside
    return app.return_code or 0


async def _shielded(background: Background, context: TerminalContext) -> None:
    with contextlib.suppress(EngineUnreachableError):
        await background(context)
