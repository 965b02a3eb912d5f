"""Writing to a terminal that may have stopped reading, without waiting for it for ever."""

import contextlib
import os
import select
import sys
import time
from collections.abc import Callable, Iterable
from typing import Final, TextIO

PATIENCE_S: Final = 0.5
"""How long a terminal that does not read may hold up a program that is leaving."""
LOOK_S: Final = 0.1
REST_S: Final = 0.01


class TerminalOutput:
    """What a driver of Textual writes to, as a file of text.

    A write waits while the terminal does not read, as any does. After `give_up` it waits for
    `PATIENCE_S` at most and is then dropped, and so is all that is written to a terminal that is
    gone. The terminal is opened anew, because not to block is a property that would else be shared
    with the shell; where that cannot be done, `file` is written to as it is. `on_gone` is called by
    the thread that writes or reads, once a terminal has hung up.
    """

    def __init__(self, file: TextIO, on_gone: Callable[[], None] = lambda: None) -> None:
        self._file = file
        self._on_gone = on_gone
        self._give_up_at = float("inf")
        self._gone = False
        self._own: int | None = None
        with contextlib.suppress(OSError, ValueError):
            flags = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
            self._own = os.open(os.ttyname(file.fileno()), flags)

    def give_up(self) -> None:
        """From now on the program is leaving; safe in a signal handler."""
        self._give_up_at = min(self._give_up_at, time.monotonic() + PATIENCE_S)

    def tell_gone(self) -> None:
        """The terminal has hung up: nothing is written from now on."""
        self._gone = True
        self._on_gone()

    def fileno(self) -> int:
        """The number of the file that this stands for."""
        return self._file.fileno()

    def write(self, text: str) -> None:
        """Write all of it, or as much as the terminal takes in time."""
        if self._own is None:
            self._to_file(lambda: self._file.write(text))
            return
        left = memoryview(text.encode(self._file.encoding, "backslashreplace"))
        while left and not self._gone and self._wait(self._own):
            try:
                left = left[os.write(self._own, left) :]
            except BlockingIOError:
                time.sleep(REST_S)
            except OSError:
                self.tell_gone()

    def flush(self) -> None:
        """Nothing is held back here."""
        if self._own is None:
            self._to_file(self._file.flush)

    def close(self) -> None:
        """Let go of the terminal; the file stays open."""
        own, self._own = self._own, None
        if own is not None:
            os.close(own)

    def _to_file(self, write: Callable[[], object]) -> None:
        """Write to it as it is, and raise nothing: the thread that writes is waited for."""
        if self._gone:
            return
        try:
            write()
        except OSError:
            self.tell_gone()

    def _wait(self, own: int) -> bool:
        """Whether the terminal reads, looked at again and again until it is time to give up."""
        room = select.poll()
        room.register(own, select.POLLOUT)
        while True:
            given_up = time.monotonic() >= self._give_up_at
            if room.poll(0 if given_up else LOOK_S * 1000):
                return True
            if given_up:
                return False


def say_last(lines: Iterable[str]) -> None:
    """Print lines to stderr at the end; a terminal that does not read them holds nothing up."""
    output = TerminalOutput(sys.stderr)
    output.give_up()
    for line in lines:
        output.write(f"{line}\n")
    output.flush()
    output.close()
