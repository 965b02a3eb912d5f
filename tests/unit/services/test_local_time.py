"""The machine's zone."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from sprig_tui.services.local_time import LOCAL, local_now


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
