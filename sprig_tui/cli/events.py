"""`sprig-tui events`: read the log without a screen."""

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from typing import Final, Literal

import click

from sprig_tui.cli.events_resend import resend_events
from sprig_tui.cli.exits import FAILED, USAGE, PlainExit
from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.output import harmless_json, json_line, plain_record, write_csv
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session
from sprig_tui.domain.query import Query, QueryError, parse_query
from sprig_tui.domain.record import Record

Output = Literal["table", "jsonl", "csv"]
TAIL_SECONDS: Final = 0.1

query_argument = click.argument("query", nargs=-1)
output_option = click.option(
    "--output",
    type=click.Choice(["table", "jsonl", "csv"]),
    help="By default a table on a terminal, else jsonl.",
)


@click.group()
def events() -> None:
    """Read the log: QUERY is words, key:value and -not, all of which must hold."""


@events.command("list")
@query_argument
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@output_option
@places_options
@click.pass_obj
def list_events(
    session: Session, *, places: Places, query: tuple[str, ...], limit: int, output: Output | None
) -> None:
    """The newest events that match, oldest first."""
    wanted = _query(query)
    printer = _printer(output)

    async def work() -> None:
        from sprig_tui.services.records import Records

        async with open_log(session, places) as log:
            rows = list(await log.rows(query=wanted, limit=limit))
            printer(await Records(log).of(rows[::-1]))

    run(work)


@events.command("tail")
@query_argument
@output_option
@places_options
@click.pass_obj
def tail_events(
    session: Session, *, places: Places, query: tuple[str, ...], output: Output | None
) -> None:
    """Print events as they come, until interrupted."""
    wanted = _query(query)
    printer = _printer(output)

    async def work() -> None:
        from sprig_tui.services.records import Records

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
            click.echo(harmless_json(json.dumps(shown, ensure_ascii=False, indent=2)))

    run(work)


@events.command("export")
@query_argument
@output_option
@places_options
@click.pass_obj
def export_events(
    session: Session, *, places: Places, query: tuple[str, ...], output: Output | None
) -> None:
    """Write every event that matches to stdout, oldest first; jsonl unless --output says else."""
    wanted = _query(query)
    printer = _printer(output or "jsonl")

    async def work() -> None:
        from sprig_tui.services.records import Records

        async with open_log(session, places) as log:
            async for page in Records(log).all(wanted):
                printer(page)

    run(work)


events.add_command(resend_events)


def _query(words: Sequence[str]) -> Query:
    try:
        return parse_query(" ".join(words))
    except QueryError as error:
        raise PlainExit(f"{error} (at character {error.position + 1})", USAGE) from None


def _printer(output: Output | None) -> Callable[[Sequence[Record]], None]:
    form = output or ("table" if sys.stdout.isatty() else "jsonl")
    if form == "csv":
        header = True

        def print_csv(records: Sequence[Record]) -> None:
            nonlocal header
            write_csv(records, sys.stdout, header=header)
            header = header and not records
            sys.stdout.flush()

        return print_csv
    line = json_line if form == "jsonl" else plain_record

    def print_lines(records: Sequence[Record]) -> None:
        sys.stdout.writelines(line(record) + "\n" for record in records)
        sys.stdout.flush()

    return print_lines
