"""The driver that draws on an output of the program's own."""

import os
import pty
import sys

from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.drivers.linux_driver import LinuxDriver

from sprig_tui.cli.bounded_driver import InputEnd, bounded_driver
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


def test_a_terminal_that_hung_up_is_read_no_more() -> None:
    """Its end of file would be read for ever, and nobody told while nothing is drawn."""
    master, slave = pty.openpty()
    told: list[str] = []
    end = InputEnd(slave, lambda: told.append("gone"))
    assert not end.is_set()
    os.write(master, b"key")
    assert not end.is_set()
    assert told == []
    os.close(master)
    assert end.is_set()
    assert told == ["gone"]
    os.close(slave)
    end.set()
    assert end.is_set()


def test_input_from_a_pipe_ends_when_the_driver_says_so() -> None:
    """An end of file there is no hang-up of a terminal."""
    reading, writing = os.pipe()
    end = InputEnd(reading, lambda: None)
    assert not end.is_set()
    end.set()
    assert end.is_set()
    end.clear()
    assert not end.is_set()
    os.close(writing)
    os.close(reading)
