"""An event loop whose time jumps to the next timer, so that a test of hours takes no time."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

START_MS = 1_795_348_800_000
OVERSHOOT_S = 1e-8
"""Timers come a trifle late, as real ones do, and never early."""


def run(scenario: Callable[["VirtualClock"], Coroutine[Any, Any, T]]) -> T:
    """Run a scenario to its end in virtual time; threads run their work at once.

    What waits for something that can never come fails with a RuntimeError.
    """
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(scenario(VirtualClock(loop)))
    finally:
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        if tasks:
            loop.run_until_complete(asyncio.wait(tasks))
        loop.close()


class VirtualClock:
    """Implements `ports.Clock` in the loop's time; `jump_ms` moves the wall clock alone."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.jump_ms = 0

    def now_ms(self) -> int:
        """Unix milliseconds as the wall clock says."""
        return START_MS + self.jump_ms + int(self.monotonic() * 1000)

    def monotonic(self) -> float:
        """Seconds since the test began."""
        return self._loop.time()


class VirtualLoop(asyncio.SelectorEventLoop):
    """Instead of waiting for a timer it moves its time there."""

    def __init__(self) -> None:
        self.now = 0.0
        super().__init__(_Impatient(self))
        self.set_default_executor(_Inline())

    def time(self) -> float:
        """Virtual seconds."""
        return self.now


class _Impatient(selectors.SelectSelector):
    def __init__(self, loop: VirtualLoop) -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready:
            if timeout is None:
                raise RuntimeError("everything waits, and nothing will ever come")
            self._loop.now += max(timeout, 0.0) + OVERSHOOT_S
        return ready


class _Inline(ThreadPoolExecutor):
    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 (it is raised where the result is awaited)
            future.set_exception(error)
        return future
