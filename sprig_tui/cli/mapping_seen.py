"""`sprig-tui mappings list --seen`: what was seen and is not mapped, as lines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from sprig_tui.cli.log_reading import open_log, run
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session
from sprig_tui.cli.tables import TableOutput, print_rows, short_time
from sprig_tui.domain.safe_text import safe_name

if TYPE_CHECKING:
    from sprig_tui.services.seen_unmapped import Seen

HEADER: Final = ("table", "seen", "last", "proposed", "match", "state")


def list_seen(
    session: Session,
    places: Places,
    output: TableOutput | None,
    *,
    tables: Sequence[str],
    search: Sequence[str],
) -> None:
    """A line for each event name or group of pages, the most frequent first, the denied last."""

    async def work() -> "Sequence[Seen]":
        from sprig_tui.services.seen_unmapped import SeenUnmapped

        snapshot = await session.repository(places).load()
        async with open_log(session, places) as log:
            unmapped = SeenUnmapped(log)
            return [*await unmapped.present(snapshot.config), *unmapped.denied]

    words = [word.casefold() for text in search for word in text.split()]
    rows = [one for one in run(work) if one.table in tables and _holds(one, words)]
    print_rows(output, HEADER, rows, cells=_cells, data=_data, gives=(3,))


def _holds(seen: "Seen", words: Sequence[str]) -> bool:
    text = "\n".join((seen.name, *seen.examples)).casefold()
    return all(word in text for word in words)


def _data(seen: "Seen") -> dict[str, Any]:
    from sprig_tui.domain.record import timestamp

    return {
        "table": seen.table,
        "count": seen.count,
        "last": timestamp(seen.last_ms),
        "pattern": seen.mapping.pattern,
        "match": seen.mapping.match.value,
        "why": seen.why,
        "examples": list(seen.examples),
        "denied": seen.denied,
        "complete": seen.complete,
        "test_event": seen.is_test,
    }


def _cells(seen: "Seen") -> Sequence[str]:
    return (
        "event" if seen.table == "triggered_events" else "url",
        f"{seen.count}{'' if seen.complete else '+'}",
        short_time(seen.last_ms),
        safe_name(seen.mapping.pattern),
        seen.mapping.match.value,
        "denied" if seen.denied else "test event" if seen.is_test else "",
    )
