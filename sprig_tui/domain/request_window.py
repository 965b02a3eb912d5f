"""How many requests may leave: at most `limit` in any `period` (facts.md, section 5)."""

from collections import deque
from collections.abc import Iterable
from copy import deepcopy
from typing import Final, Self

LIMIT: Final = 1000
PERIOD_S: Final = 300.0
PACE_FROM: Final = 900
MARGIN_S: Final = 0.5
"""The destination's clock may run a little faster than this one."""
LONGEST_REQUEST_S: Final = 15.0
"""A request whose end nobody noted had ended by then."""


class RequestWindow:
    """Paces requests. All times are seconds of a clock that only goes forward.

    A request takes a place from its start until `period` after its end. The destination gets it
    somewhere between the two, so whatever the network delays, it never counts more than `limit` in
    any `period`. A `limit` of 0 is none: then nothing is ever paced, only counted.
    """

    def __init__(
        self, limit: int = LIMIT, period: float = PERIOD_S, pace_from: int = PACE_FROM
    ) -> None:
        self.limit = limit
        self.pace_from = min(pace_from, limit)
        self._places_s = period + MARGIN_S
        self._ends: deque[float] = deque()
        self._open = 0
        self._last_start = 0.0

    def load(self, ages: Iterable[float], now: float) -> None:
        """Count requests of before a restart by how many seconds ago they left.

        Their ends are not known, so each counts as one that took the longest. An age below zero
        (the wall clock was set back) counts as zero.
        """
        ends = [now + min(LONGEST_REQUEST_S - max(age, 0.0), 0.0) for age in ages]
        # More than `limit` of them stop the next request no longer than the newest ones do.
        self._ends = deque(sorted([*self._ends, *ends])[-self.limit :])

    def start(self, now: float) -> None:
        """A request leaves."""
        self._open += 1
        self._last_start = now

    def finish(self, now: float) -> None:
        """A request that was started has ended, whatever came of it."""
        self._open -= 1
        self._ends.append(now)

    def used(self, now: float) -> int:
        """How many places are taken."""
        self._forget(now)
        return len(self._ends) + self._open

    def room(self, now: float) -> int | None:
        """How many requests may leave at once without a pause; None for any number."""
        return max(self.pace_from - self.used(now), 0) if self.limit else None

    def delay(self, now: float) -> float:
        """Seconds until the next request may leave.

        Nothing below `pace_from`. From there on the places that are left are spread over the time
        until the oldest one falls free; when none is left, that is what the next one waits for.
        """
        used = self.used(now)
        if not self.limit or used < self.pace_from:
            return 0.0
        free_at = (self._ends[0] if self._ends else now) + self._places_s
        if used >= self.limit:
            return free_at - now
        since = self._last_start
        return max(since + (free_at - since) / (self.limit - used + 1) - now, 0.0)

    def time_to_empty(self, now: float, requests: int) -> float:
        """Seconds until the last of so many requests could have left, if each took no time."""
        if not self.limit or requests <= 0:
            return 0.0
        periods, rest = divmod(requests - 1, self.limit)
        trial, at = self._all_ended(now), now
        for _ in range(rest + 1):
            while (pause := trial.delay(at)) > 0:
                at += pause
            trial.start(at)
            trial.finish(at)
        return at - now + periods * self._places_s

    def _all_ended(self, now: float) -> Self:
        """A copy in which every request under way ends now."""
        trial = deepcopy(self)
        for _ in range(self._open):
            trial.finish(now)
        return trial

    def _forget(self, now: float) -> None:
        while self._ends and self._ends[0] + self._places_s <= now:
            self._ends.popleft()
