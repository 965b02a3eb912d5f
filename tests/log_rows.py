"""Rows for the log, with sane defaults."""

import json
from typing import Any

from sprig_tui.domain.decision import MappingRef
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.events import Envelope
from sprig_tui.domain.log import NewRow
from sprig_tui.domain.reasons import Outcome, Reason

START_MS = 1_795_348_800_000


def new_row(number: int = 1, reason: Reason = Reason.UNMAPPED_EVENT, **changes: object) -> NewRow:
    """A track call "Order Completed" of user u_1, the `number`th second of the log.

    `value` is the payload's JSON; anything else is a field of `NewRow`.
    """
    value = changes.pop("value", {"type": "track", "event": "Order Completed", "userId": "u_1"})
    fields: dict[str, Any] = {
        "received_at_ms": START_MS + number * 1000,
        "payload": json.dumps(value).encode(),
        "envelope": Envelope(),
        "reason": reason,
        "detail": "No triggered event matches.",
        "type": "track",
        "name": "Order Completed",
        "user_id": "u_1",
        "message_id": f"m-{number}",
    }
    if reason.outcome is Outcome.FORWARDED:
        fields |= {
            "delivery": DeliveryState.DRY_RUN,
            "mapping": MappingRef("triggered_events", 0),
            "detail": "Triggered event 1 matches.",
        }
    return NewRow(**(fields | changes))
