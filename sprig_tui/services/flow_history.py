"""The flow of the last minutes, hours and day, as bars, totals and rates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.flow_counts import BUCKET_MS, FlowCount
from sprig_tui.ports import FlowReader

SERIES: Final = ("received", "forwarded", "filtered", "rejected", "delivered", "failed")
RECENT_MS: Final = 300_000


@dataclass(frozen=True, slots=True)
class Span:
    """How far back the bars reach; `words` names it.

    A bar is `step_ms`, and `fine_ms` where there is room for so many.
    """

    words: str
    span_ms: int
    step_ms: int
    fine_ms: int

    def step(self, bars: int) -> int:
        """Milliseconds of a bar where there is room for so many."""
        return self.fine_ms if self.span_ms // self.fine_ms <= bars else self.step_ms


SPANS: Final = (
    Span("5 min", RECENT_MS, BUCKET_MS, BUCKET_MS),
    Span("1 h", 3_600_000, 120_000, 60_000),
    Span("24 h", 86_400_000, 3_600_000, 1_800_000),
)


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of thing that happened: `bars` are counts, the oldest first, the last one running.

    `now` and `peak` are per second: over the last ten to twenty seconds, and of the highest bar.
    """

    name: str
    bars: tuple[int, ...]
    now: float
    peak: float

    @property
    def total(self) -> int:
        """How often it happened in the span."""
        return sum(self.bars)


@dataclass(frozen=True, slots=True)
class FlowReading:
    """The series of a span, and the last five minutes in the finest steps."""

    series: tuple[Series, ...] = ()
    recent: Sequence[FlowCount] = ()


async def read_flow(reader: FlowReader, span: Span, *, bars: int, now_ms: int) -> FlowReading:
    """What happened in `span` until now, in at most `bars` bars if they can be that few.

    Raises:
        StoreUnavailableError: the store cannot be read.
    """
    step = span.step(bars)
    recent = await reader.flow(since_ms=_begin(RECENT_MS, BUCKET_MS, now_ms), step_ms=BUCKET_MS)
    counts = recent
    if step != BUCKET_MS:
        counts = await reader.flow(since_ms=_begin(span.span_ms, step, now_ms), step_ms=step)
    last = _begin(2 * BUCKET_MS, BUCKET_MS, now_ms)
    elapsed_s = (now_ms - last) / 1000
    series = []
    for name in SERIES:
        found = {one.at_ms: int(getattr(one, name)) for one in counts}
        begin = _begin(span.span_ms, step, now_ms)
        heights = tuple(found.get(begin + n * step, 0) for n in range(span.span_ms // step))
        lately = sum(int(getattr(one, name)) for one in recent if last <= one.at_ms <= now_ms)
        series.append(Series(name, heights, lately / elapsed_s, max(heights) * 1000 / step))
    return FlowReading(tuple(series), recent)


def _begin(span_ms: int, step_ms: int, now_ms: int) -> int:
    """Where the first of the steps begins of which the last one holds `now_ms`."""
    return now_ms // step_ms * step_ms - span_ms + step_ms
