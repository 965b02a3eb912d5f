"""Time that a jump of the wall clock does not touch."""

from sprig_tui.ports import Clock


class SteadyClock:
    """Implements `ports.Clock`: the wall clock's time at the start plus what has gone by since."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began_ms = clock.now_ms()
        self._began = clock.monotonic()

    def now_ms(self) -> int:
        """Unix milliseconds that only go forward."""
        return self._began_ms + int((self._clock.monotonic() - self._began) * 1000)

    def monotonic(self) -> float:
        """Seconds that only go forward."""
        return self._clock.monotonic()
