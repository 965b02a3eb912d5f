"""The flow as bars, totals and rates."""

from sprig_tui.domain.flow_counts import FlowCount
from sprig_tui.domain.reasons import Reason
from sprig_tui.services.flow_history import SERIES, SPANS, FlowReading, Series, read_flow
from tests.fakes.flow_reader import FakeFlowReader
from tests.fakes.log import MemoryLog
from tests.log_rows import START_MS, new_row

FIVE_MINUTES, HOUR, DAY = SPANS


def flow_of(*ages_s: int, reason: Reason = Reason.UNMAPPED_EVENT) -> FakeFlowReader:
    """A log with an event received so many seconds before the start of the tests' time."""
    log = MemoryLog()
    for number, age_s in enumerate(ages_s, start=1):
        log.writes.append(new_row(number, reason, received_at_ms=START_MS - age_s * 1000))
    return FakeFlowReader(log)


def series(reading: FlowReading, name: str) -> Series:
    return reading.series[SERIES.index(name)]


async def test_bars_end_with_the_one_that_runs() -> None:
    """Thirty of ten seconds; what is older than the span is not counted."""
    reader = flow_of(0, 1, 10, 11, 289, 290, 291)
    reading = await read_flow(reader, FIVE_MINUTES, bars=40, now_ms=START_MS + 5_000)
    received = series(reading, "received")
    assert len(received.bars) == 30
    assert received.bars[-3:] == (1, 2, 1)
    assert received.bars[0] == 2
    assert received.total == 6
    assert series(reading, "filtered") == Series("filtered", received.bars, received.now, 0.2)
    assert not series(reading, "forwarded").total


async def test_the_rate_is_that_of_the_last_ten_to_twenty_seconds() -> None:
    """The bar that runs and the one before it; the peak is the highest bar's."""
    reader = flow_of(*[0] * 3, *[10] * 12, *[30] * 40)
    reading = await read_flow(reader, FIVE_MINUTES, bars=30, now_ms=START_MS + 5_000)
    received = series(reading, "received")
    assert (received.now, received.peak) == (1.0, 4.0)


async def test_longer_spans_have_longer_bars_and_shorter_ones_where_they_fit() -> None:
    """The last five minutes are told beside them in the finest steps."""
    reader = flow_of(0, 3_000, 30_000)
    narrow = await read_flow(reader, HOUR, bars=59, now_ms=START_MS)
    assert [len(one.bars) for one in narrow.series] == [30] * 6
    wide = await read_flow(reader, HOUR, bars=60, now_ms=START_MS)
    assert (len(wide.series[0].bars), wide.series[0].total) == (60, 2)
    day = await read_flow(reader, DAY, bars=40, now_ms=START_MS)
    assert (len(day.series[0].bars), day.series[0].total) == (24, 3)
    assert day.recent == [FlowCount(START_MS, received=1, filtered=1)]
