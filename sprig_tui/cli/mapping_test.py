"""`sprig-tui mappings test`: what the mappings make of real events, and what would change."""

import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.decide import KINDS, read_contents
from sprig_tui.cli.engine_places import find_store
from sprig_tui.cli.exits import FAILED, USAGE, PlainExit
from sprig_tui.cli.given_files import lines_of
from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.rules_reading import ReadRules, of_kind, read_rules
from sprig_tui.cli.session import Session
from sprig_tui.cli.tables import TableOutput, print_lines, table_option, wants_table
from sprig_tui.domain.safe_text import safe

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from sprig_tui.adapters.store.reader import SqliteLogReader
    from sprig_tui.domain.comparison import Comparison
    from sprig_tui.domain.events import Event, Rejection
    from sprig_tui.services.mapping_report import MappingReport

NEWEST: Final = 10_000
LISTED: Final = 50
"""Changes in a table unless --changes says else; JSON lines have all of them."""


@dataclass(frozen=True, slots=True)
class _Input:
    """Where events come from: a capture, or the newest ones of the log, which may be `needed`."""

    session: Session
    places: Places
    file: str | None
    limit: int | None
    known: tuple[str, ...]
    needed: bool


@click.command()
@click.argument(
    "file", required=False, type=click.Path(dir_okay=False, exists=True, allow_dash=True)
)
@click.option("--against", type=click.Path(path_type=Path), help="The config to compare with.")
@click.option("--kind", type=click.Choice(KINDS), help="Compare with this kind of destination.")
@click.option("--limit", type=click.IntRange(1), help="The log's newest N, or a file's first N.")
@click.option("--changes", type=click.IntRange(1), help="List so many changes.")
@click.option("--known-user", "known", metavar="ID", multiple=True, help="Known before the FILE.")
@click.option(
    "--fail-on-change",
    is_flag=True,
    help="Exit 1 when something would be sent otherwise, or no event was looked at.",
)
@table_option
@places_options
@click.pass_obj
def test(
    session: Session,
    *,
    places: Places,
    file: str | None,
    against: Path | None,
    kind: str | None,
    limit: int | None,
    changes: int | None,
    known: tuple[str, ...],
    fail_on_change: bool,
    output: TableOutput | None,
) -> None:
    """Report what the config makes of events, or what NEW or another kind would change.

    The events are those of the log, or of FILE: JSON events or batch bodies, one a line, - for
    stdin. With both --against and --kind, NEW is taken for that kind.

    Each config has a log of its own, unless --store names one.
    """
    if against is not None and not against.exists():
        raise PlainExit(f"--against {against}: there is no such file to compare with", USAGE)
    if fail_on_change and against is None and kind is None:
        raise click.UsageError("--fail-on-change needs --against NEW or --kind KIND.")
    events = _Input(session, places, file, limit, known, needed=fail_on_change)
    as_table = wants_table(output)
    if against is None and kind is None:
        _print_report(events, as_table=as_table)
        return
    from sprig_tui.cli.comparison_text import comparison_lines, comparison_objects

    most = changes or (LISTED if as_table else sys.maxsize)
    new = Places(against.absolute(), config_named=True, store=None) if against else None
    before, after, found = run(lambda: _compare(events, new, kind, most))
    lines = comparison_lines if as_table else comparison_objects
    print_lines(lines(before, after, found))
    if fail_on_change and not found.looked_at:
        raise PlainExit("no event was looked at, which --fail-on-change takes as a failure", FAILED)
    if fail_on_change and (found.gained or found.lost or found.sends_other):
        sys.exit(FAILED)


def _print_report(events: _Input, *, as_table: bool) -> None:
    from sprig_tui.cli.report_text import report_lines, report_objects

    rules, report = run(lambda: _report(events))
    print_lines(report_lines(rules, report) if as_table else report_objects(rules, report))


async def _report(events: _Input) -> "tuple[ReadRules, MappingReport]":
    from sprig_tui.domain.rules import Rules
    from sprig_tui.services.mapping_report import report_contents, report_log

    read = await read_rules(events.session, events.places)
    rules = Rules(read.source)
    if events.file is not None:
        found = _contents(events.file, events.limit)
        return read, report_contents(found, rules, known=events.known, problems=read.problems)
    limit = events.limit or NEWEST
    async with _log(events) as log:
        return read, await report_log(log, rules, limit=limit, problems=read.problems)


async def _compare(
    events: _Input, against: Places | None, kind: str | None, most: int
) -> "tuple[ReadRules, ReadRules, Comparison]":
    from sprig_tui.domain.rules import Rules
    from sprig_tui.services.what_would_change import compare_contents, compare_log

    old = await read_rules(events.session, events.places)
    if against is None:
        new = ReadRules(of_kind(old.source, kind), old.name, old.problems)
    else:
        new = await read_rules(events.session, against, kind)
    before, after = Rules(old.source), Rules(new.source)
    if events.file is not None:
        found = _contents(events.file, events.limit)
        return old, new, compare_contents(found, before, after, known=events.known, most=most)
    limit = events.limit or NEWEST
    async with _log(events) as log:
        return old, new, await compare_log(log, before, after, limit=limit, most=most)


@asynccontextmanager
async def _log(events: _Input) -> "AsyncIterator[SqliteLogReader]":
    """The log of the config; of one without events it is said whose it is, and what to do."""
    async with open_log(events.session, events.places, needed=events.needed) as log:
        if not await log.rows(limit=1):
            store = await find_store(events.session, events.places)
            message = (
                f"sprig-tui: the log {store} holds no event. Each config has its own: name "
                "another with --store, or give a FILE of events"
            )
            click.echo(safe(message), err=True)
        yield log


def _contents(file: str, limit: int | None) -> "Iterator[Event | Rejection]":
    """The events of a capture, at most `limit`."""
    with click.open_file(file, "rb") as lines:
        yield from islice(read_contents(lines_of(lines, file)), limit)
