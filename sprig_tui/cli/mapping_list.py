"""`sprig-tui mappings list`: the Mappings screen as lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import click

from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.mapping_seen import list_seen
from sprig_tui.cli.places import Places, places_options
from sprig_tui.cli.session import Session
from sprig_tui.cli.tables import TableOutput, print_rows, short_time, table_option
from sprig_tui.domain.safe_text import safe_name

if TYPE_CHECKING:
    from sprig_tui.domain.config_edits import ConfigSnapshot
    from sprig_tui.domain.decision import Table
    from sprig_tui.domain.log import MappingHits, MappingKey
    from sprig_tui.services.mapping_view import MappingRow

TABLES: "Final[Mapping[str, Table]]" = {"event": "triggered_events", "url": "page_urls"}
"""The tables by the words that the verbs take."""
HEADER: Final = ("table", "#", "on", "pattern", "match", "sprig gets", "hits", "last", "problem")


@dataclass(frozen=True, slots=True)
class _Listed:
    """One line: `sprig_event` as the file has it, `hits` None when they are not known."""

    word: str
    row: "MappingRow"
    sprig_event: str
    hits: int | None
    problems: Sequence[str]


@click.command("list")
@click.argument("search", nargs=-1)
@click.option("--table", type=click.Choice(["events", "urls"]), help="Only one of the two lists.")
@click.option("--seen", is_flag=True, help="What was seen and is not mapped, and the proposals.")
@table_option
@places_options
@click.pass_obj
def list_mappings(
    session: Session,
    *,
    places: Places,
    search: tuple[str, ...],
    table: str | None,
    seen: bool,
    output: TableOutput | None,
) -> None:
    """The mappings with their hits; SEARCH is words that pattern, name or note must hold."""
    words = [word for word in TABLES if table in (None, f"{word}s")]
    if seen:
        tables = [TABLES[word] for word in words]
        list_seen(session, places, output, tables=tables, search=search)
        return

    async def work() -> "tuple[ConfigSnapshot, Mapping[MappingKey, MappingHits] | None]":
        return await session.repository(places).load(), await _hits(session, places)

    snapshot, hits = run(work)
    text = " ".join(search)
    rows = [row for word in words for row in _rows(word, snapshot, hits, text)]
    print_rows(output, HEADER, rows, cells=_cells, data=_data, below=1, gives=(3, 5))


async def _hits(session: Session, places: Places) -> "Mapping[MappingKey, MappingHits] | None":
    """What the mappings decided; None, and a word on stderr, when the log cannot be read."""
    from sprig_tui.ports import StoreUnavailableError

    try:
        async with open_log(session, places) as log:
            return await log.mapping_hits()
    except StoreUnavailableError as error:
        click.echo(f"sprig-tui: hits are not known: {error}", err=True)
        return None


def _rows(
    word: str,
    snapshot: "ConfigSnapshot",
    hits: "Mapping[MappingKey, MappingHits] | None",
    search: str,
) -> Iterator[_Listed]:
    from sprig_tui.services.mapping_choice import mapping_problems
    from sprig_tui.services.mapping_view import MappingView

    view = MappingView(TABLES[word], snapshot.config, hits or {}, search)
    problems = mapping_problems(snapshot, TABLES[word])
    for position in range(len(view)):
        row = view.row(position)
        entry = view.entries[row.index]
        count = None if hits is None else row.hits
        yield _Listed(word, row, entry.sprig_event, count, problems.get(row.index, ()))


def _data(listed: _Listed) -> dict[str, Any]:
    from sprig_tui.domain.record import timestamp

    row = listed.row
    return {
        "table": TABLES[listed.word],
        "index": row.index,
        "enabled": row.enabled,
        "pattern": row.pattern,
        "match": row.match.value,
        "sprig_event": listed.sprig_event,
        "note": row.note,
        "hits": listed.hits,
        "last": None if row.last_ms is None else timestamp(row.last_ms),
        "problems": list(listed.problems),
    }


def _cells(listed: _Listed) -> Sequence[str]:
    row = listed.row
    return (
        listed.word,
        str(row.number),
        "on" if row.enabled else "off",
        safe_name(row.pattern),
        row.match.value,
        safe_name(row.sends),
        "?" if listed.hits is None else str(listed.hits),
        short_time(row.last_ms),
        "; ".join(listed.problems),
    )
