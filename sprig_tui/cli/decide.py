"""`sprig-tui decide`: what would become of events, without a store and without a network."""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.exits import plain_errors
from sprig_tui.cli.output import json_line
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.rules_reading import read_rules
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from sprig_tui.domain.events import Event, Rejection
    from sprig_tui.domain.record import Record
    from sprig_tui.domain.rules import RulesSource

KINDS: Final = ("sprig", "sprig_actions", "gleap")


@click.command()
@click.option("--kind", type=click.Choice(KINDS), help="Decide for this kind of destination.")
@click.option("--known-user", "known_users", metavar="ID", multiple=True, help="A known user.")
@places_options
@click.pass_obj
def decide(
    session: Session, *, places: Places, kind: str | None, known_users: tuple[str, ...]
) -> None:
    """Decide events from stdin, one JSON event or batch body a line; print their records.

    An identify earlier in the input makes its user known, a repeated messageId is a duplicate.
    """
    with plain_errors():
        source = asyncio.run(read_rules(session, places, kind)).source
    _print(_decided(sys.stdin.buffer, source, known_users))


def _decided(
    lines: Iterable[bytes], source: "RulesSource", known: Iterable[str]
) -> Iterator["Record"]:
    """The record of every event in `lines`, in order."""
    from sprig_tui.domain.record import record_of_decision
    from sprig_tui.domain.rules import Rules
    from sprig_tui.services.deciders import FileDecider

    decider = FileDecider(Rules(source), known)
    for position, content in enumerate(read_contents(lines), start=1):
        yield record_of_decision(content, decider.decide(content), position=position)


def read_contents(lines: Iterable[bytes]) -> Iterator["Event | Rejection"]:
    """What the lines of a capture hold, JSON events or batch bodies; blank ones are passed over."""
    from sprig_tui.domain.wire import read_line

    for line in lines:
        if line.strip():
            for item in read_line(line, received_at_ms=None, fill_timestamp=False):
                yield item.content


def _print(records: Iterable["Record"]) -> None:
    """One record a line, each as soon as it is decided."""
    stream = sys.stdout.buffer
    for record in records:
        stream.write(json_line(record).encode("utf-8", "replace") + b"\n")
        stream.flush()
