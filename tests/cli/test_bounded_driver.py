"""The driver that draws on an output of the program's own."""

import sys

from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.drivers.linux_driver import LinuxDriver

from sprig_tui.cli.bounded_driver import bounded_driver
from sprig_tui.cli.terminal_output import TerminalOutput


def test_only_the_driver_of_terminals_is_replaced() -> None:
    """One that somebody chose otherwise is not."""
    output = TerminalOutput(sys.stderr)
    chosen = bounded_driver(LinuxDriver, output)
    assert issubclass(chosen, LinuxDriver)
    assert chosen is not LinuxDriver
    assert bounded_driver(HeadlessDriver, output) is HeadlessDriver
    output.close()
    assert App().driver_class is LinuxDriver
