"""Where no screens can be shown it is said, and the engine runs alone."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from sprig_tui.cli import serve
from sprig_tui.cli.main import main
from sprig_tui.cli.no_screens import why_no_screens


@pytest.mark.parametrize(
    ("terminals", "term", "said", "form"),
    [
        (("<stdin>", "<stdout>"), "dumb", 'this terminal (TERM="dumb") cannot place text', "plain"),
        (("<stdin>", "<stdout>"), "\x1b[2J", "", ""),
        (("<stdout>",), "xterm", "no terminal here", "jsonl"),
        (("<stdin>",), "dumb", "no terminal here", "jsonl"),
    ],
)
def test_it_serves_in_the_form_for_who_reads_it(
    folder: Path,
    terminals: tuple[str, ...],
    term: str,
    said: str,
    form: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One line on stderr says why; a person is at a terminal, else probably a program."""
    monkeypatch.setattr(
        "click.testing._NamedTextIOWrapper.isatty", lambda self: self.name in terminals
    )
    monkeypatch.setenv("TERM", term)
    ran: list[object] = []
    monkeypatch.setattr(serve, "run_engine", lambda *_a, form, **_k: ran.append(form))
    monkeypatch.setattr("sprig_tui.cli.entrance.open_terminal", lambda *_a, **_k: 0)
    done = CliRunner().invoke(main, ["--config", str(folder / "c.toml")])
    assert done.exit_code == 0
    assert ran == ([form] if form else [])
    line = f"sprig-tui: {said}, so this is: serve --output {form}\n" if said else ""
    assert done.stderr == line


def test_a_terminal_of_any_other_kind_shows_them() -> None:
    """As a program on a terminal sees it."""
    script = "import os; from sprig_tui.cli.no_screens import *; print(why_no_screens(os.environ))"
    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "vt100"}
    subprocess.run([sys.executable, "-c", script], stdin=theirs, stdout=theirs, env=environ)
    assert os.read(ours, 100) == b"\r\n"
    os.close(ours)
    os.close(theirs)
    assert why_no_screens({}) == "no terminal here"
