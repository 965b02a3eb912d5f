"""Each implementation of a port in turn."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sprig_tui.adapters.store.flow_reader import SqliteFlowReader
from sprig_tui.adapters.store.opening import OpenOptions
from sprig_tui.adapters.store.outbox_reader import SqliteOutboxReader
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.adapters.store.transaction import Limits
from sprig_tui.adapters.store.writer import SqliteEventLog
from tests.contract.rig import Rig
from tests.fakes.flow_reader import FakeFlowReader
from tests.fakes.log import MemoryLog
from tests.fakes.outbox_reader import FakeOutboxReader


@pytest.fixture(params=["memory", "sqlite"])
async def rig(request: pytest.FixtureRequest, folder: Path) -> AsyncIterator[Rig]:
    """Each log in turn."""
    limits = Limits(rejected=3, requests=3)
    if request.param == "memory":
        memory = MemoryLog(max_rejected=limits.rejected, max_requests=limits.requests)
        yield Rig(memory, memory, FakeOutboxReader(memory), FakeFlowReader(memory))
        return
    log = await SqliteEventLog.open(folder / "events.db", OpenOptions(limits))
    reader = await SqliteLogReader.open(folder / "events.db")
    yield Rig(log, reader, SqliteOutboxReader(reader), SqliteFlowReader(reader))
    await reader.close()
    await log.close()
