"""What the verbs share: the key of the environment reaches the engine and nobody else."""

import os
import stat
from pathlib import Path

import pytest

from sprig_tui.cli.exits import PlainExit
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session
from sprig_tui.domain.secret import Secret


def test_the_key_is_taken_out_of_the_environment() -> None:
    environ = {"SPRIG_TUI_API_KEY": "CANARY-1234", "OTHER": "x"}
    session = Session.start(environ)
    assert environ == {"OTHER": "x"}
    assert session.environment_key == Secret("CANARY-1234")
    assert "CANARY" not in repr(session)


def test_only_the_engine_inherits_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPRIG_TUI_API_KEY", "CANARY-1234")
    session = Session.start(os.environ)
    assert "SPRIG_TUI_API_KEY" not in os.environ
    assert session.child_environment()["SPRIG_TUI_API_KEY"] == "CANARY-1234"
    assert "SPRIG_TUI_API_KEY" not in Session(Secret()).child_environment()


async def test_the_first_config_is_for_the_owner_only(folder: Path) -> None:
    """Where nobody named it its folder is made too; a second time there is nothing to say."""
    places = Places(folder / "new" / "config.toml", config_named=False, store=None)
    session = Session(Secret())
    said = session.write_first_config(places)
    assert said == f"sprig-tui: wrote a new config at {places.config}"
    assert stat.S_IMODE(places.config.stat().st_mode) == 0o600
    snapshot = await session.repository(places).load()
    assert snapshot.config.listener.port == 8765
    assert session.write_first_config(places) == ""


def test_no_folder_is_made_for_a_config_that_was_named(folder: Path) -> None:
    """Its name is probably a mistake; in a folder that is there it is written."""
    session = Session(Secret())
    with pytest.raises(PlainExit, match=r"no such folder.* config init --config ") as caught:
        session.write_first_config(Places(folder / "a b" / "c.toml", True, None))
    assert caught.value.exit_code == 2
    assert not (folder / "a b").exists()
    assert session.write_first_config(Places(folder / "c.toml", True, None))


def test_a_warning_is_said_once_and_harmlessly(capsys: pytest.CaptureFixture[str]) -> None:
    session = Session(Secret())
    for sentence in ("a\x1b[2J", "b", "a\x1b[2J"):
        session.warn(sentence)
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("sprig-tui: warning: a")
    assert "\x1b" not in first
    assert second == "sprig-tui: warning: b"
