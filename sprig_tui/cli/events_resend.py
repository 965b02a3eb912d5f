"""`sprig-tui events resend`: queue events for delivery again."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.exits import FAILED, USAGE, PlainExit
from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from sprig_tui.adapters.store.reader import SqliteLogReader
    from sprig_tui.domain.settings import Config
    from sprig_tui.services.resending import ResendPlan

PAGE: Final = 1_000


@click.command("resend")
@click.argument("row_ids", metavar="[ID]...", nargs=-1, type=click.IntRange(1))
@click.option("--failed", is_flag=True, help="Every event whose delivery failed.")
@click.option("--yes", is_flag=True, help="Resend all that failed without asking first.")
@places_options
@click.pass_obj
def resend_events(
    session: Session, *, places: Places, row_ids: tuple[int, ...], failed: bool, yes: bool
) -> None:
    """Queue events for delivery again: failed and delivered ones, and dry runs.

    They leave when the mode is live, with the key of the environment that they were decided for.
    """
    if failed == bool(row_ids):
        raise PlainExit("give the ids of the events to resend, or --failed", USAGE)
    wanted: Sequence[int] = tuple(dict.fromkeys(row_ids))
    if failed:
        wanted = _agreed_failed(session, places, yes=yes)

    async def work() -> tuple[int, str]:
        async with open_log(session, places, needed=True):
            pass
        queued = await _queue(session, places, wanted) if wanted else 0
        held = await _held(session, places, wanted, queued) if queued else ""
        return queued, held

    queued, held = run(work)
    click.echo(f"{queued} of {len(wanted)} events are queued for delivery{held}")
    if queued < len(wanted):
        click.echo("sprig-tui: the others were not forwarded, or are not in the log", err=True)
        sys.exit(FAILED)


def _agreed_failed(session: Session, places: Places, *, yes: bool) -> Sequence[int]:
    """The ids of all that failed, once somebody said yes to resending them."""
    from sprig_tui.adapters.store.outbox_reader import SqliteOutboxReader
    from sprig_tui.cli.engine_places import read_for_store
    from sprig_tui.services.resend_words import production_warning, resend_lines
    from sprig_tui.services.resending import ResendPlanner

    async def plan() -> "tuple[ResendPlan, Config]":
        config, _store = await read_for_store(session, places)
        async with open_log(session, places, needed=True) as log:
            return await ResendPlanner(log, SqliteOutboxReader(log)).plan_failed(), config

    found, config = run(plan)
    if found.row_ids and not yes:
        lines = [*resend_lines(found, config.destination), production_warning(found)]
        click.echo("\n".join(filter(None, lines)), err=True)
        _ask(len(found))
    return found.row_ids


def _ask(count: int) -> None:
    if not sys.stdin.isatty():
        said = "nothing was resent: without a terminal to ask at, it takes --yes"
        raise PlainExit(said, USAGE)
    if not click.confirm(f"Resend all {count:,} failed?", err=True):
        raise PlainExit("nothing was resent", FAILED)


async def _held(session: Session, places: Places, row_ids: Sequence[int], queued: int) -> str:
    """How many of the rows that are queued do not leave now, and until when; "" when all do."""
    from sprig_tui.cli.engine_places import read_for_store
    from sprig_tui.domain.settings import Mode

    config, _store = await read_for_store(session, places)
    mode = config.destination.mode
    async with open_log(session, places) as log:
        held = await _count_held(log, set(row_ids))
    if not held:
        return ""
    how_many = "" if held >= queued else f"{held} of them "
    if mode is Mode.LIVE:
        return f", {how_many}held until their kind, environment and endpoint are chosen again"
    return f", {how_many}held until the mode is live (it is {mode.value})"


async def _count_held(log: "SqliteLogReader", row_ids: set[int]) -> int:
    from sprig_tui.adapters.store.outbox_reader import SqliteOutboxReader
    from sprig_tui.domain.delivery import DeliveryState

    outbox, found, after = SqliteOutboxReader(log), 0, min(row_ids) - 1
    while page := await outbox.waiting(after=after, limit=PAGE, state=DeliveryState.HELD):
        found += sum(one.row.id in row_ids for one in page)
        after = page[-1].row.id
        if after >= max(row_ids):
            break
    return found


async def _queue(session: Session, places: Places, row_ids: Sequence[int]) -> int:
    from sprig_tui.adapters.clock import SystemClock
    from sprig_tui.adapters.store.writer import SqliteEventLog
    from sprig_tui.cli.store_writing import open_writing

    async with open_writing(session, places) as target:
        if not isinstance(target, SqliteEventLog):
            return await target.resend(row_ids)
        now = SystemClock().now_ms()
        return await target.transact(lambda tx: tx.outbox.resend(row_ids, at_ms=now))
