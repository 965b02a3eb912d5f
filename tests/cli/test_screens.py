"""The screens on the real adapters, and what is loaded when."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sprig_tui.adapters.control.client import ControlClient
from sprig_tui.adapters.store.lock import OwnerInfo
from sprig_tui.cli import screens
from sprig_tui.cli.launch import RunningEngine
from sprig_tui.cli.terminal_output import TerminalOutput

LOADED = "import sys, {}; print(*sys.modules)"
DECIDING = {f"sprig_tui.domain.{name}" for name in ("rules", "decide", "config_checks")}
"""What decides events, which the engine does; Live only shows them."""


@pytest.fixture
def _own_signals() -> Iterator[None]:
    numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGCONT)
    before = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


class App:
    """Stands in for the terminal; it is left by a hang-up."""

    def __init__(self, _context: object) -> None:
        self._left = asyncio.Event()
        self.driver_class: type[object] = object
        self.return_code: int | None = None

    def exit(self, *, return_code: int) -> None:
        self.return_code = return_code
        self._left.set()

    async def run_async(self) -> None:
        os.kill(os.getpid(), signal.SIGHUP)
        await self._left.wait()


@pytest.mark.usefixtures("_own_signals")
async def test_a_hang_up_leaves_in_good_order_and_draws_nothing_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The SIGCONT that comes with it would have Textual draw on a terminal that is gone."""
    monkeypatch.setattr(screens, "SprigApp", App)
    context: Any = None
    async with asyncio.timeout(5):
        assert await screens.run_app(context, None) == 0
    assert signal.getsignal(signal.SIGCONT) is signal.SIG_IGN


@pytest.mark.usefixtures("_own_signals")
async def test_a_failure_beside_the_screens_is_said_once_they_are_left(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are left in good order all the same, and so is the terminal."""
    closed: list[int] = []

    class Output(TerminalOutput):
        def close(self) -> None:
            closed.append(1)
            super().close()

    async def background(_context: object) -> None:
        raise ValueError("no\x1bidea")

    monkeypatch.setattr(screens, "SprigApp", App)
    monkeypatch.setattr(screens, "TerminalOutput", Output)
    context: Any = None
    async with asyncio.timeout(5):
        assert await screens.run_app(context, background) == 0
    assert closed == [1]
    said = capsys.readouterr().err
    assert said.startswith("sprig-tui: what ran beside the screens failed: ValueError: no")
    assert "\x1b" not in said


@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("sprig_tui.cli.opening", {"asyncio", "pydantic", "sqlite3", "textual"}),
        ("sprig_tui.cli.terminal", {"textual", "httpx", "uvicorn"}),
        ("sprig_tui.cli.screens", {"httpx", "uvicorn", *DECIDING}),
    ],
)
def test_what_is_loaded_later_holds_nothing_back(module: str, without: set[str]) -> None:
    """The first frame first, then the engine, then the screens; the HTTP client when it is used."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(module)], capture_output=True, text=True, check=True
    )
    assert without & set(done.stdout.split()) == set()


def test_events_go_to_the_engine_that_owns_the_store_now(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a restart it may listen elsewhere; while none runs, the address of before is named."""
    first, second = (OwnerInfo(7, f"http://127.0.0.1:{port}", "", "") for port in (1, 2))
    engine = RunningEngine(ControlClient(folder / "s.sock"), first)
    owners = [first, None, second]
    monkeypatch.setattr(screens, "read_owner", lambda _store: owners.pop(0))
    found = [screens.address_now(folder / "s.db", engine) for _ in range(3)]
    assert found == [first.address, first.address, second.address]


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({"LC_ALL": "POSIX"}, True),
        ({"LC_ALL": "C"}, True),
        ({"LC_ALL": "C.UTF-8"}, False),
        ({"LC_ALL": "", "LANG": "C"}, False),
        ({}, False),
    ],
)
def test_the_ascii_look_can_be_asked_for(environ: dict[str, str], wanted: bool) -> None:
    """By the variable that is set on purpose; a container's LANG asks for nothing."""
    assert screens.wants_ascii(environ) is wanted
