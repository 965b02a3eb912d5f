"""`sprig-tui mappings export`: the mappings for a spreadsheet, a plan or another config."""

import sys

import click

from sprig_tui.cli.log_reading import run
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

FORMATS = ("csv", "json", "toml")


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="csv",
    help="By default csv; json is a Segment tracking plan, toml the config's own tables.",
)
@places_options
@click.pass_obj
def export(session: Session, *, places: Places, form: str) -> None:
    """Write the mappings to stdout; what the form cannot hold is said on stderr."""
    import tomli_w

    from sprig_tui.domain.mapping_exchange.formats import format_of, write_mappings
    from sprig_tui.domain.safe_text import safe

    snapshot = run(session.repository(places).load)
    written = write_mappings(snapshot.config, format_of(f".{form}"), tomli_w.dumps)
    text = written.text
    if sys.stdout.isatty():  # a file and a pipe get it as it is
        text = "\n".join(safe(line.removesuffix("\r")) for line in text.split("\n"))
    sys.stdout.buffer.write(text.encode())
    sys.stdout.flush()
    for sentence in written.lost:
        session.warn(sentence)
