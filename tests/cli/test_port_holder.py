"""Who has the port."""

import os
import socket
from pathlib import Path

import psutil
import pytest

from sprig_tui.adapters.store.location import store_path
from sprig_tui.adapters.store.lock import OwnerInfo, StoreLock
from sprig_tui.cli.port_holder import port_taken_sentence


def test_the_program_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = port_taken_sentence("127.0.0.1", taken.getsockname()[1])
    assert f"(pid {os.getpid()})" in said
    assert "--port" in said


def deny(_kind: str) -> list[object]:
    raise psutil.AccessDenied


def test_a_port_that_nobody_tells_about_is_another_program_s(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(psutil, "net_connections", deny)
    assert "by another program" in port_taken_sentence("127.0.0.1", 8765)


def test_an_engine_that_the_system_does_not_tell_of_is_named_by_its_lock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(psutil, "net_connections", deny)
    store = store_path(Path("/etc/sprig.toml"), "", None)
    store.parent.mkdir(mode=0o700, parents=True)
    store.touch()
    owner = OwnerInfo(4711, "http://127.0.0.1:8765", "/etc/sprig.toml", "")
    with StoreLock.take(store, owner):
        assert "by sprig-tui (pid 4711)" in port_taken_sentence("127.0.0.1", 8765)
        assert "by another program" in port_taken_sentence("127.0.0.1", 8766)
    assert "by another program" in port_taken_sentence("127.0.0.1", 8765)
