"""Stores of many events, written through the store's own adapter."""

import asyncio
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.figures import tell
from bench.traffic import CONFIG, NAMES, event, payload
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.domain.decision import MappingRef
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.events import Envelope
from sprig_tui.domain.log import NewRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.domain.settings import Config
from sprig_tui.ports import LogTransaction

START_MS: Final = 1_795_348_800_000
A_COMMIT: Final = 2_000
TOLD: Final = 250_000


def fill(path: Path, events: int, *, pending: int = 0) -> None:
    """Append rows to the store at `path`, every other one forwarded; `pending` of them wait."""
    asyncio.run(_fill(path, events, pending))


async def _fill(path: Path, events: int, pending: int) -> None:
    source = RulesSource.of(Config.model_validate(tomllib.loads(CONFIG)))
    version = Rules(source).version
    log = await SqliteEventLog.open(path)
    await log.transact(lambda tx: tx.save_rules(version, source.to_json()))
    every = events // pending if pending else 0

    def row(number: int) -> NewRow:
        waits = bool(every) and number % every == 0
        return sample_row(number, version, waits=waits)

    def append(tx: LogTransaction, numbers: Sequence[int]) -> None:
        for number in numbers:
            tx.append(row(number))

    for start in range(0, events, A_COMMIT):
        if start and start % TOLD == 0:
            tell(f"    {start:,} of {events:,} events are in the store")
        numbers = range(start, min(start + A_COMMIT, events))
        await log.transact(lambda tx: append(tx, numbers))  # noqa: B023 - awaited at once
    await log.close()


def sample_row(number: int, version: str, *, waits: bool = False) -> NewRow:
    """A Track call as the engine would store it: forwarded every other time, or where it waits."""
    call = event()
    forwarded = waits or number % 2 == 0
    state = DeliveryState.PENDING if waits else DeliveryState.DRY_RUN
    return NewRow(
        received_at_ms=START_MS + number,
        payload=payload(call),
        envelope=Envelope(),
        reason=Reason.EVENT if forwarded else Reason.UNMAPPED_EVENT,
        detail="Triggered event 1 matches." if forwarded else "No triggered event matches.",
        type="track",
        name=NAMES[number % len(NAMES)],
        user_id=str(call["userId"]),
        anonymous_id=str(call["anonymousId"]),
        message_id=str(call["messageId"]),
        mapping=MappingRef("triggered_events", 0) if forwarded else None,
        delivery=state if forwarded else None,
        rules_version=version,
        source="analytics.js npm:next-1.70.0",
    )
