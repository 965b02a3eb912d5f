"""The program's name in commands to type."""

import sys
from pathlib import Path

import pytest

from sprig_tui.cli.program_name import program_name


@pytest.mark.parametrize(
    ("started", "said"),
    [
        (".venv/bin/sprig-tui", ".venv/bin/sprig-tui"),
        ("sprig-tui", "./sprig-tui"),
        ("/opt/a b/sprig-tui", "'/opt/a b/sprig-tui'"),
        ("/opt/__main__.py", "sprig-tui"),
    ],
)
def test_a_program_that_is_not_on_the_path_is_named_as_it_was_started(
    started: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """So that the command can be copied; without a path where the shell finds it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    monkeypatch.setattr(sys, "argv", [started])
    assert program_name() == said
    monkeypatch.setattr("shutil.which", lambda _name: "/usr/bin/sprig-tui")
    assert program_name() == "sprig-tui"
