"""`sprig-tui config validate`: everything that is wrong with the config file."""

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from sprig_tui.cli.engine_places import store_of
from sprig_tui.cli.exits import FAILED, USAGE
from sprig_tui.cli.log_reading import missing_store
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.domain.config_edits import ConfigError, ConfigProblem, ConfigSnapshot


@click.command()
@click.option("--no-log", is_flag=True, help="Leave out what only the events seen can tell.")
@click.option("--strict", is_flag=True, help="Exit 1 when there are warnings.")
@places_options
@click.pass_obj
def validate(session: Session, *, places: Places, no_log: bool, strict: bool) -> None:
    """Print each problem as FILE:LINE:COLUMN: severity: message.

    Exit 2 when there is an error: the file cannot be used. Warnings stop nothing: exit 0 with
    them, or 1 with --strict.
    """
    problems = asyncio.run(_find_problems(session, places, with_log=not no_log))
    for problem in problems:
        click.echo(_line(str(places.config), problem))
    if any(problem.severity == "error" for problem in problems):
        sys.exit(USAGE)
    if problems and strict:
        sys.exit(FAILED)
    if not problems:
        click.echo(f"sprig-tui: {places.config} has no problems", err=True)


async def _find_problems(
    session: Session, places: Places, *, with_log: bool
) -> "Sequence[ConfigProblem]":
    """In the order of their lines."""
    from sprig_tui.domain.config_checks import check_exposure
    from sprig_tui.domain.config_edits import ConfigError

    try:
        snapshot = await session.repository(places).load()
    except ConfigError as error:
        return _in_order([*_exposure(error), *error.problems])
    problems = [*check_exposure(snapshot.config, snapshot.lines), *snapshot.problems]
    if with_log:
        problems += await _ask_log(places, snapshot)
    return _in_order(problems)


def _exposure(error: "ConfigError") -> "Sequence[ConfigProblem]":
    """Whether the listener is guarded, where nothing wrong stands in what that depends on."""
    from sprig_tui.domain.config_checks import check_exposure

    wrong = [problem.key for problem in error.problems if problem.severity == "error"]
    broken = {key.partition(".")[0] for key in wrong}
    if broken & {"listener", "destination"}:
        return ()
    return check_exposure(error.readable, error.lines)


def _in_order(problems: "Sequence[ConfigProblem]") -> "Sequence[ConfigProblem]":
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0))


async def _ask_log(places: Places, snapshot: "ConfigSnapshot") -> "Sequence[ConfigProblem]":
    """What the log tells, nothing where there is none; one that cannot be read is no failure.

    That none is there is said only when --store named it: a new config has none yet.
    """
    from sprig_tui.adapters.store.reader import SqliteLogReader
    from sprig_tui.ports import StoreUnavailableError
    from sprig_tui.services.config_lint import lint_against_log

    store = store_of(places, snapshot)
    missing = missing_store(places, store)
    if missing:
        if places.store:
            click.echo(f"sprig-tui: checked without the log: {missing}", err=True)
        return ()
    reader = await SqliteLogReader.open(store)
    try:
        return await lint_against_log(snapshot, reader)
    except StoreUnavailableError as error:
        click.echo(f"sprig-tui: checked without the log: {error}", err=True)
        return ()
    finally:
        await reader.close()


def _line(path: str, problem: "ConfigProblem") -> str:
    from sprig_tui.domain.safe_text import safe

    places = [str(number) for number in (problem.line, problem.column) if number is not None]
    return safe(f"{':'.join([path, *places])}: {problem.severity}: {problem.message}")
