"""The next row of a kind, from a place in the log, however far away it is."""

from collections.abc import Callable
from typing import Final

from sprig_tui.domain.log import LogRow
from sprig_tui.domain.problems import is_problem
from sprig_tui.domain.query import Query
from sprig_tui.ports import LogReader

STEP: Final = 5_000
"""Rows looked at in one reading, between which the search can be given up."""


def problems_among(query: Query | None) -> Query:
    """The query for the problems among what a filter shows."""
    if query is None:
        return Query("is:problem", is_problem, changing=True)
    shown = query.matches
    return Query(
        f"is:problem ({query.text})",
        lambda row: is_problem(row) and shown(row),
        query.confirms,
        changing=True,
    )


def searching_words(looked_at: int, whole: int, *, older: bool = True) -> str:
    """How far a search through the log is."""
    way = "back" if older else "up"
    return f"Searching further {way}: {looked_at:,} of about {whole:,} looked at"


async def find_row(
    reader: LogReader,
    query: Query,
    *,
    start: int,
    older: bool,
    step: int = STEP,
    tell: Callable[[str], None] = lambda _words: None,
) -> LogRow | None:
    """The nearest row older (or newer) than `start` that matches, None if there is none.

    Row ids count up, so a reading of `step` rows passes at least as many ids. Before each reading
    `tell` is told how far it is.

    Raises:
        StoreUnavailableError: the log cannot be read.
    """
    ends = await reader.rows(limit=1), await reader.rows(after=0, limit=1)
    newest, oldest = ((found[0].id if found else 0) for found in ends)
    at = min(start, newest + 1) if older else max(start, oldest - 1)
    begun, whole = at, max(at - oldest if older else newest - at, 0)
    while at > oldest if older else at < newest:
        tell(searching_words(min(abs(at - begun), whole), whole, older=older))
        if older:
            found = await reader.rows(query=query, before=at, limit=1, scan=step)
        else:
            found = await reader.rows(query=query, after=at, limit=1, scan=step)
        if found:
            return found[0]
        at += -step if older else step
    return None
