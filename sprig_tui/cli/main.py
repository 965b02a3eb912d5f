"""The `sprig-tui` command: verbs are imported only when they are called."""

import asyncio
import os
import sys
from importlib import import_module
from typing import Final

import click

from sprig_tui import __version__
from sprig_tui.cli.exits import plain_errors
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

VERBS: Final = {
    "config": "sprig_tui.cli.config",
    "decide": "sprig_tui.cli.decide",
    "demo": "sprig_tui.cli.demo",
    "events": "sprig_tui.cli.events",
    "key": "sprig_tui.cli.key",
    "send": "sprig_tui.cli.send",
    "serve": "sprig_tui.cli.serve",
    "status": "sprig_tui.cli.engine_life",
    "stop": "sprig_tui.cli.engine_life",
    "users": "sprig_tui.cli.users",
}
"""Each verb's module; the module holds a click command of the verb's name."""


class VerbGroup(click.Group):
    """Imports a verb's module when the verb is called or its help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the alphabet."""
        del ctx
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, None if there is no such verb."""
        del ctx
        module = VERBS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = getattr(import_module(module), cmd_name)
        return command


@click.group(
    cls=VerbGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option("--host", help="Listen on this address instead of the config's.")
@click.option("--port", type=click.IntRange(0, 65535), help="Listen on this port instead.")
@places_options
@click.version_option(__version__)
@click.pass_context
def main(ctx: click.Context, *, places: Places, host: str | None, port: int | None) -> None:
    """See what Segment sends to Sprig, what Sprig would take, and why.

    Without a verb the terminal opens, on the running engine or on one that it starts.
    """
    ctx.obj = Session.start(os.environ)
    if ctx.invoked_subcommand is not None:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("sprig-tui: no terminal here, so this is: serve --output jsonl", err=True)
        from sprig_tui.cli.serve import run_engine

        run_engine(ctx.obj, places, host=host, port=port, form="jsonl")
        return
    from sprig_tui.cli.terminal import open_terminal

    with plain_errors():
        code = asyncio.run(open_terminal(ctx.obj, places, host=host, port=port))
    sys.exit(code)
