"""Who sends events: libraries and write keys, over the newest rows of the log."""

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from sprig_tui.ports import FlowReader, LogReader
from sprig_tui.services.rate_meter import RateMeter

WINDOW: Final = 20_000
SLICE: Final = 1_000
SILENT_MS: Final = 300_000


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """A sender's rows among the newest of the log.

    `share` is from 0 to 1, `per_second` the rate of the last seconds, `last_ms` the last row's
    time of receipt. `silent` tells that nothing came for five minutes while others sent.
    """

    source: str
    count: int
    share: float
    per_second: float
    last_ms: int
    silent: bool


@dataclass(slots=True)
class _Slice:
    """The counts of the rows with ids up to `upto`, from the slice before it on."""

    begin: int
    upto: int
    counts: Counter[str] = field(default_factory=Counter)


class SourceView:
    """Counts as rows come, a thousand at a time, over about the newest twenty thousand."""

    def __init__(self, reader: LogReader, flow: FlowReader) -> None:
        self._reader = reader
        self._flow = flow
        self._slices: deque[_Slice] = deque()
        self._last: dict[str, int] = {}
        self._meters: dict[str, RateMeter] = {}
        self._ever = Counter[str]()

    async def read(self, *, now_ms: int, seconds: float) -> Sequence[SourceFigure]:
        """The senders, who sent most first; `seconds` is a steady clock's time for the rates.

        Raises:
            StoreUnavailableError: the log cannot be read; what was counted stays.
        """
        newest = await self._reader.rows(limit=1)
        oldest = await self._reader.rows(after=0, limit=1)
        if not newest or not oldest:
            self._slices.clear()
            return []
        self._forget(oldest[0].id, newest[0].id)
        await self._take_in(newest[0].id)
        return self._figures(now_ms, seconds)

    def _forget(self, oldest: int, newest: int) -> None:
        """Let go of what is pruned, of a log that was emptied, and of what is far back."""
        if self._slices and self._slices[-1].upto > newest:
            self._slices.clear()
        while self._slices and self._slices[0].upto <= max(oldest - 1, newest - WINDOW):
            self._slices.popleft()

    async def _take_in(self, newest: int) -> None:
        done = self._slices[-1].upto if self._slices else max(newest - WINDOW, 0)
        while done < newest:
            upto = min(done + SLICE, newest)
            found = await self._flow.source_counts(after=done, upto=upto)
            if not self._slices or upto - self._slices[-1].begin > SLICE:
                self._slices.append(_Slice(done, done))
            part = self._slices[-1]
            part.upto = done = upto
            for one in found:
                part.counts[one.source] += one.count
                self._ever[one.source] += one.count
                self._last[one.source] = max(self._last.get(one.source, 0), one.last_ms)

    def _figures(self, now_ms: int, seconds: float) -> list[SourceFigure]:
        sums = Counter[str]()
        for part in self._slices:
            sums.update(part.counts)
        for memory in (self._last, self._ever, self._meters):
            for gone in set(memory) - set(sums):
                del memory[gone]
        total = sums.total()
        heard = any(now_ms - at_ms < SILENT_MS for at_ms in self._last.values())
        figures = []
        for source, count in sums.items():
            meter = self._meters.setdefault(source, RateMeter())
            meter.add(seconds, self._ever[source])
            last_ms = self._last[source]
            silent = heard and now_ms - last_ms >= SILENT_MS
            rate = meter.rate()
            figures.append(SourceFigure(source, count, count / total, rate, last_ms, silent))
        return sorted(figures, key=lambda one: (-one.count, one.source))
