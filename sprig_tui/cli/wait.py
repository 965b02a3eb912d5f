"""`sprig-tui wait`: until events have come, for test suites."""

import sys
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.exits import FAILED, TIMED_OUT
from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.output import RecordOutput, plain_record, record_printer
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.query_words import QueryCommand, query_argument, query_of
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.domain.record import Record
    from sprig_tui.ports import LogReader

SHOWN: Final = 5
"""How many of the events that came are named when the wait was in vain."""


class Span(click.ParamType[float]):
    """`500ms`, `10s`, `2m` or `1h`, as seconds."""

    name = "span"

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> float:
        """The seconds of a text."""
        from sprig_tui.domain.query.moments import span_ms

        span = span_ms(str(value))
        if span is None:
            self.fail(f"{value!r} is no span of time such as 500ms, 10s or 2m", param, ctx)
        return span / 1000


@click.command(cls=QueryCommand)
@query_argument
@click.option("--count", type=click.IntRange(0), default=1, show_default=True, metavar="N",
              help="How many have to match; 0: none may, for the whole time.")  # fmt: skip
@click.option("--within", "seconds", type=Span(), default="10s", show_default=True, metavar="SPAN",
              help="How long to wait.")  # fmt: skip
@click.option("--since-now", is_flag=True, help="Leave out the events that are there already.")
@click.option("--output", type=click.Choice(["table", "jsonl", "csv", "plain"]),
              help="As `events list`.")  # fmt: skip
@places_options
@click.pass_obj
def wait(
    session: Session,
    *,
    places: Places,
    query: tuple[str, ...],
    count: int,
    seconds: float,
    since_now: bool,
    output: RecordOutput | None,
) -> None:
    """Wait until N events of the log match QUERY, and print them.

    Exit code 0: they came. 4: they did not, and stderr says what did.
    """

    async def work() -> tuple[bool, list["Record"], list["Record"]]:
        from sprig_tui.services.awaiting import Wait
        from sprig_tui.services.records import Records

        wanted = await query_of(session, places, query)
        async with open_log(session, places) as log:
            after = await _newest(log) if since_now else 0
            found = await Wait(log, wanted, max(count, 1), after).within(seconds)
            records = Records(log)
            came = await log.rows(limit=SHOWN)
            others = [row for row in came if row.id > after and row not in found.rows]
            return found.enough, await records.of(found.rows), await records.of(others[::-1])

    enough, matched, others = run(work)
    record_printer(output)(matched)
    if enough is (count > 0):
        return
    _tell(matched, others, count=count, seconds=seconds)
    sys.exit(FAILED if count == 0 else TIMED_OUT)


async def _newest(log: "LogReader") -> int:
    rows = await log.rows(limit=1)
    return rows[0].id if rows else 0


def _tell(
    matched: "Sequence[Record]", others: "Sequence[Record]", *, count: int, seconds: float
) -> None:
    if count == 0:
        click.echo("sprig-tui: an event matched, and none should have", err=True)
        return
    click.echo(f"sprig-tui: {len(matched)} of {count} events came in {seconds:g} s", err=True)
    if others:
        click.echo("sprig-tui: the newest that did not match:", err=True)
    for record in others:
        click.echo(f"  {plain_record(record)}", err=True)
