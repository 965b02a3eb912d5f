"""How many requests came in the last seconds, for the limit and for the figures."""

from collections import deque
from typing import Final

MAX_COUNTED: Final = 100_000


class SlidingWindow:
    """Lets `limit` requests pass in any `seconds`; times are seconds that only go forward."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._passed: deque[float] = deque()

    def take(self, now: float) -> float:
        """0 when the request passes, else the seconds until one would; refused ones cost none."""
        _forget(self._passed, now - self._seconds)
        if len(self._passed) >= self._limit:
            return self._passed[0] + self._seconds - now
        self._passed.append(now)
        return 0.0


class Tally:
    """Counts the requests of the last `seconds`, and the most that any such span had.

    It counts up to 100,000: a count of 100,000 means at least so many.
    """

    def __init__(self, seconds: float) -> None:
        self.highest = 0
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=MAX_COUNTED)

    def note(self, now: float) -> None:
        """Count one."""
        self._times.append(now)
        self.highest = max(self.highest, self.count(now))

    def count(self, now: float) -> int:
        """How many came in the `seconds` up to now."""
        _forget(self._times, now - self._seconds)
        return len(self._times)


def _forget(times: deque[float], before: float) -> None:
    while times and times[0] <= before:
        times.popleft()
