"""Start an engine process, or find the one that runs (design.md, section 1)."""

import asyncio
import contextlib
import os
import shlex
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from sprig_tui.adapters.config.location import FOUND_VARIABLE
from sprig_tui.adapters.control.client import ControlClient
from sprig_tui.adapters.listener_client import ListenerClient
from sprig_tui.adapters.plain_files import make_private_folder
from sprig_tui.adapters.store.lock import OwnerInfo, owner_pid, read_owner
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.cli.command_words import command
from sprig_tui.cli.control import client_of
from sprig_tui.cli.exits import FAILED, TAKEN, PlainExit
from sprig_tui.cli.program_name import program_name
from sprig_tui.cli.session import Session
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config
from sprig_tui.engine_places import EnginePlaces
from sprig_tui.ports import EngineHangsError, EngineUnreachableError
from sprig_tui.services.sending import RecordedSender

START_SECONDS: Final = 20.0
DRAIN_SECONDS: Final = 10.0
POLL_SECONDS: Final = 0.02
FOUND: Final = {FOUND_VARIABLE: "1"}
MAX_LOG_BYTES: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class RunningEngine:
    """An engine that answers; `process` is there when this process started it."""

    client: ControlClient
    owner: OwnerInfo
    process: "subprocess.Popen[bytes] | None" = None

    async def leave(self) -> bool:
        """Say goodbye as a terminal; when the engine ends with it, wait until it has drained.

        Returns whether it ends.
        """
        stops = await self.client.leave(owner=self.process is not None)
        if stops and self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                await asyncio.to_thread(self.process.wait, DRAIN_SECONDS)
        return stops


def find_engine(where: EnginePlaces) -> OwnerInfo | None:
    """The process that owns the store, if there is one.

    Raises:
        PlainExit: it runs another config (code 3).
    """
    owner = read_owner(where.store)
    if owner is not None and Path(owner.config_path) != where.config:
        message = (
            f"the engine of {where.store} (pid {owner.pid}) runs {owner.config_path}, "
            f"not {where.config}; end it with: "
            f"{program_name()} stop --store {shlex.quote(str(where.store))}"
        )
        raise PlainExit(message, TAKEN)
    return owner


async def attach_or_start(session: Session, where: EnginePlaces) -> RunningEngine:
    """The engine of a store, started where none runs; returns once it answers.

    Raises:
        PlainExit: it could not start; the sentence is its own.
        EngineHangsError: one is there, and gives no answer.
    """
    owner = find_engine(where)
    if owner is not None:
        _refuse_another_address(where, owner)
        client = client_of(where.store, owner)
        try:
            async with asyncio.timeout(START_SECONDS):
                await _answers(client)
        except TimeoutError:
            raise EngineHangsError(owner.pid) from None
        return RunningEngine(client, owner)
    return await _start(session, where)


def _refuse_another_address(where: EnginePlaces, owner: OwnerInfo) -> None:
    """--host and --port cannot move an engine that runs."""
    bound = urlsplit(owner.address)
    if where.port not in (None, 0, bound.port) or where.host not in (None, bound.hostname):
        message = (
            f"the engine (pid {owner.pid}) already listens on {owner.address}; "
            f"to move it, end it first with: {command('stop')}"
        )
        raise PlainExit(message, TAKEN)


async def _start(session: Session, where: EnginePlaces) -> RunningEngine:
    log = engine_log(where.store)
    make_private_folder(log.parent)
    before = log.stat().st_size if log.exists() else 0
    if before > MAX_LOG_BYTES:
        log.unlink()
        before = 0
    process = _spawn(session, where, log)
    client = ControlClient(where.control, partial(owner_pid, where.store))
    try:
        async with asyncio.timeout(START_SECONDS):
            while process.poll() is None:
                owner = read_owner(where.store)
                if owner is not None and owner.pid == process.pid and owner.address:
                    await _answers(client)
                    return RunningEngine(client, owner, process)
                await asyncio.sleep(POLL_SECONDS)
    except TimeoutError:
        process.terminate()
        raise PlainExit(f"the engine did not start in time; see {log}", FAILED) from None
    except BaseException:  # who asked for it is gone: interrupted, or ended by a signal
        process.terminate()
        raise
    said = log.read_bytes()[before:].decode(errors="replace").strip().splitlines()
    message = said[-1].removeprefix("sprig-tui: ") if said else f"the engine ended; see {log}"
    raise PlainExit(message, process.returncode or FAILED)


def engine_log(store: Path) -> Path:
    """The engine's log file, beside its store."""
    return store.with_name(store.name + ".log")


def _spawn(session: Session, where: EnginePlaces, log: Path) -> "subprocess.Popen[bytes]":
    """In its own session, so that keys and signals of this terminal do not reach it."""
    command = [sys.executable, "-m", "sprig_tui", "serve", "--output", "quiet"]
    command += ["--config", str(where.config), "--store", str(where.store)]
    if where.host is not None:
        command += ["--host", where.host]
    if where.port is not None:
        command += ["--port", str(where.port)]
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK  # for pipes
    descriptor = os.open(log, flags, 0o600)
    try:
        return subprocess.Popen(  # noqa: S603 - our own program, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=descriptor,
            start_new_session=True,
            env=session.child_environment() | ({} if where.config_named else FOUND),
        )
    finally:
        os.close(descriptor)


async def _answers(client: ControlClient) -> None:
    while True:
        try:
            await client.status()
        except EngineUnreachableError:
            await asyncio.sleep(POLL_SECONDS)
        else:
            return


@contextlib.asynccontextmanager
async def sender_for(config: Config, store: Path) -> AsyncIterator[RecordedSender]:
    """Posts to the engine that owns `store`; the records come from its log.

    Raises:
        EngineUnreachableError: none runs.
    """
    owner = read_owner(store)
    if owner is None:
        raise EngineUnreachableError("no engine runs")
    reader = await SqliteLogReader.open(store)
    try:
        client = client_for(lambda: owner.address, lambda: config, store)
        yield RecordedSender(client, reader)
    finally:
        await reader.close()


def client_for(
    address: Callable[[], str], config: Callable[[], Config], store: Path
) -> ListenerClient:
    """A client that shows the listener the first of its write keys, if it wants one."""

    def write_key() -> Secret:
        keys = config().listener.write_keys
        return keys[0] if keys else Secret()

    return ListenerClient(address, write_key, partial(owner_pid, store))
