"""Stores that hold many waiting rows, written through the store's own adapter."""

import json
from collections.abc import Sequence

from sprig_tui.adapters.config.repository import FileConfigRepository
from sprig_tui.adapters.store.writer import SqliteEventLog
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.events import CallType, Envelope
from sprig_tui.domain.log import NewRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import Rules, RulesSource
from sprig_tui.ports import LogTransaction
from tests.reliability.rig import Rig
from tests.reliability.traffic import BEGAN

A_COMMIT = 2000


async def fill(rig: Rig, rows: int, *, users: int) -> None:
    """Append pending Track events of `users` users, as the engine with the rig's config would."""
    snapshot = await FileConfigRepository(rig.places.config).load()
    source = RulesSource.of(snapshot.config, snapshot.lines)
    version = Rules(source).version
    log = await SqliteEventLog.open(rig.places.store)

    def append(tx: LogTransaction, numbers: Sequence[int]) -> None:
        tx.save_rules(version, source.to_json())
        for number in numbers:
            tx.append(_row(number, f"u_{number % users}", version))

    for start in range(0, rows, A_COMMIT):
        numbers = range(start, min(start + A_COMMIT, rows))
        await log.transact(lambda tx: append(tx, numbers))  # noqa: B023 - awaited at once
    await log.close()


def _row(number: int, user: str, version: str) -> NewRow:
    at_ms = int(BEGAN.timestamp() * 1000) + number
    body = {
        "userId": user,
        "event": "Step 1",
        "messageId": f"m-{number}",
        "timestamp": BEGAN.isoformat(),
    }
    return NewRow(
        received_at_ms=at_ms,
        payload=json.dumps(body).encode(),
        envelope=Envelope(call=CallType.TRACK),
        reason=Reason.EVENT,
        detail="Triggered event 1 matches.",
        type="track",
        name="Step 1",
        user_id=user,
        message_id=f"m-{number}",
        delivery=DeliveryState.PENDING,
        rules_version=version,
        known_user=True,
    )
