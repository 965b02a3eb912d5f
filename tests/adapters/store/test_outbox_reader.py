from pathlib import Path

from sprig_tui.adapters.store.outbox_reader import SqliteOutboxReader
from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.outbox import Latency


async def test_a_store_that_is_not_there_has_an_empty_queue(path: Path) -> None:
    reader = await SqliteLogReader.open(path)
    outbox = SqliteOutboxReader(reader)
    assert list(await outbox.lanes(now_ms=0)) == []
    assert list(await outbox.waiting()) == []
    assert list(await outbox.in_state(DeliveryState.FAILED)) == []
    assert list(await outbox.attempts(1)) == []
    assert await outbox.latency() == Latency()
    await reader.close()
