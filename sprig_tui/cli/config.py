"""`sprig-tui config`: where the config file is, a first one, and what is wrong with it."""

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from sprig_tui.cli.exits import USAGE, PlainExit, plain_errors
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.domain.config_edits import ConfigProblem


@click.group()
def config() -> None:
    """Find, write and check the config file."""


@config.command()
@places_options
def path(*, places: Places) -> None:
    """Print where the config file is, or would be."""
    click.echo(str(places.config))


@config.command()
@places_options
def init(*, places: Places) -> None:
    """Write the commented default config, and print where; never over an existing file."""
    from sprig_tui.adapters.config.first_start import write_default

    with plain_errors():
        written = write_default(places.config)
    if not written:
        raise PlainExit(f"{places.config} exists already: nothing was written", USAGE)
    click.echo(str(places.config))


@config.command()
@places_options
@click.pass_obj
def validate(session: Session, *, places: Places) -> None:
    """Print each problem as FILE:LINE:COLUMN: severity: message; exit 2 when there is an error."""
    from sprig_tui.domain.config_checks import check_exposure
    from sprig_tui.domain.config_edits import ConfigError

    try:
        snapshot = asyncio.run(session.repository(places).load())
    except ConfigError as error:
        problems: Sequence[ConfigProblem] = error.problems
    else:
        problems = (*check_exposure(snapshot.config, snapshot.lines), *snapshot.problems)
    for problem in problems:
        click.echo(_line(str(places.config), problem))
    if any(problem.severity == "error" for problem in problems):
        sys.exit(USAGE)
    if not problems:
        click.echo(f"sprig-tui: {places.config} has no problems", err=True)


def _line(path: str, problem: "ConfigProblem") -> str:
    from sprig_tui.domain.safe_text import safe

    places = [str(number) for number in (problem.line, problem.column) if number is not None]
    return safe(f"{':'.join([path, *places])}: {problem.severity}: {problem.message}")
