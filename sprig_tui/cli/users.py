"""`sprig-tui users`: the users that Track and Page calls may be forwarded for."""

from typing import BinaryIO, Final

import click

from sprig_tui.adapters.clock import SystemClock
from sprig_tui.adapters.control.client import ControlClient
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.cli.exits import USAGE, PlainExit
from sprig_tui.cli.given_files import lines_of
from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session
from sprig_tui.cli.store_writing import open_writing
from sprig_tui.domain.record import timestamp
from sprig_tui.domain.safe_text import safe, safe_name

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
                    click.echo(
                        f"{safe_name(user.user_id)}\t{timestamp(user.since_ms)}\t{user.origin}"
                    )
                after = page[-1].user_id

    run(work)


@users.command("import")
@click.argument("file", type=click.File("rb"))
@places_options
@click.pass_obj
def import_users(session: Session, *, places: Places, file: BinaryIO) -> None:
    """Make the users of FILE known: one id a line, `-` for stdin."""
    name = str(getattr(file, "name", "-"))
    try:
        lines = (line.decode().strip() for line in lines_of(file, name))
        ids = list(dict.fromkeys(line for line in lines if line))
    except UnicodeDecodeError:
        message = safe(f"{name} is not UTF-8 text; nothing was imported")
        raise PlainExit(message, USAGE) from None

    async def work() -> int:
        async with open_writing(session, places) as target:
            slices = (ids[at : at + IMPORT_SLICE] for at in range(0, len(ids), IMPORT_SLICE))
            return sum([await _import(target, one) for one in slices])

    new = run(work)
    click.echo(f"{new} users are newly known, {len(ids) - new} were known before")


async def _import(target: ControlClient | SqliteEventLog, ids: list[str]) -> int:
    """Import through the running engine, or into the store itself; returns how many were new."""
    if not isinstance(target, SqliteEventLog):
        return await target.import_users(ids)
    now = SystemClock().now_ms()
    return await target.transact(
        lambda tx: sum(tx.know(user, origin="import", at_ms=now) for user in ids)
    )
