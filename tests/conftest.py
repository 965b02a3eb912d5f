"""Shuts the developer's machine out of every test."""

import signal
import socket
from pathlib import Path

import pytest

OUTSIDE = ("SPRIG_TUI_CONFIG", "SPRIG_TUI_API_KEY", "XDG_RUNTIME_DIR", "NO_COLOR", "COLUMNS")
"""Variables of the developer's shell, or of the test runner, that the program would heed."""
LOOPBACK = ("127.", "::1", "localhost")


def pytest_configure() -> None:
    """Let programs under test hear the signals that a background shell has its children ignore."""
    for number, handler in (
        (signal.SIGINT, signal.default_int_handler),
        (signal.SIGHUP, signal.SIG_DFL),
    ):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, handler)


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No config, store, key or theme of the developer is ever found."""
    home = tmp_path_factory.mktemp("home")
    for name, folder in {
        "HOME": ".",
        "XDG_CONFIG_HOME": "config",
        "XDG_STATE_HOME": "state",
        "XDG_DATA_HOME": "data",
        "XDG_CACHE_HOME": "cache",
    }.items():
        monkeypatch.setenv(name, str(home / folder))
    for name in OUTSIDE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(home)


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anywhere but this machine fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family != socket.AF_UNIX and not str(host).startswith(LOOPBACK):
            raise AssertionError(f"a test connected to {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)
    return


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as the program makes its own: for the owner only."""
    tmp_path.chmod(0o700)
    return tmp_path
