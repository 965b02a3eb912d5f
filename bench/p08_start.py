"""P8: how soon something is on the screen, and how soon the help is."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from bench.figures import Figure, Goal, compare
from bench.processes import engine, places, program
from bench.terminal import Terminal

MINIMAL_HELP: Final = """
import click

@click.group()
def main():
    "A minimal program."

@main.command()
def run():
    "Do something."

main()
"""
MINIMAL_APP: Final = """
from textual.app import App, ComposeResult
from textual.widgets import Footer, Static

class Minimal(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("EVERYTHING IS HERE")
        yield Footer()

Minimal().run()
"""
ROUNDS: Final = 7
FIRST: Final = "opening"
"""Words of the first frame, drawn before anything is loaded."""
LAST: Final = "LISTENING"
"""The engine answered, and the screen says so."""


def measure(folder: Path) -> Iterator[Figure]:
    """Both programs from the start of their process; of the terminal also until it is of use."""
    script, app = folder / "help.py", folder / "app.py"
    script.write_text(MINIMAL_HELP, encoding="utf-8")
    app.write_text(MINIMAL_APP, encoding="utf-8")
    minimal = [sys.executable, str(app)]
    command = [*program(), *places(folder)]
    with engine(folder):
        yield _painted("first frame on a running engine", command, FIRST, minimal)
        yield _painted("events shown on a running engine", command, LAST, minimal)
    yield _painted("first frame, the engine started too", command, FIRST, minimal)
    yield _painted("events shown, the engine started too", command, LAST, minimal)
    ratio = compare(
        lambda: _run([*program(), "--help"]),
        lambda: _run([sys.executable, str(script), "--help"]),
        rounds=ROUNDS,
    )
    yield Figure("--help / minimal click program", 1.5, ratio.value, ratio.sides("ms"))


def _painted(words: str, command: Sequence[str], shows: str, minimal: Sequence[str]) -> Figure:
    ratio = compare(
        lambda: _first_paint(command, shows),
        lambda: _first_paint(minimal, "EVERYTHING IS HERE"),
        rounds=ROUNDS,
    )
    return Figure(f"{words} / minimal Textual app", 1.3, ratio.value, ratio.sides("ms"))


def _first_paint(command: Sequence[str], shows: str) -> float:
    """Milliseconds until `shows` is written to the terminal."""
    with Terminal(command) as running:
        return (running.wait_for(shows) - running.began) * 1e3


def _run(command: Sequence[str]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return (time.perf_counter() - began) * 1e3


GOAL: Final = Goal(
    "P8",
    "first paint at most 1.3 x a minimal Textual app; --help at most 1.5 x a minimal click program",
    measure,
)
