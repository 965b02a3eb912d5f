"""The time as this machine's clock and zone tell it."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from sprig_tui.ports import Clock


class LocalZone(tzinfo):
    """The machine's zone, with its summer time on the days that have it."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """How far ahead of UTC the clocks are at a local time."""
        if moment is None:
            return None
        return moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Not told apart from the zone itself."""
        del moment
        return None

    def tzname(self, moment: datetime | None) -> str:
        """Its name is of no use here."""
        del moment
        return "local"

    def fromutc(self, moment: datetime) -> datetime:
        """The local time of a time in UTC."""
        offset = moment.replace(tzinfo=UTC).astimezone().utcoffset()
        return moment + (offset or timedelta())


LOCAL: Final = LocalZone()
WHOLE: Final = 23
"""Cells of the longest form of a moment: `2025-11-29 23:51:07.902`."""
TODAY: Final[tuple[str, ...]] = ("%H:%M:%S.{ms}", "%H:%M:%S")
THIS_MONTH: Final = ("%b %d %H:%M:%S.{ms}", "%b %d %H:%M:%S", "%b %d %H:%M", "%d %H:%M")
THIS_YEAR: Final = (*THIS_MONTH[:3], "%b %d")
LONG_AGO: Final = ("%Y-%m-%d %H:%M:%S.{ms}", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d", "%b %Y")
MONTH_DAYS: Final = 27
HALF_YEAR_DAYS: Final = 182


def local_now(clock: Clock) -> datetime:
    """The clock's time in the machine's zone, for queries."""
    return datetime.fromtimestamp(clock.now_ms() / 1000, LOCAL)


def local_day(now_ms: int) -> date:
    """The day on this machine's calendar."""
    return datetime.fromtimestamp(now_ms / 1000, LOCAL).date()


def moment_text(ms: int, today: date | None, room: int | None = None) -> str:
    """A moment to the second, or in the longest form that fits into `room` cells, at least 8.

    Of `today` the time alone is told, as it is without a day to compare with. Any other moment
    tells its day too, so that 23:51 of the night before is not taken for one that is still to
    come: in 8 cells `29 23:51`, the day of the month before the time, while no other month can be
    meant. Like `ls -l`, what is more than half a year away tells its year.
    """
    at = datetime.fromtimestamp(ms / 1000, LOCAL)
    away = abs((at.date() - today).days) if today else 0
    if not away:
        forms = TODAY
    elif away <= MONTH_DAYS:
        forms = THIS_MONTH
    else:
        forms = THIS_YEAR if away <= HALF_YEAR_DAYS else LONG_AGO
    if room is None:
        return at.strftime(forms[1])
    texts = (at.strftime(form).format(ms=f"{ms % 1000:03d}") for form in forms)
    return next((text for text in texts if len(text) <= room), at.strftime(forms[-1]))
