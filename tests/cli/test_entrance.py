"""The way into the terminal."""

from pathlib import Path

import pytest

from sprig_tui.cli import terminal
from sprig_tui.cli.entrance import open_terminal
from sprig_tui.cli.opening import Opening
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session
from sprig_tui.domain.secret import Secret


def test_the_terminal_gets_the_first_frame_to_go_on_with(
    monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    """And its exit code is the program's."""
    given: list[object] = []

    def run_terminal(*args: object, **options: object) -> int:
        given.extend([*args, options])
        return 3

    monkeypatch.setattr(terminal, "run_terminal", run_terminal)
    session, places = Session(Secret()), Places(folder / "c.toml", config_named=True, store=None)
    assert open_terminal(session, places, host="::1", port=1) == 3
    assert given[:2] == [session, places]
    assert isinstance(given[2], Opening)
    assert given[3] == {"host": "::1", "port": 1, "background": None}
