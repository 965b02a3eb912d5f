"""The `sprig-tui` command: verbs are imported only when they are called."""

import os
import sys
from importlib import import_module
from typing import Final, NamedTuple

import click

from sprig_tui import __version__
from sprig_tui.cli.collector import hold_collector
from sprig_tui.cli.no_screens import form_instead, why_no_screens
from sprig_tui.cli.places import Places, places_options

INTERRUPTED: Final = 130


class Verb(NamedTuple):
    """A verb's module, which holds a click command of its name, and its line in the help."""

    module: str
    line: str


VERBS: Final = {
    "audiences": Verb("audiences", "List Engage audiences and computed traits, or who is in one."),
    "config": Verb("config", "Find, write, show and check the config file."),
    "decide": Verb("decide", "Decide JSON events from stdin: one record an event."),
    "demo": Verb("demo", "Open the terminal on sample traffic and a stand-in for Sprig."),
    "doctor": Verb("doctor", "Look at every part of the way of an event, and say what to do."),
    "events": Verb("events", "List, follow, explain and export events of the log."),
    "key": Verb("key", "Store, check or clear the API key; it is read from stdin."),
    "mappings": Verb("mappings", "List, change and try triggered events and page URLs."),
    "reasons": Verb("reasons", "List the reason codes: what each means and what to do."),
    "replay": Verb("replay", "Send a capture through the running listener."),
    "reset": Verb("reset", "Empty the log, for test suites."),
    "sandbox": Verb("sandbox", "Stand in for Sprig and Gleap, with scripted faults."),
    "send": Verb("send", "Post one event to the running listener."),
    "serve": Verb("serve", "Run the engine alone and print each record."),
    "status": Verb("engine_life", "Say which engine owns the store."),
    "stop": Verb("engine_life", "Drain and end the engine that owns the store."),
    "users": Verb("users", "List or import known users."),
    "wait": Verb("wait", "Wait until events match a query, for test suites."),
}


class VerbGroup(click.Group):
    """Imports a verb's module when the verb is called, and none for the list of verbs."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a verb: interrupted it ends with 130, without a reader with 0, never a traceback."""
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            sys.exit(INTERRUPTED)
        except BrokenPipeError:
            # What is still buffered goes nowhere, so that closing stdout at exit cannot fail.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            sys.exit(0)
        except OSError as error:
            name = f": {error.filename}" if error.filename else ""
            click.echo(f"sprig-tui: {error.strerror or error}{name}", err=True)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            sys.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs in the order of the alphabet."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb's command, None if there is no such verb."""
        del ctx
        verb = VERBS.get(cmd_name)
        if verb is None:
            return None
        module = import_module(f"sprig_tui.cli.{verb.module}")
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One line a verb."""
        del ctx
        with formatter.section("Verbs"):
            formatter.write_dl([(name, verb.line) for name, verb in VERBS.items()])


def run() -> None:
    """The installed command."""
    open_standard_files()
    main()


def open_standard_files() -> None:
    """Put /dev/null where the shell closed stdin, stdout or stderr.

    Else the next file or socket that is opened would get their number and what is printed.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free number is this one
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "r" if number == 0 else "w", closefd=False))


@click.group(
    cls=VerbGroup,
    invoke_without_command=True,
    subcommand_metavar="[VERB] [ARGS]...",
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
    from sprig_tui.cli.session import Session

    session = ctx.obj = Session.start(os.environ)
    if ctx.invoked_subcommand is not None:
        return
    lacking = why_no_screens(os.environ)
    if not lacking:
        hold_collector()
        from sprig_tui.cli.entrance import open_terminal

        sys.exit(open_terminal(session, places, host=host, port=port))
    from sprig_tui.cli.serve import run_engine

    form = form_instead()
    click.echo(f"sprig-tui: {lacking}, so this is: serve --output {form}", err=True)
    run_engine(session, places, host=host, port=port, form=form)
