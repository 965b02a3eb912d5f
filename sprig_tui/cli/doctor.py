"""`sprig-tui doctor`: what is well, what is not, and what to do about it."""

import asyncio
import sys
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.exits import FAILED, plain_errors
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from sprig_tui.services.diagnosis import Finding

WIDTHS: Final = (8, 12)
"""Of the first two words of a line, so that the sentences stand below each other."""


@click.command()
@click.option(
    "--online", is_flag=True, help="Connect to the destination too; nothing is sent there."
)
@places_options
@click.pass_obj
def doctor(session: Session, *, places: Places, online: bool) -> None:
    """Look at config, key, engine, port, store, books, destination and terminal.

    One line each: ok, unknown, warning or problem. Exits with 1 when there is a problem.
    """
    with plain_errors():
        sound = asyncio.run(_tell(session, places, online=online))
    if not sound:
        sys.exit(FAILED)


async def _tell(session: Session, places: Places, *, online: bool) -> bool:
    """Print every finding; returns whether none is a problem."""
    from sprig_tui.cli.examination import examine
    from sprig_tui.services.diagnosis import Health

    sound = True
    async for finding in examine(session, places, online=online):
        click.echo(_line(finding))
        sound = sound and finding.health is not Health.PROBLEM
    return sound


def _line(finding: "Finding") -> str:
    from sprig_tui.domain.safe_text import safe

    health, part = WIDTHS
    words = f"{finding.health.value:<{health}} {finding.part:<{part}} {finding.sentence}"
    return safe(f"{words}; {finding.remedy}" if finding.remedy else words, 1_000)
