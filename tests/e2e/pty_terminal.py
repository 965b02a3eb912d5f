"""The program on a terminal of the test's own, which may stop reading or hang up."""

import contextlib
import fcntl
import os
import pty
import signal
import struct
import subprocess
import termios
import time
from typing import Any, Self

from tests.e2e.program import PROGRAM, Places, wait_for

STEADY_S = 0.4


class PtyTerminal:
    """`sprig-tui` in the foreground of a pseudo terminal; use as a context manager.

    One that is not `told` of a hang-up gets no signal then.
    """

    def __init__(self, places: Places, *, told: bool = True) -> None:
        self._places = places
        self._told = told
        self.seen = b""

    def __enter__(self) -> Self:
        self.master, self._slave = pty.openpty()
        self.resize(30, 100)
        self.before = termios.tcgetattr(self._slave)
        self.process = subprocess.Popen(
            [PROGRAM, *self._places.options],
            stdin=self._slave, stdout=self._slave, stderr=self._slave,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0) if self._told else None,
            env={**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        os.set_blocking(self.master, False)
        return self

    def __exit__(self, *_exc: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.hang_up()
        os.close(self._slave)

    def hang_up(self) -> None:
        """Close the terminal's own end."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def modes(self) -> list[Any]:
        """What `stty` would say."""
        return termios.tcgetattr(self._slave)

    def resize(self, rows: int, columns: int) -> None:
        """Have everything drawn anew."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self) -> bytes:
        """All that was written until now."""
        with contextlib.suppress(BlockingIOError, OSError):
            while part := os.read(self.master, 65536):
                self.seen += part
        return self.seen

    def read_until(self, *texts: bytes) -> bytes:
        """Read until all of `texts` were seen."""
        wait_for(lambda: all(text in self.read() for text in texts), f"{texts}")
        return self.seen

    def waiting(self) -> int:
        """The bytes that nobody has read yet."""
        found = fcntl.ioctl(self.master, termios.FIONREAD, struct.pack("i", 0))
        return int(struct.unpack("i", found)[0])

    def fill(self) -> None:
        """Have it draw and draw, unread, until nothing more fits into the line."""
        last, since, columns = -1, time.monotonic(), 100

        def full() -> bool:
            nonlocal last, since, columns
            columns = 220 - columns
            self.resize(30, columns)
            self.process.send_signal(signal.SIGWINCH)
            now = self.waiting()
            if now != last:
                last, since = now, time.monotonic()
            return now > 0 and time.monotonic() - since > STEADY_S

        wait_for(full, "a full line")
