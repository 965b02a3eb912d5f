"""Textual on a terminal that may stop reading or hang up."""

from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from sprig_tui.cli.terminal_output import TerminalOutput


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

    return BoundedDriver
