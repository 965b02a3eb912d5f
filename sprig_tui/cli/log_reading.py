"""Open the log for reading, and the verbs' ways of printing records."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar

from sprig_tui.cli.engine_places import store_of
from sprig_tui.cli.exits import plain_errors
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session

if TYPE_CHECKING:
    from sprig_tui.adapters.store.reader import SqliteLogReader

T = TypeVar("T")


@asynccontextmanager
async def open_log(session: Session, places: Places) -> "AsyncIterator[SqliteLogReader]":
    """The log of `places`, read-only, whether an engine runs or not."""
    from sprig_tui.adapters.store.reader import SqliteLogReader

    store = places.store
    if store is None:
        store = store_of(places, await session.repository(places).load())
    reader = await SqliteLogReader.open(store)
    try:
        yield reader
    finally:
        await reader.close()


def run(work: Callable[[], Awaitable[T]]) -> T:
    """Run a verb's coroutine; errors become one sentence and an exit code."""

    async def main() -> T:
        return await work()

    with plain_errors():
        return asyncio.run(main())
