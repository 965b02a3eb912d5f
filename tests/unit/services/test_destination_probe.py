"""A connection now and then tells whether the destination is there."""

import asyncio

from sprig_tui.domain.flow import Reached
from sprig_tui.services.destination_probe import EVERY_S, LONG_WAIT_S, DestinationProbe, Silence
from tests.virtual_time import VirtualClock, run

HOST, OTHER = "https://api.sprig.com", "http://127.0.0.1:1"


class Bench:
    """A probe of a host that answers `problem` after a quarter of a second."""

    def __init__(self, clock: VirtualClock) -> None:
        self.clock = clock
        self.problem = ""
        self.asked: list[str] = []
        self.silence = Silence()
        self.probe = DestinationProbe(self._reach, clock, lambda: self.silence)

    async def _reach(self, endpoint: str) -> str:
        self.asked.append(endpoint)
        await asyncio.sleep(0.25)
        return self.problem


def test_nothing_is_connected_to_where_nothing_is_sent() -> None:
    """Dry run and hold promise that no network is needed."""

    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        await bench.probe.look()
        bench.probe.use(HOST)
        bench.probe.use("")
        await bench.probe.look()
        assert not bench.asked
        assert bench.probe.reached is None

    run(scenario)


def test_a_silent_destination_is_connected_to_and_not_more_than_once_in_a_while() -> None:
    """It tells how long that took, and what is wrong."""

    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.probe.use(HOST)
        task = asyncio.create_task(bench.probe.run())
        await asyncio.sleep(1)
        assert bench.probe.reached == Reached(250)
        bench.problem = "it cannot be reached"
        await asyncio.sleep(EVERY_S + 1)
        assert bench.probe.reached == Reached(250, "it cannot be reached")
        await asyncio.sleep(10 * EVERY_S)
        assert 11 <= len(bench.asked) <= 12
        task.cancel()

    run(scenario)


def test_an_answer_makes_a_connection_needless_for_a_while() -> None:
    """And one that came since is what counts."""

    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.probe.use(HOST)
        bench.silence = Silence(EVERY_S - 1)
        await bench.probe.look()
        assert not bench.asked
        bench.silence = Silence(EVERY_S)
        await bench.probe.look()
        assert bench.probe.reached == Reached(250)
        await asyncio.sleep(2)
        bench.silence = Silence(1)
        assert bench.probe.reached is None

    run(scenario)


def test_a_request_that_gets_no_answer_is_not_waited_for() -> None:
    """The destination may have died since its last one."""

    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.probe.use(HOST)
        bench.silence = Silence(LONG_WAIT_S, LONG_WAIT_S - 0.1)
        await bench.probe.look()
        assert not bench.asked
        bench.silence = Silence(LONG_WAIT_S + 1, LONG_WAIT_S)
        await bench.probe.look()
        assert bench.asked == [HOST]

    run(scenario)


def test_another_destination_is_looked_at_at_once() -> None:
    """What came of the one before is not told of it."""

    async def scenario(clock: VirtualClock) -> None:
        bench = Bench(clock)
        bench.probe.use(HOST)
        looking = asyncio.create_task(bench.probe.look())
        await asyncio.sleep(0.1)
        bench.probe.use(OTHER)
        await looking
        assert bench.probe.reached is None
        await bench.probe.look()
        assert bench.asked == [HOST, OTHER]
        assert bench.probe.reached == Reached(250)
        bench.probe.use(OTHER)
        assert bench.probe.reached == Reached(250)

    run(scenario)
