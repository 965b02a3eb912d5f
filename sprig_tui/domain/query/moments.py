"""Points in time as queries name them."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from sprig_tui.domain.query.errors import QueryError

SPAN: Final = re.compile(r"(\d{1,9})(ms|s|m|h|d|w)")
UNIT_MS: Final = {
    "ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000,
}  # fmt: skip
EXPECTED: Final = "expected a time such as 10m, 2h, 3d, 12:30, today or 2026-11-22T12:00"


def span_ms(text: str) -> int | None:
    """The milliseconds of `500ms`, `10s`, `5m`, `2h`, `3d` or `1w`; None if it is no such text."""
    found = SPAN.fullmatch(text.lower())
    return int(found[1]) * UNIT_MS[found[2]] if found else None


def moment_ms(text: str, now: datetime | None, position: int = 0, *, last: bool = False) -> int:
    """Unix milliseconds of a time.

    A span is that long before `now`; a time of day, a date and a date with a time that name no
    zone are in that of `now`. `last` tells that the text may be half typed.

    Raises:
        QueryError: it is none, or needs a `now` that was not given.
    """
    value = text.strip().lower()
    try:
        named = _named(value, now, position)
        moment = datetime.fromisoformat(value.upper()) if named is None else named
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=_given(now, position).tzinfo)
        return round(moment.timestamp() * 1000)
    except QueryError:
        raise
    except (ValueError, OverflowError):
        raise QueryError(f"{EXPECTED}, not {text!r}", position, unfinished=last) from None


def _given(now: datetime | None, position: int) -> datetime:
    if now is None:
        raise QueryError("such a time means nothing without a clock", position)
    return now


def _named(value: str, now: datetime | None, position: int) -> datetime | None:
    """What is said by its distance to now or by the time of the day."""
    span = span_ms(value)
    if span is None and value not in ("now", "today", "yesterday") and value[2:3] != ":":
        return None
    now = _given(now, position)
    if span is not None:
        return now - timedelta(milliseconds=span)
    if value == "now":
        return now
    day: date = now.date() - timedelta(days=value == "yesterday")
    at = time.fromisoformat(value) if ":" in value else time()
    return datetime.combine(day, at, tzinfo=now.tzinfo)
