"""`sprig-tui mappings`: the Mappings screen without a screen."""

import click

from sprig_tui.cli.mapping_changes import add, disable, enable, remove
from sprig_tui.cli.mapping_export import export
from sprig_tui.cli.mapping_import import import_mappings
from sprig_tui.cli.mapping_list import list_mappings
from sprig_tui.cli.mapping_test import test


@click.group()
def mappings() -> None:
    """List, change and try triggered events and page URLs."""


for command in (list_mappings, add, remove, enable, disable, import_mappings, export, test):
    mappings.add_command(command)
