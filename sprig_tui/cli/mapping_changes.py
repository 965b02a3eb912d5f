"""`sprig-tui mappings add|remove|enable|disable`: edits of the file that keep its comments."""

from typing import TYPE_CHECKING

import click

from sprig_tui.cli.exits import FAILED, USAGE, PlainExit
from sprig_tui.cli.log_reading import run
from sprig_tui.cli.mapping_list import TABLES
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.domain.config_edits import ConfigSnapshot
    from sprig_tui.domain.decision import Table
    from sprig_tui.domain.settings import Mapping
    from sprig_tui.services.mapping_checks import Finding

MATCHES = (
    "exactly", "notExactly", "contains", "notContains", "startsWith", "endsWith", "regex", "legacy",
)  # fmt: skip
LISTED = 10
"""How many of the mappings that a word may mean are named."""

table_argument = click.argument("word", metavar="event|url", type=click.Choice(list(TABLES)))
sought_argument = click.argument("sought", metavar="NUMBER|PATTERN")


@click.command()
@table_argument
@click.argument("pattern", metavar="NAME|URL")
@click.option("--match", type=click.Choice(MATCHES), help="By default exactly; of a URL legacy.")
@click.option("--sprig-event", default="", help="What Sprig gets; empty: the name, or pageview.")
@click.option("--note", default="", help="Anything to remember.")
@click.option("--disabled", is_flag=True, help="Add it switched off.")
@click.option("--at", type=click.IntRange(1), help="The number that it gets; else the last.")
@places_options
@click.pass_obj
def add(
    session: Session,
    /,
    *,
    places: Places,
    word: str,
    pattern: str,
    at: int | None,
    **given: object,
) -> None:
    """Add a mapping to the file; one that is there already is left as it is."""
    values = {"event" if word == "event" else "url": pattern, **_values(given)}
    click.echo(run(lambda: _add(session, places, TABLES[word], values, at)))


@click.command()
@table_argument
@sought_argument
@places_options
@click.pass_obj
def remove(session: Session, *, places: Places, word: str, sought: str) -> None:
    """Take a mapping out of the file, with its comments."""

    async def work() -> str:
        from sprig_tui.services.mapping_edits import MappingEdits

        repository = session.repository(places)
        base = await repository.load()
        index = _find(base, word, sought)
        await MappingEdits(repository).remove(TABLES[word], index, base=base)
        return _line(base, TABLES[word], index, "removed {}")

    click.echo(run(work))


@click.command()
@table_argument
@sought_argument
@places_options
@click.pass_obj
def enable(session: Session, *, places: Places, word: str, sought: str) -> None:
    """Switch a mapping on."""
    click.echo(run(lambda: _switch(session, places, word, sought, enabled=True)))


@click.command()
@table_argument
@sought_argument
@places_options
@click.pass_obj
def disable(session: Session, *, places: Places, word: str, sought: str) -> None:
    """Switch a mapping off; it stays in the file."""
    click.echo(run(lambda: _switch(session, places, word, sought, enabled=False)))


def _values(given: dict[str, object]) -> dict[str, object]:
    """The options as keys of an entry; what was not given is the entry's default."""
    values = {"sprig_event": str(given["sprig_event"]).strip(), "note": str(given["note"]).strip()}
    match = {"match": given["match"]} if given["match"] else {}
    return {**match, **values, "enabled": not given["disabled"]}


async def _add(
    session: Session, places: Places, table: "Table", values: dict[str, object], at: int | None
) -> str:
    from sprig_tui.domain.settings import Config
    from sprig_tui.services.mapping_choice import same_mapping
    from sprig_tui.services.mapping_edits import MappingEdits, check_mapping
    from sprig_tui.services.mapping_view import entries_of, entry_values

    repository = session.repository(places)
    base = await repository.load()
    entries = entries_of(base.config, table)
    (entry,) = entries_of(Config.model_validate({table: [values]}), table)
    there = same_mapping(entries, entry)
    if there is not None:
        return _line(base, table, there, "{} is there already" + _state(entries[there], entry))
    if at is not None and at > len(entries) + 1:
        message = f"--at {at}: the file has {len(entries)} there, so 1 to {len(entries) + 1}"
        raise PlainExit(message, USAGE)
    index = None if at is None else at - 1
    written = entry_values(table, entry)
    _judge(check_mapping(table, written, base.config, at=index))
    saved = await MappingEdits(repository).add(table, written, index=index, base=base)
    return _line(saved, table, len(entries) if index is None else index, "added {}")


def _state(there: "Mapping", wanted: "Mapping") -> str:
    """What is to know about an entry that is there already."""
    if there.enabled == wanted.enabled:
        return ""
    return ", and is switched on" if there.enabled else ", but is switched off"


async def _switch(
    session: Session, places: Places, word: str, sought: str, *, enabled: bool
) -> str:
    from sprig_tui.services.mapping_edits import MappingEdits, check_mapping
    from sprig_tui.services.mapping_view import entries_of, entry_values

    repository, table = session.repository(places), TABLES[word]
    base = await repository.load()
    index = _find(base, word, sought)
    entry = entries_of(base.config, table)[index]
    now = "on" if enabled else "off"
    if entry.enabled == enabled:
        return _line(base, table, index, f"{{}} is {now} already")
    if enabled:
        values = {**entry_values(table, entry), "enabled": True}
        _judge(check_mapping(table, values, base.config, except_index=index))
    saved = await MappingEdits(repository).update(table, index, {"enabled": enabled}, base=base)
    return _line(saved, table, index, f"switched {now} {{}}")


def _judge(findings: "Sequence[Finding]") -> None:
    """Say what is to be warned of; an error ends the verb before anything is written."""
    from sprig_tui.domain.safe_text import safe

    for finding in findings:
        if finding.severity == "error":
            raise PlainExit(safe(f"{finding.field}: {finding.message}; nothing was written"), USAGE)
    for finding in findings:
        click.echo(safe(f"sprig-tui: warning: {finding.message}"), err=True)


def _find(base: "ConfigSnapshot", word: str, sought: str) -> int:
    """The index of the one mapping that is meant; ends the verb when there is none, or several."""
    from sprig_tui.domain.safe_text import safe
    from sprig_tui.services.mapping_choice import mappings_named, nearest_mapping
    from sprig_tui.services.mapping_view import entries_of

    entries = entries_of(base.config, TABLES[word])
    found = mappings_named(entries, sought)
    if len(found) == 1:
        return found[0]
    if not found:
        near = nearest_mapping(entries, sought)
        meant = "" if near is None else f"; did you mean {_named(entries, near)}?"
        number = f"; the file has {len(entries)}"
        raise PlainExit(safe(f'there is no {word} "{sought}"{meant or number}'), FAILED)
    several = "; ".join(_named(entries, index) for index in found[:LISTED])
    more = f"; and {len(found) - LISTED} more" if len(found) > LISTED else ""
    message = f"\"{sought}\" may mean {several}{more}: name one by its number, '#{found[0] + 1}'"
    raise PlainExit(safe(message), USAGE)


def _named(entries: "Sequence[Mapping]", index: int) -> str:
    from sprig_tui.domain.registered import describe

    return f"#{index + 1} {describe(entries[index])}"


def _line(snapshot: "ConfigSnapshot", table: "Table", index: int, words: str) -> str:
    """What was done, to which mapping, and where that stands (or stood) in the file."""
    from sprig_tui.domain.safe_text import safe
    from sprig_tui.services.mapping_view import entries_of

    line = snapshot.lines.get(f"{table}.{index}")
    place = snapshot.path if line is None else f"{snapshot.path}:{line}"
    named = _named(entries_of(snapshot.config, table), index)
    return safe(f"{words.format(named)}: {place}")
