"""`sprig-tui events`: read the log without a screen."""

import asyncio
from typing import Final

import click

from sprig_tui.cli.events_filters import filters
from sprig_tui.cli.events_resend import resend_events
from sprig_tui.cli.exits import FAILED, USAGE, PlainExit
from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.output import RecordOutput, json_page, record_printer
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.query_words import QueryCommand, query_argument, query_of
from sprig_tui.cli.session import Session

TAIL_SECONDS: Final = 0.1

output_option = click.option(
    "--output",
    type=click.Choice(["table", "jsonl", "csv", "plain"]),
    help="By default a table on a terminal, else jsonl.",
)


@click.group()
def events() -> None:
    """Read the log: QUERY is words, key:value, OR, -not and groups; see docs/filters.md."""


@events.command("list", cls=QueryCommand)
@query_argument
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@output_option
@places_options
@click.pass_obj
def list_events(
    session: Session,
    *,
    places: Places,
    query: tuple[str, ...],
    limit: int,
    output: RecordOutput | None,
) -> None:
    """The newest events that match, oldest first."""
    printer = record_printer(output)

    async def work() -> None:
        from sprig_tui.services.records import Records

        wanted = await query_of(session, places, query)
        async with open_log(session, places) as log:
            rows = list(await log.rows(query=wanted, limit=limit))
            printer(await Records(log).of(rows[::-1]))

    run(work)


@events.command("tail", cls=QueryCommand)
@query_argument
@output_option
@places_options
@click.pass_obj
def tail_events(
    session: Session, *, places: Places, query: tuple[str, ...], output: RecordOutput | None
) -> None:
    """Print events as they come, until interrupted."""
    printer = record_printer(output)

    async def work() -> None:
        from sprig_tui.services.records import Records

        wanted = await query_of(session, places, query)
        async with open_log(session, places) as log:
            newest = await log.rows(limit=1)
            after = newest[0].id if newest else 0
            records, token = Records(log), -1
            while True:
                if (now := await log.change_token()) != token:
                    token = now
                    async for page in records.all(wanted, after=after):
                        printer(page)
                        after = int(str(page[-1]["id"]))
                await asyncio.sleep(TAIL_SECONDS)

    run(work)


@events.command("show")
@click.argument("row_id", metavar="ID", type=int)
@places_options
@click.pass_obj
def show_event(session: Session, *, places: Places, row_id: int) -> None:
    """One event as JSON: its record, each step of the decision, and what Segment sent."""

    async def work() -> None:
        from sprig_tui.services.records import Records

        async with open_log(session, places) as log:
            shown = await Records(log).explained(row_id)
            if shown is None:
                raise PlainExit(f"the log holds no event {row_id}", FAILED)
            click.echo(json_page(shown))

    run(work)


@events.command("export", cls=QueryCommand)
@query_argument
@click.option("--events", "as_sent", is_flag=True, help="The events as sent, for `replay`.")
@output_option
@places_options
@click.pass_obj
def export_events(
    session: Session,
    *,
    places: Places,
    query: tuple[str, ...],
    output: RecordOutput | None,
    as_sent: bool,
) -> None:
    """Write every event that matches to stdout, oldest first; jsonl unless --output says else."""
    if as_sent and output not in (None, "jsonl"):
        raise PlainExit("--events writes JSON lines only", USAGE)
    printer = record_printer(output or "jsonl")

    async def work() -> None:
        from sprig_tui.services.captures import captures
        from sprig_tui.services.records import Records

        wanted = await query_of(session, places, query)
        async with open_log(session, places) as log:
            pages = captures(log, wanted) if as_sent else Records(log).all(wanted)
            async for page in pages:
                printer(page)

    run(work)


events.add_command(resend_events)
events.add_command(filters)
