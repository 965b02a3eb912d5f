"""Open the log for reading, and the verbs' ways of printing records."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from sprig_tui.cli.engine_places import find_store
from sprig_tui.cli.exits import USAGE, PlainExit, plain_errors
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from sprig_tui.adapters.store.reader import SqliteLogReader

T = TypeVar("T")


@asynccontextmanager
async def open_log(
    session: Session, places: Places, *, needed: bool = False
) -> "AsyncIterator[SqliteLogReader]":
    """The log of `places`, read-only, whether an engine runs or not.

    A store that is not there reads as an empty one, which is said on stderr; `needed` makes it the
    end of the verb.
    """
    from sprig_tui.adapters.store.reader import SqliteLogReader

    store = await find_store(session, places)
    missing = missing_store(places, store)
    if missing and needed:
        raise PlainExit(f"{missing}: nothing was done", USAGE)
    if missing:
        click.echo(f"sprig-tui: {missing}: nothing to look at", err=True)
    reader = await SqliteLogReader.open(store)
    try:
        yield reader
    finally:
        await reader.close()


def missing_store(places: Places, store: Path) -> str:
    """That nothing is at `store`, and why it was looked for there; empty when something is."""
    from sprig_tui.domain.safe_text import safe

    if os.path.lexists(store):
        return ""
    named = "--store" if places.store else f"the one of {places.config}"
    return safe(f"there is no store at {store} ({named})")


def run(work: Callable[[], Awaitable[T]]) -> T:
    """Run a verb's coroutine; errors become one sentence and an exit code."""

    async def main() -> T:
        return await work()

    with plain_errors():
        return asyncio.run(main())
