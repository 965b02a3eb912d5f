"""The QUERY argument of verbs: its words, its clock, and the saved filters that it may name."""

import re
from typing import TYPE_CHECKING, Any, Final

import click

from sprig_tui.cli.exits import USAGE, PlainExit
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sprig_tui.adapters.state.saved_filters import FileSavedFilters
    from sprig_tui.domain.query import Query, QueryError

OPPOSITE: Final = re.compile(r"-[^-].+|-[\"(@/]", re.DOTALL)
"""A word of a query that begins with a minus; options here have two, but for -h."""
MARK: Final = "\x00"
"""Put before such words while click looks for options; no argument can hold it."""


class QueryCommand(click.Command):
    """A command whose words may begin with a minus: `-is:rejected` is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, but for those words."""
        marked = [MARK + one if OPPOSITE.fullmatch(one) else one for one in args]
        return super().parse_args(ctx, marked)


def _unmarked(_ctx: click.Context, _parameter: click.Parameter, words: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(word.removeprefix(MARK) for word in words)


query_argument = click.argument("query", nargs=-1, callback=_unmarked)


async def query_of(session: Session, places: Places, words: "Sequence[str]") -> "Query":
    """The query that the words make, with times by this machine's clock and zone.

    Raises:
        PlainExit: it is none; its place is shown.
        SavedFiltersError: it names a saved filter, and they cannot be read.
    """
    from sprig_tui.adapters.clock import SystemClock
    from sprig_tui.domain.query import QueryError, parse_query
    from sprig_tui.services.local_time import local_now

    text = " ".join(words)
    saved = await (await filters_of(session, places)).load() if "@" in text else {}
    try:
        return parse_query(text, now=local_now(SystemClock()), saved=saved)
    except QueryError as error:
        raise refusal(text, error) from None


async def filters_of(session: Session, places: Places) -> "FileSavedFilters":
    """The saved filters beside the store."""
    from sprig_tui.adapters.state.saved_filters import FileSavedFilters
    from sprig_tui.cli.engine_places import find_store

    return FileSavedFilters(places.store or await find_store(session, places))


def refusal(text: str, error: "QueryError") -> PlainExit:
    """What is wrong with a query, where, and the part that it is about."""
    from sprig_tui.domain.safe_text import safe

    place = f"at character {error.position + 1}"
    near = safe(text[error.position : error.position + 20], 20)
    where = f'{place}: "{near}"' if near else place
    return PlainExit(f"{safe(str(error), 400)} ({where})", USAGE)
