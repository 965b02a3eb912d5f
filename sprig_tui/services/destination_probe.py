"""Whether the destination is there while it is not asked anything: a connection now and then."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from sprig_tui.domain.flow import Reached
from sprig_tui.ports import Clock

EVERY_S: Final = 15.0
"""Answers and connections are believed for so long; no more than one connection is made in it."""
LONG_WAIT_S: Final = 2.5
LOOK_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Silence:
    """Seconds since the last answer, None before the first, and since the oldest open request."""

    since_answer_s: float | None = None
    open_for_s: float = 0.0


class DestinationProbe:
    """Connects by `reach`, which sends nothing: so no key leaves, and no request is counted.

    `reach` gets `scheme://host[:port]` and returns what keeps it from being reached, "" for
    nothing; `silence` tells how long ago the destination said something itself.
    """

    def __init__(
        self,
        reach: Callable[[str], Awaitable[str]],
        clock: Clock,
        silence: Callable[[], Silence],
    ) -> None:
        self._reach = reach
        self._clock = clock
        self._silence = silence
        self._endpoint = ""
        self._next_at = 0.0
        self._found: Reached | None = None
        self._found_at = 0.0

    def use(self, endpoint: str) -> None:
        """Connect to that one from now on; "" where nothing may be connected to."""
        if endpoint != self._endpoint:
            self._endpoint, self._found = endpoint, None
            self._next_at = self._clock.monotonic()

    @property
    def reached(self) -> Reached | None:
        """What the last connection came to; None if there was none, or an answer came since."""
        since_answer_s = self._silence().since_answer_s
        age_s = self._clock.monotonic() - self._found_at
        if since_answer_s is not None and since_answer_s < age_s:
            return None
        return self._found

    async def run(self) -> None:
        """Connect whenever it is due, for ever."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_S)

    async def look(self) -> None:
        """Connect if it is due."""
        endpoint, began = self._endpoint, self._clock.monotonic()
        if not endpoint or began < self._next_at or not self._is_silent():
            return
        self._next_at = began + EVERY_S
        problem = await self._reach(endpoint)
        now = self._clock.monotonic()
        if endpoint == self._endpoint:
            took_ms = max(round((now - began) * 1000), 1)
            self._found, self._found_at = Reached(took_ms, problem), now

    def _is_silent(self) -> bool:
        silence = self._silence()
        if silence.since_answer_s is None or silence.open_for_s >= LONG_WAIT_S:
            return True
        return silence.since_answer_s >= EVERY_S
