"""What is looked at, on a real machine."""

import io
import os
import socket
from pathlib import Path

import pytest

from sprig_tui.cli.examination import examine, store_finding
from sprig_tui.cli.places import Places
from sprig_tui.cli.session import Session
from sprig_tui.domain.secret import Secret
from sprig_tui.ports import EngineStatus
from sprig_tui.services.diagnosis import Finding, Health
from tests.engine.test_engine import Setting


async def _examine(config: Path) -> dict[str, Finding]:
    places = Places(config, True, config.with_name("events.db"))
    findings = examine(Session(Secret()), places, online=False)
    return {finding.part: finding async for finding in findings}


async def test_a_port_that_another_program_has_is_named(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        (folder / "c.toml").write_text(f"[listener]\nport = {port}\n")
        found = (await _examine(folder / "c.toml"))["port"]
    assert found.health is Health.PROBLEM
    assert f"port {port} on 127.0.0.1 is taken by" in found.sentence


def test_a_store_below_a_file_is_a_problem(folder: Path) -> None:
    (folder / "file").touch()
    found = store_finding(folder / "file" / "events.db", None)
    assert found.health is Health.PROBLEM
    assert "takes no file" in found.sentence


def test_a_store_that_went_while_an_engine_has_it_is_a_problem(folder: Path) -> None:
    """Without one it is only not made yet."""
    store = folder / "events.db"
    status = EngineStatus(7, "http://127.0.0.1:1", "/c.toml", str(store), 0, "v")
    assert "not made yet" in store_finding(store, None).sentence
    found = store_finding(store, status)
    assert (found.health, "is gone" in found.sentence) == (Health.PROBLEM, True)


def test_a_folder_in_its_place_is_a_problem(folder: Path) -> None:
    """Though a file could be written beside it."""
    found = store_finding(folder, None)
    assert found.health is Health.PROBLEM
    assert found.sentence == f"{folder} is not a regular file"


def test_what_happened_to_the_store_is_told(folder: Path) -> None:
    """It is a warning, for events are taken."""
    store = folder / "events.db"
    store.touch()
    status = EngineStatus(7, "http://127.0.0.1:1", "/c.toml", str(store), 0, "v", notice="It went.")
    found = store_finding(store, status)
    assert found.health is Health.WARNING
    assert found.sentence.endswith("0.0 MB. It went")


async def test_a_running_engine_is_asked_itself_and_by_its_port(folder: Path) -> None:
    setting = Setting(folder)
    async with setting.engine() as engine:
        places = Places(setting.places.config, True, setting.places.store)
        findings = [one async for one in examine(Session(Secret()), places, online=False)]
    found = {finding.part: finding for finding in findings}
    assert found["port"] == Finding("port", Health.OK, f"{engine.address} takes events")
    assert found["rules"].health is Health.OK
    assert found["books"].health is Health.OK
    assert found["destination"].health is Health.UNKNOWN


async def test_the_encoding_is_that_of_the_terminal_also_from_within_the_screens(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They catch what is printed; their own catcher has no encoding."""

    class _Screens:
        encoding = None

        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stdin", _Screens())
    monkeypatch.setattr("sys.stdout", _Screens())
    monkeypatch.setattr("sys.__stdout__", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    monkeypatch.setattr("os.get_terminal_size", lambda: os.terminal_size((80, 24)))
    found = (await _examine(folder / "c.toml"))["terminal"]
    assert found.sentence == "xterm, 80x24, utf-8"
