"""Servers in processes of their own, on one core, with the load on another."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from bench.figures import tell
from bench.traffic import CONFIG

ROOT: Final = Path(__file__).resolve().parent.parent
STOP_SECONDS: Final = 30.0


def cores() -> list[int]:
    """The cores that this process may use; none where the system does not tell."""
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


CORES: Final = cores()


def apart() -> AbstractContextManager[None]:
    """Run this process on the last core, if there are two, while servers have the first."""
    return pinned(CORES[-1:])


@contextlib.contextmanager
def pinned(allowed: Sequence[int]) -> Iterator[None]:
    """Run this thread, and the processes that it starts, on these cores; none: where it is."""
    before = cores()
    if allowed:
        os.sched_setaffinity(0, allowed)
    try:
        yield
    finally:
        if allowed:
            os.sched_setaffinity(0, before)


@contextlib.contextmanager
def running(
    command: Sequence[str], *, stream: str = "stdout", folder: Path = ROOT, core: int = 0
) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A process on the first core, or on another, and the first line that it prints.

    It is ended by SIGTERM.
    """
    with pinned(CORES[core:][:1]):
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if stream == "stdout" else subprocess.DEVNULL,
            stderr=subprocess.PIPE if stream == "stderr" else subprocess.DEVNULL,
            text=True,
            cwd=folder,
        )
    said = process.stdout or process.stderr
    try:
        yield process, said.readline().strip() if said is not None else ""
    finally:
        process.terminate()
        more = _last_words(process)
        if process.returncode not in (0, -signal.SIGTERM):
            tell(f"    {' '.join(command[:4])} ended with {process.returncode}: {more[-500:]}")


def _last_words(process: "subprocess.Popen[str]") -> str:
    """What a process still says until it ends; it is killed when it takes too long."""
    try:
        said = process.communicate(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        said = process.communicate()
    return "".join(filter(None, said))


@contextlib.contextmanager
def engine(folder: Path, *, config: str = CONFIG) -> Iterator[int]:
    """The real engine on a fresh store (or on the one in `folder`); the port that it has."""
    (folder / "sprig.toml").write_text(config, encoding="utf-8")
    command = [*program(), "serve", "--output", "quiet", *places(folder)]
    with running(command, stream="stderr") as (_process, line):
        yield int(line.rpartition(":")[2])


@contextlib.contextmanager
def bare_server(*, core: int = 0) -> Iterator[int]:
    """The handler that stores nothing; the port that it has."""
    with running([sys.executable, "-m", "bench.bare_server"], core=core) as (_process, line):
        yield int(line)


def program() -> list[str]:
    """How to run sprig-tui."""
    return [sys.executable, "-m", "sprig_tui"]


def places(folder: Path) -> list[str]:
    """The options that name config and store in `folder`."""
    return ["--config", str(folder / "sprig.toml"), "--store", str(store_in(folder))]


def store_in(folder: Path) -> Path:
    """The store; beside the config the watch of the config's folder would wake at every write."""
    return folder / "state" / "events.db"
