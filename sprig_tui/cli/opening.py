"""Something on the screen at once, while the terminal loads and its engine starts.

Textual, the config and the engine take a moment; this needs none of them. It draws in the
terminal's own colours, as no theme is read yet.
"""

import contextlib
import signal
import sys
import termios
from types import FrameType, TracebackType
from typing import Final, Self

from sprig_tui.cli.terminal_output import TerminalOutput, say_last

ENTER: Final = "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[H"
"""The alternate screen, without a cursor, empty; the same that Textual asks for."""
LEAVE: Final = "\x1b[?25h\x1b[?1049l"
HEAD: Final = "\r\x1b[1m sprig-tui\x1b[0m  {}\x1b[K"
ENDINGS: Final = (signal.SIGTERM, signal.SIGHUP)


class Opening:
    """The first frame, as a context manager; `hand_over` leaves the screen to the app.

    Left without that, by an error or a signal, it gives the screen back as it was. What `keep` got
    is printed to stderr at the end, as nobody could read it before.
    """

    def __init__(self) -> None:
        self._kept: list[str] = []
        self._ours = False
        self._input: list[object] | None = None
        self._handlers: dict[signal.Signals, object] = {}
        self._output: TerminalOutput | None = None

    def __enter__(self) -> Self:
        self._ours = sys.__stderr__ is not None and sys.__stderr__.isatty()
        if self._ours and sys.__stderr__ is not None:
            self._output = TerminalOutput(sys.__stderr__)
            self._handlers = {number: signal.signal(number, self._end) for number in ENDINGS}
            self._silence()
            self._write(ENTER)
            self.say("opening ...")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._ours:
            self.hand_over()
            self._write(LEAVE)
        if self._output is not None:
            self._output.close()
        say_last(self._kept)

    def hand_over(self) -> None:
        """From now on the screen, the keys and the signals are the app's."""
        if not self._ours:
            return
        self._ours = False
        for number, handler in self._handlers.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        if self._input is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, self._input)  # type: ignore[arg-type]

    def say(self, words: str) -> None:
        """What is under way, in words of the program's own."""
        if self._ours:
            self._write(HEAD.format(words))

    def keep(self, line: str) -> None:
        """Print a line once the screen is the shell's again."""
        self._kept.append(line)

    def _silence(self) -> None:
        """Keys that are typed meanwhile are not drawn; the app gets them."""
        with contextlib.suppress(termios.error, ValueError, OSError):
            before = termios.tcgetattr(sys.stdin.fileno())
            quiet = list(before)
            quiet[3] = before[3] & ~termios.ECHO
            termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, quiet)
            self._input = before

    def _write(self, text: str) -> None:
        if self._output is not None:
            with contextlib.suppress(OSError):
                self._output.write(text)
                self._output.flush()

    def _end(self, number: int, frame: FrameType | None) -> None:
        """As the signal's default, but the screen is given back."""
        del frame
        if self._output is not None:
            self._output.give_up()
        sys.exit(128 + number)
