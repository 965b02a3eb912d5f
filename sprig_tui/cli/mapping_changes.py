"""`sprig-tui mappings add|remove|enable|disable`: edits of the file that keep its comments."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import click

from sprig_tui.cli.config_writing import run_edit
from sprig_tui.cli.exits import USAGE, PlainExit
from sprig_tui.cli.mapping_dry_run import dry_run_option, edited_repository, print_outcome
from sprig_tui.cli.mapping_list import TABLES
from sprig_tui.cli.mapping_sought import SoughtMapping, named
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.domain.config_edits import ConfigSnapshot
    from sprig_tui.domain.decision import Table
    from sprig_tui.domain.settings import Mapping
    from sprig_tui.ports import ConfigRepository
    from sprig_tui.services.mapping_checks import Finding

MATCHES = (
    "exactly", "notExactly", "contains", "notContains", "startsWith", "endsWith", "regex", "legacy",
)  # fmt: skip
table_argument = click.argument("word", metavar="event|url", type=click.Choice(list(TABLES)))
sought_argument = click.argument("sought", metavar="NUMBER|PATTERN")


@dataclass(frozen=True, slots=True)
class _Done:
    """What a verb did, in a line for stdout, and what it warns of."""

    line: str
    warnings: "Sequence[Finding]" = ()


@click.command()
@table_argument
@click.argument("pattern", metavar="NAME|URL")
@click.option("--match", type=click.Choice(MATCHES), help="By default exactly; of a URL legacy.")
@click.option("--sprig-event", default="", help="What Sprig gets; empty: the name, or pageview.")
@click.option("--note", default="", help="Anything to remember.")
@click.option("--disabled", is_flag=True, help="Add it switched off.")
@click.option("--at", type=click.IntRange(1), help="The number that it gets; else the last.")
@dry_run_option
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
    dry_run: bool,
    **given: object,
) -> None:
    """Add a mapping to the file; one that is there already is left as it is.

    --dry-run says what that would change of the events in the log.
    """
    values = {"event" if word == "event" else "url": pattern, **_values(given)}
    repository = edited_repository(session, places, dry_run=dry_run)
    work = partial(_add, repository, TABLES[word], values, at, dry_run=dry_run)
    _say(run_edit(work), dry_run=dry_run)
    print_outcome(session, places, repository)


@click.command()
@table_argument
@sought_argument
@dry_run_option
@places_options
@click.pass_obj
def remove(session: Session, *, places: Places, word: str, sought: str, dry_run: bool) -> None:
    """Take a mapping out of the file, with its comments."""
    mapping = SoughtMapping(word, sought)
    repository = edited_repository(session, places, dry_run=dry_run)

    async def work() -> _Done:
        from sprig_tui.services.mapping_edits import MappingEdits

        base = await repository.load()
        index = mapping.index(base)
        await MappingEdits(repository).remove(TABLES[word], index, base=base)
        words = "would remove {}" if dry_run else "removed {}"
        return _Done(_line(base, TABLES[word], index, words))

    _say(run_edit(work), dry_run=dry_run)
    print_outcome(session, places, repository)


def _switching(name: str, words: str, *, enabled: bool) -> click.Command:
    """The verb that switches a mapping on, or off."""

    @click.command(name, help=words)
    @table_argument
    @sought_argument
    @dry_run_option
    @places_options
    @click.pass_obj
    def switch(session: Session, *, places: Places, word: str, sought: str, dry_run: bool) -> None:
        mapping = SoughtMapping(word, sought)
        repository = edited_repository(session, places, dry_run=dry_run)
        work = partial(_switch, repository, TABLES[word], mapping, enabled=enabled, dry_run=dry_run)
        _say(run_edit(work), dry_run=dry_run)
        print_outcome(session, places, repository)

    return switch


enable = _switching("enable", "Switch a mapping on.", enabled=True)
disable = _switching("disable", "Switch a mapping off; it stays in the file.", enabled=False)


def _values(given: dict[str, object]) -> dict[str, object]:
    """The options as keys of an entry; what was not given is the entry's default."""
    values = {"sprig_event": str(given["sprig_event"]).strip(), "note": str(given["note"]).strip()}
    match = {"match": given["match"]} if given["match"] else {}
    return {**match, **values, "enabled": not given["disabled"]}


async def _add(
    repository: "ConfigRepository",
    table: "Table",
    values: dict[str, object],
    at: int | None,
    *,
    dry_run: bool,
) -> _Done:
    from sprig_tui.domain.settings import Config
    from sprig_tui.services.mapping_choice import same_mapping
    from sprig_tui.services.mapping_edits import MappingEdits, check_mapping
    from sprig_tui.services.mapping_view import entries_of, entry_values

    base = await repository.load()
    entries = entries_of(base.config, table)
    (entry,) = entries_of(Config.model_validate({table: [values]}), table)
    there = same_mapping(entries, entry)
    if there is not None:
        words = "{} is there already" + _state(entries[there], entry)
        return _Done(_line(base, table, there, words))
    if at is not None and at > len(entries) + 1:
        message = f"--at {at}: the file has {len(entries)} there, so 1 to {len(entries) + 1}"
        raise PlainExit(message, USAGE)
    index = None if at is None else at - 1
    written = entry_values(table, entry)
    findings = _judged(check_mapping(table, written, base.config, at=index))
    saved = await MappingEdits(repository).add(table, written, index=index, base=base)
    words = "would add {}" if dry_run else "added {}"
    line = _line(saved, table, len(entries) if index is None else index, words)
    return _Done(line, findings)


def _state(there: "Mapping", wanted: "Mapping") -> str:
    """What is to know about an entry that is there already."""
    if there.enabled == wanted.enabled:
        return ""
    return ", and is switched on" if there.enabled else ", but is switched off"


async def _switch(
    repository: "ConfigRepository",
    table: "Table",
    mapping: SoughtMapping,
    *,
    enabled: bool,
    dry_run: bool,
) -> _Done:
    from sprig_tui.services.mapping_edits import MappingEdits, check_mapping
    from sprig_tui.services.mapping_view import entries_of, entry_values

    base = await repository.load()
    index = mapping.index(base)
    entry = entries_of(base.config, table)[index]
    now = "on" if enabled else "off"
    if entry.enabled == enabled:
        return _Done(_line(base, table, index, f"{{}} is {now} already"))
    findings: Sequence[Finding] = ()
    if enabled:
        values = {**entry_values(table, entry), "enabled": True}
        findings = _judged(check_mapping(table, values, base.config, except_index=index))
    saved = await MappingEdits(repository).update(table, index, {"enabled": enabled}, base=base)
    words = f"would switch {now} {{}}" if dry_run else f"switched {now} {{}}"
    return _Done(_line(saved, table, index, words), findings)


def _judged(findings: "Sequence[Finding]") -> "Sequence[Finding]":
    """What is to be warned of; an error ends the verb before anything is written."""
    from sprig_tui.domain.safe_text import safe

    for finding in findings:
        if finding.severity == "error":
            raise PlainExit(safe(f"{finding.field}: {finding.message}; nothing was written"), USAGE)
    return findings


def _say(done: _Done, *, dry_run: bool) -> None:
    from sprig_tui.domain.safe_text import safe

    for finding in done.warnings:
        click.echo(safe(f"sprig-tui: warning: {finding.message}"), err=True)
    click.echo(f"dry run: {done.line}" if dry_run else done.line)


def _line(snapshot: "ConfigSnapshot", table: "Table", index: int, words: str) -> str:
    """What was done, to which mapping, and where that stands (or stood) in the file."""
    from sprig_tui.domain.safe_text import safe
    from sprig_tui.services.mapping_view import entries_of

    line = snapshot.lines.get(f"{table}.{index}")
    place = snapshot.path if line is None else f"{snapshot.path}:{line}"
    mapping = named(entries_of(snapshot.config, table), index)
    return safe(f"{words.format(mapping)}: {place}")
