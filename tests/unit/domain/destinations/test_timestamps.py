"""ISO 8601 to milliseconds: facts.md, section 5 («fractions cut, offsets honoured»)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.destinations.timestamps import doubts_of, read_ms

NOON = 1_700_647_964_000


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("2023-11-22T10:12:44Z", NOON),
        ("2023-11-22T10:12:44.7Z", NOON + 700),
        ("2023-11-22T10:12:44,75Z", NOON + 750),
        ("2023-11-22T10:12:44.7579999Z", NOON + 757),
        ("2023-11-22t10:12:44.757z", NOON + 757),
        ("2023-11-22 10:12:44.757+00:00", NOON + 757),
        ("2023-11-22T10:12:44.757", NOON + 757),
        ("2023-11-22T15:42:44.757+05:30", NOON + 757),
        ("2023-11-22T15:42:44+0530", NOON),
        ("2023-11-22T02:12:44-08", NOON),
        ("2023-11-22T10:12Z", NOON - 44_000),
        ("20231122T101244Z", NOON),
        ("2023-11-22", NOON - 36_764_000),
        ("2023-11-22T24:00:00Z", NOON - 36_764_000 + 86_400_000),
        ("2023-11-22T24:00:00.000Z", NOON - 36_764_000 + 86_400_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000),
        ("1969-12-31T23:59:59.999Z", -1),
        ("0001-01-01T00:00:00+05:00", -62_135_614_800_000),
        ("9999-12-31T23:59:59.999-23:59", 253_402_387_139_999),
    ],
)
def test_what_can_be_read(text: str, ms: int) -> None:
    """Every form of a calendar date and time, to the millisecond."""
    assert read_ms(text) == ms


@pytest.mark.parametrize(
    "value",
    [
        "2023-11-22T10:12:44.75705:30",
        "2023-02-29T00:00:00Z",
        "2023-13-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "2023-11-22T25:00:00Z",
        "2023-11-22T24:00:01Z",
        "2023-11-22T24:00:00." + "0" * 5_000 + "1Z",
        "2023-11-22T10:60:00Z",
        "2023-11-22T10:12:61Z",
        "2023-11-22T10:12:44+24:00",
        "2023-11-22T10:12:44+05:60",
        "2023-11-22T101244Z",
        "20231122T10:12:44Z",
        "20231122",
        "2023-11-22T10:12:44Z\n",
        " 2023-11-22T10:12:44Z",
        "\uff12\uff10\uff12\uff13-11-22T10:12:44Z",
        "yesterday",
        "1700647964757",
        "",
        -1,
        1_700_647_964_757,
        None,
        True,
        [],
        {},
    ],
)
def test_what_cannot_be_read(value: object) -> None:
    """Bad ones occur in the wild (facts.md, section 2), and only text is ISO 8601."""
    assert read_ms(value) is None


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("1969-12-31T23:59:59.999Z", True),
        ("1970-01-01T00:00:00Z", False),
        ("2099-12-31T23:59:59.999Z", False),
        ("2100-01-01T00:00:00Z", True),
        ("0001-01-01T00:00:00Z", True),
        ("9999-12-31T23:59:59Z", True),
        ("yesterday", False),
        (None, False),
    ],
)
def test_a_timestamp_that_is_hardly_meant(text: object, doubtful: bool) -> None:
    """reliability.md, section 3, row 39: years 0001 and 9999 are flagged."""
    assert bool(doubts_of(text)) is doubtful


@given(
    st.datetimes(timezones=st.just(UTC)),
    st.integers(-1439, 1439),
)
def test_it_agrees_with_the_standard_library(moment: datetime, ahead: int) -> None:
    """Any moment written with any offset reads as its milliseconds since 1970."""
    zone = timezone(timedelta(minutes=ahead))
    try:
        local = moment.astimezone(zone)
    except OverflowError:
        local = moment
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    assert read_ms(local.isoformat()) == (moment - epoch) // timedelta(milliseconds=1)


@given(st.text())
def test_any_text_is_read_or_not(text: str) -> None:
    """No text raises."""
    assert read_ms(text) is None or isinstance(read_ms(text), int)
