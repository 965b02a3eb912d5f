"""Look at every part of the way of an event, for `sprig-tui doctor` and the terminal."""

import contextlib
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from sprig_tui.adapters.config.location import themes_folder
from sprig_tui.adapters.listener.binding import CannotListenError, PortTakenError, check_port
from sprig_tui.adapters.listener_probe import PortProbe
from sprig_tui.adapters.reach import reach
from sprig_tui.adapters.store.location import store_path
from sprig_tui.adapters.store.lock import read_owner
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.space import FreeSpace
from sprig_tui.adapters.themes.files import theme_source
from sprig_tui.cli.command_words import command
from sprig_tui.cli.control import client_of
from sprig_tui.cli.places import Places
from sprig_tui.cli.port_holder import port_taken_sentence
from sprig_tui.cli.session import Session
from sprig_tui.domain.config_checks import endpoint_problem
from sprig_tui.domain.config_edits import ConfigError, ConfigSnapshot
from sprig_tui.domain.destinations.kinds import DESTINATIONS
from sprig_tui.domain.redaction import without_login
from sprig_tui.domain.settings import Config
from sprig_tui.ports import (
    EngineHangsError,
    EngineStatus,
    EngineUnreachableError,
    StoreUnavailableError,
)
from sprig_tui.services.diagnosis import (
    Finding,
    Health,
    book_findings,
    config_findings,
    destination_finding,
    engine_findings,
    terminal_findings,
)


async def examine(session: Session, places: Places, *, online: bool) -> AsyncIterator[Finding]:
    """Every finding as it is made; with `online` the destination is connected to, no more."""
    read = await _read(session, places)
    config = read.config if isinstance(read, ConfigSnapshot) else read.readable
    store = store_path(places.config, config.store.path, places.store)
    for finding in config_findings(read, named_explicitly=places.config_named, command=command):
        yield finding
    engine = await _status(store)
    status = engine if isinstance(engine, EngineStatus) else None
    port_problem = await PortProbe().problem(status.address) if status else _obstacle(config)
    for finding in engine_findings(engine, read, port_problem=port_problem, command=command):
        yield finding
    yield store_finding(store, status)
    async for finding in _books(store, status):
        yield finding
    destination = config.destination
    home = destination.endpoint or DESTINATIONS[destination.kind].home
    # one that nothing is sent to is not connected to either: its parts may not even be a host
    unfit = endpoint_problem(home) if online else ""
    reached = await reach(home) if online and not unfit else None
    host = without_login(home).partition("://")[2]
    yield destination_finding(status, host=host, reached=reached, unfit=unfit, command=command)
    for finding in [*_themes(), *_terminal()]:
        yield finding


async def _read(session: Session, places: Places) -> ConfigSnapshot | ConfigError:
    try:
        return await session.repository(places).load()
    except ConfigError as error:
        return error


async def _status(store: Path) -> EngineStatus | EngineHangsError | None:
    owner = read_owner(store)
    if owner is None:
        return None
    client = client_of(store, owner)
    try:
        return await client.status()
    except EngineHangsError as error:
        return error
    except EngineUnreachableError:
        return None
    finally:
        await client.close()


def _obstacle(config: Config) -> str:
    """What would keep an engine from listening, "" if nothing does."""
    listener = config.listener
    try:
        check_port(listener.host, listener.port)
    except PortTakenError:
        return port_taken_sentence(listener.host, listener.port)
    except CannotListenError as error:
        return str(error)
    return ""


def store_finding(store: Path, status: EngineStatus | None) -> Finding:
    """Whether the store's folder takes a file and the disk has room, tried for real.

    A running engine has made the store, and knows what happened to it.
    """
    folder = store.parent
    while not folder.exists():
        folder = folder.parent
    try:
        FreeSpace(folder).require()
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"sprig-tui")
            file.flush()
            os.fsync(file.fileno())
    except (OSError, StoreUnavailableError) as error:
        why = str(error) if isinstance(error, StoreUnavailableError) else error.strerror
        return Finding("store", Health.PROBLEM, f"{store}: {folder} takes no file: {why}")
    if status is not None and not store.exists():
        remedy = "the engine makes a new one within seconds; if not: sprig-tui stop"
        return Finding("store", Health.PROBLEM, f"{store}: the engine's file is gone", remedy)
    if store.exists() and not store.is_file():
        return Finding("store", Health.PROBLEM, f"{store} is not a regular file")
    size = f"{store.stat().st_size / 1e6:,.1f} MB" if store.exists() else "not made yet"
    if status is not None and status.notice:
        said = f"{store}: writable, {size}. {status.notice.rstrip('.')}"
        return Finding("store", Health.WARNING, said, "a restart of the engine ends this notice")
    return Finding("store", Health.OK, f"{store}: writable, {size}")


async def _books(store: Path, status: EngineStatus | None) -> AsyncIterator[Finding]:
    if not os.path.lexists(store):  # noqa: ASYNC240 (one look at a local file)
        return
    reader = await SqliteLogReader.open(store)
    try:
        books = await reader.books()
    except StoreUnavailableError as error:
        yield Finding("books", Health.PROBLEM, str(error))
        return
    finally:
        await reader.close()
    for finding in book_findings(books, status, command=command):
        yield finding


def _themes() -> Iterator[Finding]:
    folder = themes_folder()
    _themes, failures = theme_source(folder).load()
    for failure in failures:
        yield Finding("themes", Health.WARNING, failure, f"correct it in {folder}")


def _terminal() -> Iterator[Finding]:
    size = None
    if sys.stdin.isatty() and sys.stdout.isatty():
        with contextlib.suppress(OSError):
            size = os.get_terminal_size()
    # the terminal's screens put something of their own in the place of sys.stdout
    encoding = getattr(sys.__stdout__, "encoding", None) or "ascii"
    columns_and_rows = (size.columns, size.lines) if size else None
    yield from terminal_findings(
        os.environ, encoding=encoding, size=columns_and_rows, command=command
    )
