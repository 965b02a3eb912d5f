"""Writes `examples/events.jsonl` and what docs/examples.md shows of it: `make examples`."""

import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from click.testing import CliRunner

from sprig_tui.cli.main import main
from tests.example_events import lines

ROOT: Final = Path(__file__).resolve().parent.parent
SAMPLE: Final = ROOT / "examples" / "events.jsonl"
PAGE: Final = ROOT / "docs" / "examples.md"
_BLOCK: Final = re.compile(r"^```console\n\$ sprig-tui (.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def sample() -> str:
    """What the sample file holds."""
    return "".join(f"{line}\n" for line in lines())


def shown(page: str) -> Iterator[tuple[str, str]]:
    """Each command that a page shows, without the program's name, and what it shows of it."""
    yield from ((found[1], found[2]) for found in _BLOCK.finditer(page))


def printed(command: str) -> str:
    """What the program prints on a terminal, run in the project's folder."""
    here = Path.cwd()
    os.chdir(ROOT)
    try:
        done = CliRunner().invoke(main, [*shlex.split(command), "--output", "table"])
    finally:
        os.chdir(here)
    if done.exit_code:
        raise RuntimeError(done.stderr)
    return done.stdout


def write() -> None:
    """Write the sample, then run each command of the page anew."""
    SAMPLE.write_text(sample(), encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    page = _BLOCK.sub(
        lambda found: f"```console\n$ sprig-tui {found[1]}\n{printed(found[1])}```", page
    )
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write()
