"""`sprig-tui reset`: an empty log, for test suites."""

import sys
from typing import TYPE_CHECKING

import click

from sprig_tui.cli.exits import INTERRUPTED, USAGE, PlainExit
from sprig_tui.cli.log_reading import missing_store, open_log, run
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from sprig_tui.domain.log import Books


@click.command()
@click.option("--yes", is_flag=True, help="Also when events wait to be delivered.")
@places_options
@click.pass_obj
def reset(session: Session, *, places: Places, yes: bool) -> None:
    """Empty the log: events, books, known users, audiences, requests, hits and deliveries.

    The config stays as it is, and the numbers of events go on. Works with and without an engine.
    """
    run(lambda: _require_store(session, places))
    waiting = 0 if yes else run(lambda: _waiting(session, places))
    if waiting:
        _ask(waiting)
    removed = run(lambda: _reset(session, places))
    click.echo(f"the log is empty: {removed:,} events removed")


async def _require_store(session: Session, places: Places) -> None:
    """Nothing is made where no store is; an engine whose file went has its own ways."""
    from sprig_tui.adapters.store.lock import read_owner
    from sprig_tui.cli.engine_places import find_store

    store = await find_store(session, places)
    missing = missing_store(places, store)
    if missing and read_owner(store) is None:
        raise PlainExit(f"{missing}: nothing was done", USAGE)


async def _waiting(session: Session, places: Places) -> int:
    async with open_log(session, places) as log:
        return waiting_in(await log.books())


def waiting_in(books: "Books") -> int:
    """How many events wait to be delivered, or to be released."""
    from sprig_tui.domain.delivery import DeliveryState

    waits = (DeliveryState.PENDING, DeliveryState.RETRYING, DeliveryState.HELD)
    return sum(books.deliveries.get(state, 0) for state in waits)


def _ask(waiting: int) -> None:
    """Only who says yes loses what was not delivered yet."""
    said = f"{waiting:,} events wait to be delivered, and would not be any more"
    if not on_terminal():
        raise PlainExit(f"{said}: add --yes to empty the log", USAGE)
    if not click.confirm(f"{said}. Empty the log?", err=True):
        sys.exit(INTERRUPTED)


def on_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


async def _reset(session: Session, places: Places) -> int:
    from sprig_tui.cli.store_writing import open_writing

    async with open_writing(session, places) as target:
        return await target.reset()
