"""The record: one JSON object an event, the same everywhere (design.md, section 4)."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sprig_tui.domain.decision import Decision, OutgoingRequest
from sprig_tui.domain.events import CallType, Event, Rejection
from sprig_tui.domain.log import LogRow

Record = dict[str, Any]


def timestamp(ms: int) -> str:
    """Unix milliseconds as ISO 8601 UTC with milliseconds: `2026-11-22T12:04:28.114Z`."""
    return (
        datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{ms % 1000:03d}Z"
    )


def record_of(row: LogRow, requests: Sequence[OutgoingRequest] = ()) -> Record:
    """The record of a stored row; `requests` as `decide` built them."""
    return {
        "v": 1,
        "id": str(row.id),
        "received_at": timestamp(row.received_at_ms),
        "type": row.type,
        "name": row.name,
        "user_id": row.user_id,
        "anonymous_id": row.anonymous_id,
        "message_id": row.message_id,
        "outcome": row.outcome.value,
        "reason": row.reason.value,
        "detail": row.detail,
        "mapping": (
            {"table": row.mapping.table, "index": row.mapping.index} if row.mapping else None
        ),
        "warnings": list(row.warnings),
        "requests": [
            {"method": request.method, "url": request.url, "json": request.json}
            for request in requests
        ],
        "delivery": row.delivery.value if row.delivery else None,
        "attempts": row.attempts,
        "seen": row.seen,
        "rules_version": row.rules_version,
    }


def shown_name(content: Event | Rejection) -> str | None:
    """The name in a record and a row: the event's, a screen's, or the URL of a page."""
    if isinstance(content, Event) and content.type is CallType.PAGE:
        return content.url
    return content.name


def record_of_decision(content: Event | Rejection, decision: Decision, *, position: int) -> Record:
    """The record of what was decided without a log; `position` counts the input from 1."""
    row = LogRow(
        id=position,
        received_at_ms=0,
        reason=decision.reason,
        detail=decision.detail,
        type=content.type.value if isinstance(content, Event) else content.type,
        name=shown_name(content),
        user_id=content.user_id,
        anonymous_id=content.anonymous_id,
        message_id=content.message_id,
        mapping=decision.mapping,
        warnings=decision.warnings,
    )
    return record_of(row, decision.requests) | {"received_at": None}
