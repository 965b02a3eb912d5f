"""What each key looks at, and which values it takes."""

from datetime import UTC, datetime

import pytest

from sprig_tui.domain.decision import MappingRef
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query import QueryError, parse_query
from sprig_tui.domain.reasons import Reason

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ROW = LogRow(
    id=42,
    received_at_ms=int(NOW.timestamp() * 1000) - 60_000,
    reason=Reason.EVENT,
    detail="Triggered event #5.",
    type="track",
    name="Plan Upgraded",
    message_id="ajs-1",
    mapping=MappingRef("triggered_events", 4),
    warnings=("The timestamp cannot be read.",),
    delivery=DeliveryState.RETRYING,
    attempts=2,
    source="analytics-node/2.3.0 wk_…3f",
    rules_version="3f9a",
    unverified=True,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("warn:timestamp", True),
        ("warn:/^The/", True),
        ("warn:other", False),
        ("src:node", True),
        ("source:*3f", True),
        ("detail:#5", True),
        ("rules:3f", True),
        ("mapping:any", True),
        ("mapping:none", False),
        ("mapping:5", True),
        ("mapping:#5", True),
        ("mapping:4", False),
        ("mapping:event", True),
        ("mapping:event#5", True),
        ("mapping:url#5", False),
        ("mapping:urls", False),
        ("delivery:retrying,failed", True),
        ("delivery:/^re/", True),
        ("delivery:failed", False),
        ("tries:>1", True),
        ("tried:2", True),
        ("is:mapped", True),
        ("is:warned", True),
        ("is:tried", True),
        ("is:unverified", True),
        ("id:/^ajs/", True),
        ("id:=42", True),
        ("id:<42", False),
        ("reason:/event$/", True),
        ("reason:/^zzz/", False),
        ("reason:forwarded.*", True),
        ("since:2m", True),
        ("since:30s", False),
        ("until:30s", True),
        ("until:2m", False),
        ("since:11:00 until:12:00", True),
    ],
)
def test_a_key_looks_at_its_part_of_the_row(text: str, expected: bool) -> None:
    assert parse_query(text, now=NOW).matches(ROW) is expected


@pytest.mark.parametrize(
    ("text", "position", "sentence"),
    [
        ("delivery:delvered", 9, 'no delivery state is "delvered"; did you mean delivered?'),
        ("is:/a/", 3, 'nothing is "a"; expected one of'),
        ("reason:unmaped_event", 7, 'no reason has "unmaped_event" in it; did you mean unmapped_'),
        ("reason:zzz", 7, 'no reason has "zzz" in it; sprig-tui reasons lists them'),
        ("mapping:x", 8, 'expected a mapping, not "x"'),
        ("mapping:/5/", 8, 'expected a mapping, not "5"'),
        ('mapping:""', 8, 'expected a mapping, not ""'),
        ("seen:many", 5, "expected a number, such as 2 or >1"),
        ("event:>x", 6, "> compares numbers, and this is text"),
        ("since:noon", 6, "expected a time such as"),
        ("since:>10m", 6, "expected a time, as it is"),
    ],
)
def test_a_value_that_its_key_does_not_take_is_refused(
    text: str, position: int, sentence: str
) -> None:
    with pytest.raises(QueryError) as raised:
        parse_query(text, now=NOW)
    assert raised.value.position == position
    assert str(raised.value).startswith(sentence)
