"""`sprig-tui config validate`: everything that is wrong with the config file."""

import asyncio
import sys
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.engine_places import store_of
from sprig_tui.cli.exits import FAILED, USAGE
from sprig_tui.cli.log_reading import missing_store
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.domain.config_edits import ConfigError, ConfigProblem, ConfigSnapshot

NOTHING_SENT: Final = (
    "sprig-tui: NOTHING IS SENT while an enabled filter does not parse: mend it, or set its "
    "enabled to false"
)


@click.command()
@click.option("--no-log", is_flag=True, help="Leave out what only the events seen can tell.")
@click.option("--strict", is_flag=True, help="Exit 1 when there are warnings.")
@places_options
@click.pass_obj
def validate(session: Session, *, places: Places, no_log: bool, strict: bool) -> None:
    """Print each problem as FILE:LINE:COLUMN: severity: message.

    Exit 2 when there is an error: the file cannot be used. With warnings exit 0, or 1 with
    --strict: the file is used as it is. One of them, of an enabled filter that does not parse,
    means that no event is sent; it comes first.
    """
    problems = asyncio.run(_find_problems(session, places, with_log=not no_log))
    for problem in problems:
        click.echo(_line(str(places.config), problem))
    if any(problem.severity == "error" for problem in problems):
        sys.exit(USAGE)
    if any(problem.stops for problem in problems):
        click.echo(NOTHING_SENT, err=True)
    if problems and strict:
        sys.exit(FAILED)
    if not problems:
        click.echo(f"sprig-tui: {places.config} has no problems", err=True)


async def _find_problems(
    session: Session, places: Places, *, with_log: bool
) -> "Sequence[ConfigProblem]":
    """What stops every event, then the others in the order of their lines."""
    from sprig_tui.domain.config_checks import check_exposure
    from sprig_tui.domain.config_edits import ConfigError
    from sprig_tui.services.stopping_filter import by_weight

    try:
        snapshot = await session.repository(places).load()
    except ConfigError as error:
        return by_weight([*_exposure(error), *error.problems])
    problems = [*check_exposure(snapshot.config, snapshot.lines), *snapshot.problems]
    if with_log:
        problems += await _ask_log(places, snapshot)
    return by_weight(problems)


def _exposure(error: "ConfigError") -> "Sequence[ConfigProblem]":
    """Whether the listener is guarded, where nothing wrong stands in what that depends on."""
    from sprig_tui.domain.config_checks import check_exposure

    wrong = [problem.key for problem in error.problems if problem.severity == "error"]
    broken = {key.partition(".")[0] for key in wrong}
    if broken & {"listener", "destination"}:
        return ()
    return check_exposure(error.readable, error.lines)


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

    place = f"{path}:{problem.place}" if problem.place else path
    return safe(f"{place}: {problem.severity}: {problem.message}")
