"""The readers' side of the flow where there is no store yet."""

from pathlib import Path

from sprig_tui.adapters.store.flow_reader import SqliteFlowReader
from sprig_tui.adapters.store.reader import SqliteLogReader


async def test_a_store_that_is_not_there_has_no_flow(folder: Path) -> None:
    """As a log reader, it reads as an empty one."""
    log = await SqliteLogReader.open(folder / "events.db")
    reader = SqliteFlowReader(log)
    assert await reader.flow(since_ms=0, step_ms=10_000) == ()
    assert await reader.source_counts(after=0, upto=10) == ()
    assert await reader.user_origins(limit=10) == {}
    await log.close()
