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


def measure(folder: Path) -> Iterator[Figure]:
    """Both programs from the start of their process."""
    script, app = folder / "help.py", folder / "app.py"
    script.write_text(MINIMAL_HELP, encoding="utf-8")
    app.write_text(MINIMAL_APP, encoding="utf-8")
    minimal = [sys.executable, str(app)]
    with engine(folder):
        ratio = compare(
            lambda: _first_paint([*program(), *places(folder)], "LISTENING"),
            lambda: _first_paint(minimal, "EVERYTHING IS HERE"),
            rounds=ROUNDS,
        )
    words = "first paint on a running engine / minimal Textual app"
    yield Figure(words, 1.3, ratio.value, ratio.sides("ms"))
    ratio = compare(
        lambda: _first_paint([*program(), *places(folder)], "LISTENING"),
        lambda: _first_paint(minimal, "EVERYTHING IS HERE"),
        rounds=ROUNDS,
    )
    words = "first paint, the engine started too / minimal Textual app"
    yield Figure(words, 1.3, ratio.value, ratio.sides("ms"))
    ratio = compare(
        lambda: _run([*program(), "--help"]),
        lambda: _run([sys.executable, str(script), "--help"]),
        rounds=ROUNDS,
    )
    yield Figure("--help / minimal click program", 1.5, ratio.value, ratio.sides("ms"))


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
