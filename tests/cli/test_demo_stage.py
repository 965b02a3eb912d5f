"""The demo's stand-in, and that nothing of a demo stays however it ends."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from sprig_tui.adapters.store.lock import read_owner
from sprig_tui.cli import demo_stage
from sprig_tui.cli.demo_stage import Stage, open_stage
from sprig_tui.cli.exits import PlainExit
from sprig_tui.domain.sandbox.fault_specs import parse_faults
from sprig_tui.services.sample_traffic import demo_config
from tests.e2e.program import PATIENCE, PROGRAM, wait_for

HOLDS_A_STAGE = """
import sys
from sprig_tui.cli.demo_stage import open_stage
with open_stage() as stage:
    print(stage.folder, stage.url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The temp folder of the test, short enough for a control socket beside the store."""
    with tempfile.TemporaryDirectory(prefix="st-", dir="/tmp") as folder:
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", None)
        yield Path(folder)
        monkeypatch.setattr(tempfile, "tempdir", None)


Start = Callable[[Stage], "subprocess.Popen[bytes]"]


@pytest.fixture
def start_engine() -> Iterator[Start]:
    """Starts an engine in a session of its own, as the terminal does, and waits until it is up."""
    with contextlib.ExitStack() as stack:

        def start(stage: Stage) -> "subprocess.Popen[bytes]":
            stage.config.write_text(demo_config(stage.url))
            process = subprocess.Popen(
                [PROGRAM, "serve", "--config", str(stage.config), "--store", str(stage.store)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
            wait_for(lambda: (owner := read_owner(stage.store)) and owner.address, "the engine")
            return process

        yield start


def test_the_stand_in_answers_and_the_folder_is_gone_afterwards(short: Path) -> None:
    with open_stage() as stage:
        assert stage.folder.stat().st_mode & 0o777 == 0o700
        answer = httpx.get(f"{stage.url}/_sandbox/stats", trust_env=False)
        assert answer.status_code == 200
    assert list(short.iterdir()) == []
    with pytest.raises(httpx.ConnectError):
        httpx.get(stage.url, trust_env=False)


def test_an_engine_that_still_runs_is_drained(short: Path, start_engine: Start) -> None:
    """As one does that another terminal is attached to."""
    with open_stage() as stage:
        engine = start_engine(stage)
    assert engine.wait(PATIENCE) == 0
    assert list(short.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_a_terminal_that_was_killed_leaves_nothing(
    short: Path, start_engine: Start, number: int
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS_A_STAGE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        folder, url = process.stdout.readline().split()
        engine = start_engine(Stage(Path(folder), url))
        os.kill(process.pid, number)
        process.wait(PATIENCE)
    assert engine.wait(PATIENCE) == 0
    wait_for(lambda: not list(short.iterdir()), "the folder's end")
    with pytest.raises(httpx.ConnectError):
        httpx.get(url, trust_env=False)


def test_an_interrupt_leaves_nothing(short: Path, start_engine: Start) -> None:
    engines: list[subprocess.Popen[bytes]] = []

    def interrupted() -> None:
        with open_stage() as stage:
            engines.append(start_engine(stage))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert engines[0].wait(PATIENCE) == 0
    wait_for(lambda: not list(short.iterdir()), "the folder's end")


def test_a_stand_in_that_does_not_start_is_said(
    short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(PlainExit, match="did not start"), open_stage():
        pass
    assert list(short.iterdir()) == []


def test_the_faults_can_be_read() -> None:
    assert len(parse_faults(demo_stage.FAULTS)) == len(demo_stage.FAULTS)
