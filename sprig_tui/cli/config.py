"""`sprig-tui config`: where the config file is, a first one, what it says and what is wrong."""

import click

from sprig_tui.cli.config_schema import schema
from sprig_tui.cli.config_show import show
from sprig_tui.cli.config_validate import validate
from sprig_tui.cli.exits import USAGE, PlainExit, plain_errors
from sprig_tui.cli.places import Places, places_options


@click.group()
def config() -> None:
    """Find, write, show and check the config file."""


config.add_command(show)
config.add_command(schema)
config.add_command(validate)


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
