"""What a running engine does otherwise than its file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sprig_tui.cli.places import Places as FoundPlaces
from sprig_tui.cli.running_engine import RunningEngine, _given, running_engine
from sprig_tui.domain.config_edits import ConfigSnapshot
from sprig_tui.domain.settings import Config, Listener
from sprig_tui.ports import EngineStatus
from tests.e2e.program import Places, Serve, wait_for

STATUS = EngineStatus(7, "http://127.0.0.1:8793", "/c.toml", "/s.db", 0, "v")


@pytest.mark.parametrize(
    ("host", "port", "waiting", "given"),
    [
        ("127.0.0.1", 8793, (), ()),
        ("127.0.0.1", 0, (), ()),
        ("127.0.0.1", 8765, (), ("listener.port",)),
        ("127.0.0.1", 8765, ("listener.port",), ()),
        ("LOCALHOST", 8765, ("listener.port",), ("listener.host",)),
    ],
)
def test_the_command_line_is_what_a_restart_would_not_change(
    host: str, port: int, waiting: tuple[str, ...], given: tuple[str, ...]
) -> None:
    snapshot = ConfigSnapshot(Config(listener=Listener(host=host, port=port)), "/c.toml", "")
    assert tuple(_given(replace(STATUS, restart_needed=waiting), snapshot)) == given


def test_what_differs_is_said_in_sentences() -> None:
    status = replace(STATUS, restart_needed=("store.path",))
    by_options, waiting = RunningEngine(status, ("listener.host", "listener.port")).sentences()
    where = "the engine (pid 7) listens on http://127.0.0.1:8793"
    assert by_options == f"{where}: it was started with --host and --port"
    assert waiting == ("it still has other values, until it is started again, for: store.path")


async def test_without_an_engine_there_is_none(folder: Path) -> None:
    places = FoundPlaces(folder / "c.toml", True, folder / "s.db")
    assert await running_engine(places, ConfigSnapshot(Config(), "", "")) is None


def test_config_show_tells_what_the_engine_does_otherwise(folder: Path) -> None:
    """An edit of the port waits for a restart; in JSON it is an object, null without an engine."""
    places = Places(folder)
    with Serve(places, "--output", "quiet") as engine:
        _path, said, first, *_ = places.run("config", "show").stdout.splitlines()
        assert said == f"# the engine (pid {engine.process.pid}) listens on {engine.address}"
        assert first.startswith("version")
        text = places.config.read_text(encoding="utf-8")
        places.config.write_text(text.replace("port = 0", "port = 8799"), encoding="utf-8")
        said = "# it still has other values, until it is started again, for: listener.port"
        wait_for(lambda: said in places.run("config", "show").stdout, "the restart")
        shown = json.loads(places.run("config", "show", "--output", "json").stdout)
        assert shown["engine"] == {
            "pid": engine.process.pid,
            "address": engine.address,
            "command_line": [],
            "restart_needed": ["listener.port"],
        }
    shown = json.loads(places.run("config", "show", "--output", "json").stdout)
    assert shown["engine"] is None
