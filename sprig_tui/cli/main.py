"""The `sprig-tui` command."""

import click

from sprig_tui import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__)
def main() -> None:
    """See what Segment sends to Sprig, what Sprig would take, and why."""
