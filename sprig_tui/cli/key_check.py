"""`sprig-tui key check`: does the destination take the API key?"""

import asyncio
import sys
from typing import TYPE_CHECKING

import click

from sprig_tui.cli.command_words import command
from sprig_tui.cli.exits import FAILED, USAGE, PlainExit, plain_errors
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from sprig_tui.services.key_check import KeyCheck

environment_option = click.option(
    "--environment",
    type=click.Choice(["development", "production"]),
    help="Whose key; without it that of the environment that the config uses.",
)


@click.command("check")
@environment_option
@click.option("--yes", is_flag=True, help="Send it without asking first.")
@places_options
@click.pass_obj
def check_key(session: Session, *, places: Places, environment: str | None, yes: bool) -> None:
    """Ask the destination whether it takes the API key; nothing is changed there.

    Exits with 0 when the key is accepted, with 1 when it is refused or nobody can tell.
    """
    from sprig_tui.adapters.clock import SystemClock
    from sprig_tui.adapters.sender.sender import HttpSender
    from sprig_tui.domain.settings import Environment
    from sprig_tui.services.key_check import CannotCheckError, KeyChecker, KeyVerdict

    with plain_errors():
        snapshot = asyncio.run(session.repository(places).load())
    checker = KeyChecker(
        HttpSender, SystemClock(), named_explicitly=places.config_named, command=command
    )
    try:
        planned = checker.plan(snapshot, Environment(environment) if environment else None)
    except CannotCheckError as error:
        raise PlainExit(str(error), USAGE) from None
    if not yes:
        _ask(planned)
    result = asyncio.run(checker.make(planned))
    click.echo(result.sentence)
    if result.verdict is not KeyVerdict.ACCEPTED:
        sys.exit(FAILED)


def _ask(planned: "KeyCheck") -> None:
    """Say what would be sent and wait for a yes."""
    click.echo(planned.detail, err=True)
    if not sys.stdin.isatty():
        raise PlainExit("nothing was sent: without a terminal to ask at, it takes --yes", USAGE)
    if not click.confirm(planned.question, err=True):
        raise PlainExit("nothing was sent", FAILED)
