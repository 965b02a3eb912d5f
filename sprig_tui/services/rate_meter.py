"""How many events a second arrive, from a counter that only grows."""

from collections import deque
from typing import Final

WINDOW_S: Final = 5
HISTORY_S: Final = 300


class RateMeter:
    """Feed it `add(seconds, count)`; it gives the rate of late and a history by the second."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque()
        self._seconds: deque[tuple[int, int]] = deque(maxlen=HISTORY_S)
        self._last: int | None = None

    def add(self, seconds: float, count: int) -> None:
        """The counter stood at `count` at a monotonic time in seconds.

        A counter that went back (the log was reset) starts the measurement again.
        """
        if self._last is None or count < self._last:
            self._samples.clear()
            self._seconds.clear()
            self._last = count
        self._note(int(seconds), count - self._last)
        self._last = count
        self._samples.append((seconds, count))
        while len(self._samples) > 2 and self._samples[1][0] <= seconds - WINDOW_S:
            self._samples.popleft()

    def rate(self) -> float:
        """Events a second over the last five."""
        if len(self._samples) < 2:
            return 0.0
        (start, first), (end, last) = self._samples[0], self._samples[-1]
        return (last - first) / max(end - start, 1.0)

    def history(self, buckets: int, *, seconds_each: int = 1) -> list[int]:
        """Events in each of the last `buckets` spans, oldest first; empty before the start."""
        if not self._seconds or buckets < 1:
            return []
        sums = [0] * buckets
        end = self._seconds[-1][0]
        for second, count in self._seconds:
            place = buckets - 1 - (end - second) // seconds_each
            if place >= 0:
                sums[place] += count
        return sums

    def _note(self, second: int, count: int) -> None:
        if self._seconds and self._seconds[-1][0] == second:
            count += self._seconds.pop()[1]
        self._seconds.append((second, count))


def spark(values: list[int], bars: str) -> str:
    """A line of bars, one a value, the highest value full height; nothing is drawn as nothing."""
    top = max(values, default=0)
    if not top:
        return " " * len(values)
    return "".join(bars[(value * len(bars) - 1) // top] if value else " " for value in values)
