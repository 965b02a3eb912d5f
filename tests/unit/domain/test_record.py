"""The record: design.md, section 4."""

import json

import pytest

from sprig_tui.domain.decide import decide
from sprig_tui.domain.decision import MappingRef, OutgoingRequest
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.record import record_of, record_of_decision, shown_name, timestamp
from tests.factories import (
    LEFT_OUT,
    PRICING,
    TIMESTAMP,
    TIMESTAMP_MS,
    content_of,
    identify,
    page,
    registered,
    screen,
    track,
)

KEYS = """
v id received_at type name user_id anonymous_id message_id outcome reason detail mapping warnings
requests delivery attempts seen rules_version
"""


def test_a_stored_row() -> None:
    """Every key of the contract, in its order; `id` is text, times are ISO 8601 UTC."""
    row = LogRow(
        id=7,
        received_at_ms=TIMESTAMP_MS,
        reason=Reason.EVENT,
        detail="It matches.",
        type="track",
        name="Signed Up",
        user_id="u",
        message_id="m",
        mapping=MappingRef("triggered_events", 2),
        warnings=("id added",),
        delivery=DeliveryState.DRY_RUN,
        attempts=1,
        seen=2,
        rules_version="abc",
    )
    record = record_of(row, [OutgoingRequest("POST", "https://x/", {"a": 1})])
    assert list(record) == KEYS.split()
    assert record == {
        "v": 1,
        "id": "7",
        "received_at": TIMESTAMP,
        "type": "track",
        "name": "Signed Up",
        "user_id": "u",
        "anonymous_id": None,
        "message_id": "m",
        "outcome": "forwarded",
        "reason": "forwarded.event",
        "detail": "It matches.",
        "mapping": {"table": "triggered_events", "index": 2},
        "warnings": ["id added"],
        "requests": [{"method": "POST", "url": "https://x/", "json": {"a": 1}}],
        "delivery": "dry_run",
        "attempts": 1,
        "seen": 2,
        "rules_version": "abc",
    }


def test_a_decision_without_a_log() -> None:
    """In `decide` the id is the input position, and what only a log knows is null."""
    content = content_of(track())
    decision = decide(content, registered(), known_user=True)
    record = record_of_decision(content, decision, position=3)
    assert list(record) == KEYS.split()
    assert record["id"] == "3"
    assert {record[key] for key in ("received_at", "delivery", "rules_version")} == {None}
    assert (record["seen"], record["attempts"]) == (1, 0)
    assert record["requests"][0]["json"]["userId"] == "u-1"
    assert json.loads(json.dumps(record)) == record


def test_a_rejection_has_a_record_too() -> None:
    """What could be read of it is kept; nothing is sent."""
    content = content_of(track("", type="track"))
    decision = decide(content, registered(), known_user=True)
    record = record_of_decision(content, decision, position=1)
    assert (record["type"], record["user_id"], record["requests"]) == ("track", "u-1", [])
    assert (record["outcome"], record["mapping"]) == ("rejected", None)


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        (track("Signed Up"), "Signed Up"),
        (screen("Home"), "Home"),
        (page(PRICING), PRICING),
        (page(LEFT_OUT, name="Pricing"), None),
        (identify(), None),
        ({"type": "foo", "event": "a", "userId": "u"}, "a"),
    ],
)
def test_the_name(payload: object, name: str | None) -> None:
    """«`name` is the event name, or the URL of a page»."""
    assert shown_name(content_of(payload)) == name


@pytest.mark.parametrize(
    ("ms", "text"),
    [
        (TIMESTAMP_MS, TIMESTAMP),
        (0, "1970-01-01T00:00:00.000Z"),
        (1_700_647_964_999, "2023-11-22T10:12:44.999Z"),
    ],
)
def test_times(ms: int, text: str) -> None:
    """ISO 8601 UTC with milliseconds."""
    assert timestamp(ms) == text
