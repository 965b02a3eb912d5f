"""A store on disk with events in it, as the engine would have left it."""

import asyncio
from pathlib import Path

from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.domain.events import Envelope, Item
from sprig_tui.domain.settings import Mode
from sprig_tui.ports import Arrival
from sprig_tui.services.ingest import ActiveRules, Ingest
from tests import factories


def fill(store: Path, *payloads: object) -> None:
    """Decide and store payloads by the rules of `factories.registered()`."""

    async def work() -> None:
        log = await SqliteEventLog.open(store)
        ingest = Ingest(
            log,
            ActiveRules(factories.registered(), Mode.DRY_RUN),
            make_id=lambda: "made",
            sink=lambda _records: None,
        )
        items = [
            Item(
                factories.body(payload),
                Envelope(),
                factories.content_of(payload, received_at_ms=factories.RECEIVED_MS),
            )
            for payload in payloads
        ]
        await ingest.accept(Arrival(items, factories.RECEIVED_MS))
        await log.close()

    asyncio.run(work())
