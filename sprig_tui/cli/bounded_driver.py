"""Textual on a terminal that may stop reading or hang up."""

import asyncio
import select
from collections.abc import Callable
from threading import Event

from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from sprig_tui.cli.terminal_output import TerminalOutput


class InputEnd(Event):
    """Set when no more is to be read: the driver says so, or the terminal has hung up.

    Textual reads one that has hung up again and again, as fast as it can: there is always an end
    of file to be had. `on_gone` is called by the thread that reads.
    """

    def __init__(self, fileno: int, on_gone: Callable[[], None]) -> None:
        super().__init__()
        self._on_gone = on_gone
        self._line = select.poll()
        self._line.register(fileno, 0)  # a hang-up is told always

    def is_set(self) -> bool:
        """As any event; looks at the terminal."""
        if super().is_set():
            return True
        if not any(seen & (select.POLLHUP | select.POLLNVAL) for _, seen in self._line.poll(0)):
            return False
        self._on_gone()
        return True


def bounded_driver(chosen: type[Driver], output: TerminalOutput) -> type[Driver]:
    """`chosen`, writing to `output` where it is the driver of terminals.

    Its own writer waits for ever, and with it everything else, signals' handlers too: its queue is
    bounded, and the loop waits for room in it.
    """
    if chosen is not LinuxDriver:
        return chosen

    class BoundedDriver(LinuxDriver):
        """Draws on `output`."""

        def __init__(
            self,
            app: App[None],
            *,
            debug: bool = False,
            mouse: bool = True,
            size: tuple[int, int] | None = None,
        ) -> None:
            super().__init__(app, debug=debug, mouse=mouse, size=size)
            self._file = output  # type: ignore[assignment]
            self.exit_event = InputEnd(self.fileno, output.tell_gone)

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

    return BoundedDriver
