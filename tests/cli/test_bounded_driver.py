"""The driver that draws on an output of the program's own."""

import os
import pty
import queue
import signal
import sys
import threading

import pytest
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.drivers.linux_driver import LinuxDriver

from sprig_tui.cli.bounded_driver import InputEnd, bounded_driver, put
from sprig_tui.cli.terminal_output import TerminalOutput

PATIENCE_S = 5.0


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


def test_a_signal_is_handled_while_nothing_more_can_be_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also one that did not wake the main thread, as when it comes just before that one waits."""
    full: queue.Queue[str | None] = queue.Queue(1)
    full.put("first")
    waits, handled = threading.Event(), threading.Event()
    in_time: list[bool] = []
    before = signal.signal(signal.SIGUSR1, lambda *_: handled.set())

    def signal_to_this_thread() -> None:
        waits.wait()
        signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
        in_time.append(handled.wait(PATIENCE_S))
        full.get()

    wait = full.not_full.wait

    def begin_to_wait(timeout: float | None = None) -> bool:
        waits.set()
        return wait(timeout)

    monkeypatch.setattr(full.not_full, "wait", begin_to_wait)
    other = threading.Thread(target=signal_to_this_thread)
    other.start()
    put(full, "second")
    other.join()
    signal.signal(signal.SIGUSR1, before)
    assert in_time == [True]
    assert full.get_nowait() == "second"
