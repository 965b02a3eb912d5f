"""The next row of a kind, from a place in the log, however far away it is."""

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


async def find_row(
    reader: LogReader, query: Query, *, start: int, older: bool, step: int = STEP
) -> LogRow | None:
    """The nearest row older (or newer) than `start` that matches, None if there is none.

    Row ids count up, so a reading of `step` rows passes at least as many ids.

    Raises:
        StoreUnavailableError: the log cannot be read.
    """
    ends = await reader.rows(limit=1), await reader.rows(after=0, limit=1)
    newest, oldest = ((found[0].id if found else 0) for found in ends)
    at = min(start, newest + 1) if older else max(start, oldest - 1)
    while at > oldest if older else at < newest:
        if older:
            found = await reader.rows(query=query, before=at, limit=1, scan=step)
        else:
            found = await reader.rows(query=query, after=at, limit=1, scan=step)
        if found:
            return found[0]
        at += -step if older else step
    return None
