"""The real program in a pseudo-terminal whose output is read as fast as it comes."""

import contextlib
import fcntl
import os
import pty
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Final, Self

from bench.processes import CORES, ROOT, pinned

ROWS, COLUMNS = 36, 120
PATIENCE: Final = 30.0
QUIET_SECONDS: Final = 0.25
RECENT_BYTES: Final = 200_000


class Terminal:
    """A program on the last core with a terminal of 120 x 36; `seen` counts bytes that it wrote."""

    def __init__(self, command: Sequence[str]) -> None:
        self.began = time.perf_counter()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        with pinned(CORES[-1:]):
            self.process = subprocess.Popen(
                command,
                stdin=slave,
                stdout=slave,
                stderr=slave,
                cwd=ROOT,
                start_new_session=True,
                env={**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"},
            )
        os.close(slave)
        self._changed = threading.Condition()
        self._recent = b""
        self._last_at = 0.0
        self.seen = 0
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        with contextlib.suppress(OSError):
            while data := os.read(self._master, 65_536):
                with self._changed:
                    self._last_at = time.perf_counter()
                    self.seen += len(data)
                    self._recent = (self._recent + data)[-RECENT_BYTES:]
                    self._changed.notify_all()

    def wait_for(self, text: str) -> float:
        """Wait until the program wrote `text`; returns the moment (`time.perf_counter`).

        Raises:
            TimeoutError: it did not.
        """
        wanted = text.encode()
        with self._changed:
            if not self._changed.wait_for(lambda: wanted in self._recent, PATIENCE):
                raise TimeoutError(f"the terminal never showed {text!r}")
            return self._last_at

    def wait_until_quiet(self, seconds: float = QUIET_SECONDS) -> None:
        """Wait until nothing was written for so long."""
        while time.perf_counter() - self._last_at < seconds:
            time.sleep(0.01)

    def press(self, keys: str) -> None:
        """Type, and forget what was written before."""
        with self._changed:
            self._recent = b""
        os.write(self._master, keys.encode())

    def answer_ms(self, keys: str, text: str = "") -> float:
        """Milliseconds from a key to what it shows: `text`, or whatever comes first."""
        before = self.seen
        began = time.perf_counter()
        self.press(keys)
        if text:
            return (self.wait_for(text) - began) * 1e3
        with self._changed:
            if not self._changed.wait_for(lambda: self.seen > before, PATIENCE):
                raise TimeoutError(f"the terminal did not answer {keys!r}")
            return (self._last_at - began) * 1e3

    def close(self, keys: str = "") -> None:
        """Leave by `keys`, else by SIGTERM."""
        with contextlib.suppress(OSError):
            if keys:
                self.press(keys)
            else:
                self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self._master)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


@contextlib.contextmanager
def terminal(command: Sequence[str], *, shows: str) -> Iterator[Terminal]:
    """A program that has painted `shows`."""
    with Terminal(command) as running:
        running.wait_for(shows)
        yield running
