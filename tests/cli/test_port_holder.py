"""Who has the port."""

import os
import socket

import psutil
import pytest

from sprig_tui.cli.port_holder import port_taken_sentence


def test_the_program_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        said = port_taken_sentence("127.0.0.1", taken.getsockname()[1])
    assert f"(pid {os.getpid()})" in said
    assert "--port" in said


def test_a_port_that_nobody_tells_about_is_another_program_s(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def deny(_kind: str) -> list[object]:
        raise psutil.AccessDenied

    monkeypatch.setattr(psutil, "net_connections", deny)
    assert "by another program" in port_taken_sentence("127.0.0.1", 8765)
