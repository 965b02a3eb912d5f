"""The first frame, drawn before the terminal is loaded."""

import contextlib
import os
import pty
import select
import signal
import sys
import termios
from collections.abc import Iterator

import pytest

from sprig_tui.cli.opening import LEAVE, Opening


class Tty:
    """A pseudo-terminal in the place of stdin and stderr."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.master, slave = pty.openpty()
        self.input = os.fdopen(slave, "r", closefd=True)
        self.error = os.fdopen(os.dup(slave), "w")
        monkeypatch.setattr(sys, "stdin", self.input)
        monkeypatch.setattr(sys, "__stderr__", self.error)

    def written(self, until: str) -> str:
        """What was drawn, at least up to these words; what else came with them."""
        text = ""
        while until not in text and select.select([self.master], [], [], 5)[0]:
            text += os.read(self.master, 10_000).decode()
        while select.select([self.master], [], [], 0)[0]:
            text += os.read(self.master, 10_000).decode()
        return text

    def echoes(self) -> bool:
        flags: int = termios.tcgetattr(self.input.fileno())[3]
        return bool(flags & termios.ECHO)

    def close(self) -> None:
        self.input.close()
        self.error.close()
        os.close(self.master)


@pytest.fixture
def tty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Tty]:
    opened = Tty(monkeypatch)
    yield opened
    opened.close()


def test_it_says_what_is_under_way_and_draws_no_keys(tty: Tty) -> None:
    with Opening() as opening:
        assert "sprig-tui\x1b[0m  opening ..." in tty.written("opening ...")
        assert not tty.echoes()
        opening.say("starting the engine ...")
        assert "starting the engine ..." in tty.written("engine ...")


def test_after_an_error_the_screen_and_the_keys_are_the_shells_again(
    tty: Tty, capsys: pytest.CaptureFixture[str]
) -> None:
    """What had to be said meanwhile comes behind it."""
    before = signal.getsignal(signal.SIGTERM)
    with contextlib.suppress(ValueError), Opening() as opening:
        opening.keep("wrote a new config")
        assert capsys.readouterr().err == ""
        raise ValueError
    assert tty.written(LEAVE).endswith(LEAVE)
    assert tty.echoes()
    assert capsys.readouterr().err == "wrote a new config\n"
    assert signal.getsignal(signal.SIGTERM) is before


def test_the_app_takes_the_screen_over_as_it_is(tty: Tty) -> None:
    with Opening() as opening:
        opening.hand_over()
        assert tty.echoes()
        opening.say("not said any more")
    text = tty.written("opening ...")
    assert LEAVE not in text
    assert "not said" not in text


def test_a_signal_gives_the_screen_back(tty: Tty) -> None:
    with pytest.raises(SystemExit) as caught, Opening():
        os.kill(os.getpid(), signal.SIGTERM)
    assert caught.value.code == 128 + signal.SIGTERM
    assert tty.written(LEAVE).endswith(LEAVE)


def test_where_there_is_no_terminal_nothing_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    with Opening() as opening:
        opening.say("opening")
        opening.keep("kept")
    assert capsys.readouterr().err == "kept\n"
