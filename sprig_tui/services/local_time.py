"""The time as this machine's clock and zone tell it."""

from datetime import UTC, datetime, timedelta, tzinfo
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


def local_now(clock: Clock) -> datetime:
    """The clock's time in the machine's zone, for queries."""
    return datetime.fromtimestamp(clock.now_ms() / 1000, LOCAL)
