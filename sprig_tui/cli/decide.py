"""`sprig-tui decide`: what would become of events, without a store and without a network."""

import asyncio
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import click

from sprig_tui.cli.exits import USAGE, PlainExit, plain_errors
from sprig_tui.cli.output import json_line
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from sprig_tui.domain.events import Event, Rejection
    from sprig_tui.domain.record import Record
    from sprig_tui.domain.rules import Rules

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
        rules = asyncio.run(_read_rules(session, places, kind))
    _print(_decided(sys.stdin.buffer, rules, set(known_users)))


async def _read_rules(session: Session, places: Places, kind: str | None) -> "Rules":
    """The config's rules; the defaults where there is no file and none was named."""
    from sprig_tui.domain.rules import Rules, RulesSource
    from sprig_tui.domain.settings import Kind, mapping_count_problem

    source = RulesSource()
    if places.config_named or places.config.exists():
        snapshot = await session.repository(places).load()
        source = RulesSource.of(snapshot.config, snapshot.lines)
    if kind is not None:
        source = source.model_copy(update={"kind": Kind(kind)})
    count = len(source.triggered_events) + len(source.page_urls)
    problem = mapping_count_problem(source.kind, count)
    if problem:
        raise PlainExit(problem, USAGE)
    return Rules(source)


def _decided(lines: Iterable[bytes], rules: "Rules", known: set[str]) -> Iterator["Record"]:
    """The record of every event in `lines`, in order; blank lines are passed over."""
    from sprig_tui.domain.decide import decide as decide_event
    from sprig_tui.domain.events import Event
    from sprig_tui.domain.record import record_of_decision

    seen: set[str] = set()
    for position, content in enumerate(_contents(lines), start=1):
        message_id = content.message_id if isinstance(content, Event) else None
        decision = decide_event(content, rules, content.user_id in known, repeat=message_id in seen)
        if message_id is not None:
            seen.add(message_id)
        if content.user_id is not None:
            _learn(known, content.user_id, decision.reason.value)
        yield record_of_decision(content, decision, position=position)


def _contents(lines: Iterable[bytes]) -> Iterator["Event | Rejection"]:
    from sprig_tui.domain.wire import read_line

    for line in lines:
        if line.strip():
            for item in read_line(line, received_at_ms=None, fill_timestamp=False):
                yield item.content


def _learn(known: set[str], user_id: str, reason: str) -> None:
    """What a forwarded call says of its user (design.md, section 4, step 7)."""
    if reason in ("forwarded.identify", "forwarded.alias"):
        known.add(user_id)
    elif reason == "forwarded.delete":
        known.discard(user_id)


def _print(records: Iterable["Record"]) -> None:
    """One record a line, each as soon as it is decided."""
    stream = sys.stdout.buffer
    for record in records:
        stream.write(json_line(record).encode("utf-8", "replace") + b"\n")
        stream.flush()
