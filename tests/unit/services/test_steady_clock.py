"""A jump of the wall clock is not felt."""

from sprig_tui.services.steady_clock import SteadyClock
from tests.virtual_time import START_MS, VirtualClock, VirtualLoop


def test_only_what_went_by_counts() -> None:
    loop = VirtualLoop()
    wall = VirtualClock(loop)
    clock = SteadyClock(wall)
    assert (clock.now_ms(), clock.monotonic()) == (START_MS, 0.0)
    loop.now += 1.5
    for wall.jump_ms in (172_800_000, -172_800_000):
        assert (clock.now_ms(), clock.monotonic()) == (START_MS + 1500, 1.5)
    loop.close()
