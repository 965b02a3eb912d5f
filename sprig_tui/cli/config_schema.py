"""`sprig-tui config schema`: what an editor needs to check and complete the config file."""

import json

import click

from sprig_tui.cli.places import Places, places_options


@click.command()
@places_options
def schema(*, places: Places) -> None:
    """Print a JSON Schema (draft 2020-12) of the config file, for editors."""
    from sprig_tui.services.config_schema import config_schema

    del places
    click.echo(json.dumps(config_schema(), ensure_ascii=False, indent=2))
