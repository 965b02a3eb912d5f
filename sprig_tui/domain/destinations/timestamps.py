"""Segment's ISO 8601 timestamps as Unix milliseconds (facts.md, sections 2 and 5)."""

import re
from datetime import date
from functools import lru_cache
from typing import Final

_FORM: Final = re.compile(
    r"""
    (?P<year>[0-9]{4})(?P<dash>-?)(?P<month>[0-9]{2})(?P=dash)(?P<day>[0-9]{2})
    (?P<clock>[Tt\ ]
        (?P<hour>[0-9]{2})(?P<colon>:?)(?P<minute>[0-9]{2})
        (?:(?P=colon)(?P<second>[0-9]{2})(?:[.,](?P<fraction>[0-9]+))?)?
        (?P<zone>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?
    )?
    """,
    re.VERBOSE,
)
REMEMBERED: Final = 256
_EPOCH_DAY: Final = date(1970, 1, 1).toordinal()
_DAY_S: Final = 86_400
_LIKELY: Final = range(4_102_444_800_000)
"""Milliseconds of the years 1970 to 2099."""


def read_ms(value: object) -> int | None:
    """Unix milliseconds of an ISO 8601 calendar date and time, None when it cannot be read.

    Offsets are honoured, a missing one means UTC, digits of the second past the third are cut.
    Times before 1970 are negative. Anything but text is unreadable.
    """
    return _read_text(value) if isinstance(value, str) else None


@lru_cache(REMEMBERED)
def _read_text(text: str) -> int | None:
    """Remembered, because one decision asks several times."""
    form = _FORM.fullmatch(text)
    if form is None:
        return None
    extended = bool(form["dash"])
    if form["clock"] is None:
        seconds: int | None = 0 if extended else None
    else:
        seconds = _clock_s(form) if extended == bool(form["colon"]) else None
    offset = _offset_s(form["zone"])
    if seconds is None or offset is None:
        return None
    try:
        day = date(int(form["year"]), int(form["month"]), int(form["day"])).toordinal()
    except ValueError:
        return None
    milliseconds = int((form["fraction"] or "").ljust(3, "0")[:3])
    return ((day - _EPOCH_DAY) * _DAY_S + seconds - offset) * 1000 + milliseconds


def doubts_of(timestamp: object) -> tuple[str, ...]:
    """A warning about a timestamp that can be read but is hardly meant (reliability.md, 3, 39)."""
    at_ms = read_ms(timestamp)
    if at_ms is None or at_ms in _LIKELY:
        return ()
    return ("The timestamp lies before 1970 or after 2099; it is sent as it is.",)


def _clock_s(form: re.Match[str]) -> int | None:
    """Seconds since midnight; 24:00:00 is the end of the day and :60 a leap second."""
    hour, minute, second = int(form["hour"]), int(form["minute"]), int(form["second"] or 0)
    if hour == 24:
        exact = minute == second == 0 and not (form["fraction"] or "").strip("0")
        return _DAY_S if exact else None
    if hour > 23 or minute > 59 or second > 60:
        return None
    return hour * 3600 + minute * 60 + second


def _offset_s(zone: str | None) -> int | None:
    """Seconds that a zone is ahead of UTC."""
    if zone is None or zone in "Zz":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    if hours > 23 or minutes > 59:
        return None
    return (hours * 3600 + minutes * 60) * (-1 if zone[0] == "-" else 1)
