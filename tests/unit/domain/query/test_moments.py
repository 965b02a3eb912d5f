"""Times as queries name them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.moments import moment_ms, span_ms

NOW = datetime(2026, 11, 22, 12, 30, 15, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("now", "2026-11-22T10:30:15"),
        ("10m", "2026-11-22T10:20:15"),
        ("2H", "2026-11-22T08:30:15"),
        ("1w", "2026-11-15T10:30:15"),
        ("today", "2026-11-21T22:00:00"),
        ("yesterday", "2026-11-20T22:00:00"),
        ("12:00", "2026-11-22T10:00:00"),
        ("12:00:30", "2026-11-22T10:00:30"),
        ("2026-11-22", "2026-11-21T22:00:00"),
        ("2026-11-22T12:00", "2026-11-22T10:00:00"),
        ("2026-11-22T12:00Z", "2026-11-22T12:00:00"),
        ("2026-11-22t12:00+05:00", "2026-11-22T07:00:00"),
    ],
)
def test_a_time_is_a_point(text: str, utc: str) -> None:
    """In the zone of now where it names none."""
    expected = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    assert moment_ms(text, NOW) == expected.timestamp() * 1000


@pytest.mark.parametrize("text", ["", "10", "10y", "noon", "25:00", "2026-13-01", "999999999w"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="expected a time"):
        moment_ms(text, NOW)


def test_a_time_may_need_a_clock() -> None:
    assert moment_ms("1970-01-01T00:00:01Z", None) == 1_000
    for text in ("10m", "today", "2026-11-22"):
        with pytest.raises(QueryError, match="without a clock"):
            moment_ms(text, None)


def test_a_span_has_a_unit() -> None:
    assert [span_ms(text) for text in ("500ms", "10s", "5m", "3d", "5", "s", "-1s")] == [
        500, 10_000, 300_000, 259_200_000, None, None, None,
    ]  # fmt: skip
