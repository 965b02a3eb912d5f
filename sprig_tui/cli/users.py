"""`sprig-tui users`: the users that Track and Page calls may be forwarded for."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, TextIO

import click

from sprig_tui.adapters.clock import SystemClock
from sprig_tui.cli.exits import USAGE, PlainExit
from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session
from sprig_tui.domain.record import timestamp
from sprig_tui.domain.safe_text import safe

IMPORT_SLICE: Final = 5_000


@click.group()
def users() -> None:
    """List or import known users: those whose Track and Page calls are forwarded."""


@users.command("list")
@places_options
@click.pass_obj
def list_users(session: Session, *, places: Places) -> None:
    """One user a line: id, since when, and how it became known, parted by tabs."""

    async def work() -> None:
        async with open_log(session, places) as log:
            after = ""
            while page := await log.users(after=after):
                for user in page:
                    click.echo(f"{safe(user.user_id)}\t{timestamp(user.since_ms)}\t{user.origin}")
                after = page[-1].user_id

    run(work)


@users.command("import")
@click.argument("file", type=click.File("r", encoding="utf-8"))
@places_options
@click.pass_obj
def import_users(session: Session, *, places: Places, file: TextIO) -> None:
    """Make the users of FILE known: one id a line, `-` for stdin."""
    try:
        ids = list(dict.fromkeys(line.strip() for line in file if line.strip()))
    except UnicodeDecodeError as error:
        message = f"{file.name} is not UTF-8 text (byte {error.start}); nothing was imported"
        raise PlainExit(message, USAGE) from None

    async def work() -> int:
        new = 0
        async with _user_import(session, places) as import_slice:
            for start in range(0, len(ids), IMPORT_SLICE):
                new += await import_slice(ids[start : start + IMPORT_SLICE])
        return new

    new = run(work)
    click.echo(f"{new} users are newly known, {len(ids) - new} were known before")


@asynccontextmanager
async def _user_import(
    session: Session, places: Places
) -> AsyncIterator[Callable[[list[str]], Awaitable[int]]]:
    """Import through the running engine, or into the store itself where none runs."""
    from sprig_tui.adapters.control.client import ControlClient
    from sprig_tui.adapters.store.lock import OwnerInfo, StoreLock, read_owner
    from sprig_tui.adapters.store.writer import SqliteEventLog
    from sprig_tui.cli.engine_places import store_of

    store = store_of(places, await session.repository(places).load())
    owner = read_owner(store)
    if owner is not None:
        client = ControlClient(Path(owner.control_path))
        yield client.import_users
        await client.close()
        return
    info = OwnerInfo(pid=os.getpid(), address="", config_path=str(places.config), control_path="")
    with StoreLock.take(store, info):
        log = await SqliteEventLog.open(store)
        now = SystemClock().now_ms()

        async def import_slice(ids: list[str]) -> int:
            return await log.transact(
                lambda tx: sum(tx.know(user, origin="import", at_ms=now) for user in ids)
            )

        try:
            yield import_slice
        finally:
            await log.close()
