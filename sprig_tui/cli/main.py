"""The `sprig-tui` command: verbs are imported only when they are called."""

from importlib import import_module
from typing import Final

import click

from sprig_tui import __version__

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
@click.version_option(__version__)
@click.pass_context
def main(ctx: click.Context) -> None:
    """See what Segment sends to Sprig, what Sprig would take, and why."""
    del ctx
