"""A terminal that stops reading, hangs up, or is ended: the program ends in good order."""

import os
import re
import signal
import time
from collections.abc import Iterator

import psutil
import pytest

from sprig_tui.adapters.store.lock import read_owner
from tests.e2e.program import Places, wait_for
from tests.e2e.pty_terminal import PtyTerminal

WITHIN_S = 5.0
RUNS = int(os.environ.get("SPRIG_TUI_HANG_UPS", "1"))


@pytest.fixture
def terminal(places: Places) -> Iterator[PtyTerminal]:
    """Open, with its engine running and its first screen drawn."""
    with PtyTerminal(places) as opened:
        opened.read_until(b"LISTENING")
        yield opened
    places.run("stop", check=False)


def assert_all_ends(terminal: PtyTerminal, places: Places, engine: int, began: float) -> None:
    """Both processes are gone in time, and the store is free."""
    assert terminal.process.wait(max(began + WITHIN_S - time.monotonic(), 0.01)) == 0
    wait_for(lambda: not psutil.pid_exists(engine), "the engine's end")
    assert time.monotonic() - began < WITHIN_S
    assert read_owner(places.store) is None


@pytest.mark.parametrize("filled", ["idle", "some", "full"])
@pytest.mark.parametrize("ending", ["close", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("_run", range(RUNS))
def test_a_terminal_that_nobody_reads_ends_in_time(
    terminal: PtyTerminal, places: Places, filled: str, ending: str, _run: int
) -> None:
    """However much waits to be read, by a hang-up or a signal; its engine ends with it."""
    owner = read_owner(places.store)
    assert owner is not None
    if filled == "some":
        terminal.resize(30, 110)
        wait_for(terminal.waiting, "something unread")
    elif filled == "full":
        terminal.fill()
    began = time.monotonic()
    if ending == "close":
        terminal.hang_up()
    else:
        terminal.process.send_signal(signal.Signals[ending])
    assert_all_ends(terminal, places, owner.pid, began)
    if ending != "close":
        assert terminal.modes() == terminal.before


def test_a_hang_up_that_no_signal_tells_of_ends_it_too(places: Places) -> None:
    """On a screen that draws nothing by itself, where no writing would find it out."""
    with PtyTerminal(places, told=False) as terminal:
        terminal.read_until(b"LISTENING")
        owner = read_owner(places.store)
        assert owner is not None
        os.write(terminal.master, b"5")
        terminal.read_until(b"[5 Settings]")
        began = time.monotonic()
        terminal.hang_up()
        assert_all_ends(terminal, places, owner.pid, began)


def test_a_signal_restores_the_terminal(terminal: PtyTerminal, places: Places) -> None:
    """Modes as `stty` tells them, the shell's own screen, the cursor, and no mouse reports."""
    owner = read_owner(places.store)
    assert owner is not None
    assert terminal.modes() != terminal.before
    began = time.monotonic()
    terminal.process.send_signal(signal.SIGTERM)
    wait_for(lambda: terminal.read() and terminal.process.poll() is not None, "the end")
    assert_all_ends(terminal, places, owner.pid, began)
    assert terminal.modes() == terminal.before
    last = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", terminal.read()))
    wanted = {b"1049": b"l", b"25": b"h", b"7": b"h", b"2004": b"l", b"1004": b"l"}
    mouse = dict.fromkeys((b"1000", b"1003", b"1006", b"1015"), b"l")
    assert {mode: last.get(mode) for mode in wanted | mouse} == wanted | mouse


def test_a_line_that_is_read_again_shows_everything(terminal: PtyTerminal, places: Places) -> None:
    """To stop for a while is no hang-up."""
    terminal.fill()
    terminal.seen = b""
    terminal.read_until(b"LISTENING")
    assert terminal.process.poll() is None
