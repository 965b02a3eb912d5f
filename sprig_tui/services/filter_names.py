"""Save a filter under a name, and take names away."""

import re
from datetime import datetime
from typing import Final

from sprig_tui.domain.query import QueryError, parse_query
from sprig_tui.ports import SavedFilters

NAME: Final = re.compile(r"\w[\w.-]{0,39}")


async def save_filter(filters: SavedFilters, name: str, text: str, *, now: datetime) -> None:
    """Keep `text` under `name`, so that `@name` stands for it.

    Raises:
        QueryError: the name cannot be written in a query, the text is no query, or saving it would
            make a filter ask for itself.
        SavedFiltersError: it cannot be kept.
    """
    if problem := name_problem(name):
        raise QueryError(problem, 0)
    present = await filters.load()
    saved = {**present, name: text}
    parse_query(text, now=now, saved=saved)
    parse_query(f"@{name}", now=now, saved=saved)
    await filters.save(name, text)


def name_problem(name: str) -> str:
    """Why a filter cannot be saved under `name`, "" where it can."""
    return "" if NAME.fullmatch(name) else "a name has 1 to 40 letters, digits, _ . and -"
