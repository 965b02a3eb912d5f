"""Textual on a terminal that may stop reading or hang up."""

import asyncio
import queue
import select
from collections.abc import Callable
from threading import Event
from typing import ClassVar, Final

from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from sprig_tui.cli.terminal_output import TerminalOutput

LOOK_S: Final = 0.1


class InputEnd(Event):
    """Set when no more is to be read: the driver says so, or the terminal has hung up.

    Textual reads one that has hung up again and again, as fast as it can: there is always an end
    of file to be had. `on_gone` is called by the thread that reads.
    """

    def __init__(self, fileno: int, on_gone: Callable[[], None]) -> None:
        super().__init__()
        self._fileno = fileno
        self._on_gone = on_gone

    def is_set(self) -> bool:
        """As any event; looks at the terminal."""
        if super().is_set():
            return True
        line = select.poll()  # no two threads may ask the same one
        line.register(self._fileno, 0)  # a hang-up is told always
        if not any(seen & select.POLLHUP for _, seen in line.poll(0)):
            return False
        self._on_gone()
        return True


def put(waiting: "queue.Queue[str | None]", item: str | None) -> None:
    """Put an item when there is room, and let signals' handlers run meanwhile.

    Python runs them between two steps of the main thread. A signal that comes in the instant before
    that thread begins to wait does not wake it, so that a wait without an end might have none.
    """
    while True:
        try:
            waiting.put(item, timeout=LOOK_S)
        except queue.Full:
            continue
        return


class BoundedDriver(LinuxDriver):
    """Draws on `output`, which a subclass has."""

    output: ClassVar[TerminalOutput]

    def __init__(
        self,
        app: App[None],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = self.output  # type: ignore[assignment]
        self.exit_event = InputEnd(self.fileno, self.output.tell_gone)

    def write(self, data: str) -> None:
        """Draw, when there is room for it."""
        if self._writer_thread is not None:
            put(self._writer_thread._queue, data)  # noqa: SLF001 (it waits without an end)

    def close(self) -> None:
        """Let everything be drawn, and end the thread that does it."""
        writer = self._writer_thread
        if writer is not None and writer.is_alive():
            put(writer._queue, None)  # noqa: SLF001
            while writer.is_alive():
                writer.join(LOOK_S)

    def _sigcont_application(self, *_: object) -> None:
        """Go on: after ctrl+z, or after a stop that nobody could prepare for."""
        if self._must_signal_resume:
            super()._sigcont_application()
        elif self._auto_restart:
            asyncio.get_running_loop().call_soon_threadsafe(self._start_anew)

    def _start_anew(self) -> None:
        """What the shell did to the terminal meanwhile is not known; threads run already."""
        self.suspend_application_mode()
        self._must_signal_resume = True
        self.resume_application_mode()


def bounded_driver(chosen: type[Driver], output: TerminalOutput) -> type[Driver]:
    """`chosen`, writing to `output` where it is the driver of terminals.

    Its own writer waits for ever, and with it everything else, signals' handlers too: its queue is
    bounded, and the loop waits for room in it.
    """
    if chosen is not LinuxDriver:
        return chosen
    return type("BoundedDriver", (BoundedDriver,), {"output": output})
