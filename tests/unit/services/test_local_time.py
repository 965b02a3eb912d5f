"""The machine's zone."""

import re
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from sprig_tui.services.local_time import LOCAL, WHOLE, local_day, local_now, moment_text

TODAY = date(2026, 11, 30)


class FixedClock:
    """A clock that stands still."""

    def now_ms(self) -> int:
        return 1_795_349_068_114

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture(params=["Europe/Berlin", "America/New_York", "UTC"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize("month", [1, 7])
def test_a_local_time_is_the_same_moment(month: int) -> None:
    """In summer as in winter."""
    moment = datetime(2026, month, 15, 12, 0, tzinfo=UTC)
    local = moment.astimezone(LOCAL)
    assert local == moment
    assert local.replace(tzinfo=None).timestamp() == moment.timestamp()


@pytest.mark.usefixtures("zone")
def test_now_is_the_clock_in_the_zone() -> None:
    now = local_now(FixedClock())
    assert now.timestamp() == pytest.approx(1_795_349_068.114)
    assert (now.tzname(), now.dst()) == ("local", None)
    assert LOCAL.utcoffset(None) is None


def _ms(moment: str) -> int:
    return round(datetime.fromisoformat(moment).replace(tzinfo=LOCAL).timestamp() * 1000) + 902


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(
    ("moment", "narrow", "middle", "wide", "sentence"),
    [
        ("2026-11-30T00:00:03", "00:00:03", "00:00:03.902", "00:00:03.902", "00:00:03"),
        (
            "2026-11-29T23:59:58",
            "29 23:59", "Nov 29 23:59", "Nov 29 23:59:58.902", "Nov 29 23:59:58",
        ),
        (
            "2026-12-01T00:01:00",
            "01 00:01", "Dec 01 00:01", "Dec 01 00:01:00.902", "Dec 01 00:01:00",
        ),
        (
            "2026-10-30T09:05:07",
            "Oct 30", "Oct 30 09:05", "Oct 30 09:05:07.902", "Oct 30 09:05:07",
        ),
        (
            "2025-11-29T23:51:07",
            "Nov 2025", "2025-11-29", "2025-11-29 23:51:07.902", "2025-11-29 23:51:07",
        ),
    ],
)  # fmt: skip
def test_a_moment_of_another_day_tells_the_day(
    moment: str, narrow: str, middle: str, wide: str, sentence: str
) -> None:
    """In the cells of the column there is, and to the second in a sentence."""
    ms = _ms(moment)
    assert [moment_text(ms, TODAY, room) for room in (8, 12, WHOLE)] == [narrow, middle, wide]
    assert moment_text(ms, TODAY) == sentence


@pytest.mark.usefixtures("zone")
def test_midnight_is_that_of_the_zone() -> None:
    """A second makes of today's time that of yesterday."""
    before, after = _ms("2026-11-29T23:59:59"), _ms("2026-11-30T00:00:00")
    assert local_day(after) == TODAY
    assert moment_text(before, local_day(before), 8) == "23:59:59"
    assert moment_text(before, local_day(after), 8) == "29 23:59"


def test_a_moment_without_a_day_to_compare_with_is_a_time_of_day() -> None:
    assert re.fullmatch(r"\d\d:\d\d:\d\d", moment_text(0, None))
