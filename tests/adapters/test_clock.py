"""The system's clock."""

import time

from sprig_tui.adapters.clock import SystemClock


def test_it_tells_unix_milliseconds_and_only_goes_forward() -> None:
    clock = SystemClock()
    before = time.time_ns() // 1_000_000
    assert before <= clock.now_ms() <= time.time_ns() // 1_000_000
    assert clock.monotonic() <= clock.monotonic()
