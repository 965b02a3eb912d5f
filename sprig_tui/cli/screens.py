"""The screens on the real adapters: what they are given, and running them."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final

from sprig_tui.adapters.clipboard import MachineClipboard
from sprig_tui.adapters.clock import SystemClock
from sprig_tui.adapters.config.location import themes_folder
from sprig_tui.adapters.exports import FileExports
from sprig_tui.adapters.listener_probe import PortProbe
from sprig_tui.adapters.state.preferences import FilePreferences
from sprig_tui.adapters.state.saved_filters import FileSavedFilters
from sprig_tui.adapters.store.flow_reader import SqliteFlowReader
from sprig_tui.adapters.store.lock import read_owner
from sprig_tui.adapters.store.outbox_reader import SqliteOutboxReader
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.themes.files import theme_source
from sprig_tui.cli.bounded_driver import bounded_driver
from sprig_tui.cli.collector import spare_what_stays
from sprig_tui.cli.command_words import command
from sprig_tui.cli.editor import ClickEditor
from sprig_tui.cli.launch import RunningEngine, client_for
from sprig_tui.cli.terminal_output import TerminalOutput, say_last
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.safe_text import safe
from sprig_tui.engine_places import EnginePlaces
from sprig_tui.ports import ConfigRepository, EngineUnreachableError, RequestSender
from sprig_tui.services.key_check import KeyChecker
from sprig_tui.services.sending import RecordedSender
from sprig_tui.ui.app import SprigApp
from sprig_tui.ui.context import TerminalContext
from sprig_tui.ui.screens import live

__all__ = ["Background", "live", "open_context", "run_app"]  # `live` comes first, so it loads here

SETTLED_S: Final = (2.0, 10.0)
"""Seconds until what stays is there: the first screen painted, then what the first keys brought."""

Background = Callable[[TerminalContext], Awaitable[None]]


@asynccontextmanager
async def open_context(
    repository: ConfigRepository,
    snapshot: ConfigSnapshot,
    where: EnginePlaces,
    engine: RunningEngine,
) -> AsyncIterator[TerminalContext]:
    """What the screens are given, for the length of the block."""
    reader = await SqliteLogReader.open(where.store)
    current = [snapshot]
    store = where.store
    client = client_for(lambda: address_now(store, engine), lambda: current[0].config, store)
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
            key_checker=KeyChecker(
                _sender, clock, named_explicitly=where.config_named, command=command
            ),
            saved_filters=FileSavedFilters(where.store),
            preferences=FilePreferences(where.store),
            clipboard=MachineClipboard(where.store.parent, os.environ),
            editor=ClickEditor(),
            exports=FileExports(where.store.parent / "exports"),
            snapshot=snapshot,
            address=engine.owner.address,
            ascii_only=wants_ascii(os.environ),
        )
    finally:
        await reader.close()


def wants_ascii(environ: Mapping[str, str]) -> bool:
    """Whether LC_ALL names the locale that has ASCII only; Python itself takes that for UTF-8.

    LANG does not count: it is `C` in many a container whose terminal shows everything.
    """
    return environ.get("LC_ALL") in ("C", "POSIX")


def address_now(store: Path, engine: RunningEngine) -> str:
    """Where the engine of a store listens: another one may have taken the place of `engine`."""
    owner = read_owner(store)
    return owner.address if owner and owner.address else engine.owner.address


def _sender() -> RequestSender:
    """The HTTP client takes a while to load, and few runs ask about a key."""
    from sprig_tui.adapters.sender.sender import HttpSender

    return HttpSender()


async def run_app(context: TerminalContext, background: Background | None) -> int:
    """A hang-up or SIGTERM leaves in good order: the screen is restored, the engine told."""
    app = SprigApp(context)
    loop = asyncio.get_running_loop()

    def exit_soon() -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended: it is left already
            loop.call_soon_threadsafe(partial(app.exit, return_code=0))

    output = TerminalOutput(sys.__stderr__ or sys.stderr, exit_soon)
    app.driver_class = bounded_driver(app.driver_class, output)

    def leave(_number: int, _frame: FrameType | None) -> None:
        # A terminal that hangs up also sends SIGCONT, at which Textual would draw anew: into
        # nothing, and wait for ever until it is drawn.
        signal.signal(signal.SIGCONT, signal.SIG_IGN)
        output.give_up()
        exit_soon()

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    for seconds in SETTLED_S:
        loop.call_later(seconds, spare_what_stays)
    beside = (
        asyncio.create_task(_shielded(background, context), name="background")
        if background
        else None
    )
    try:
        with contextlib.closing(output):
            await app.run_async()
    finally:
        if beside is not None:
            await _end(beside)
    return app.return_code or 0


async def _end(beside: asyncio.Task[None]) -> None:
    """Stop it, and say what it failed with, as the screens are not there to say it."""
    beside.cancel()
    (outcome,) = await asyncio.gather(beside, return_exceptions=True)
    if isinstance(outcome, Exception):
        why = safe(f"{type(outcome).__name__}: {outcome}")
        say_last([f"sprig-tui: what ran beside the screens failed: {why}"])


async def _shielded(background: Background, context: TerminalContext) -> None:
    with contextlib.suppress(EngineUnreachableError):
        await background(context)
