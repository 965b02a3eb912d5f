"""A real server on a real socket, with an engine that remembers what it was asked."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sprig_tui.adapters.control.server import ControlServer
from sprig_tui.domain.flow import DeliveryStatus, Flow, LastAnswer
from sprig_tui.ports import EngineStatus


class RecordingEngine:
    """Stands behind the socket and remembers what it was asked."""

    def __init__(self) -> None:
        self.stopped = False
        self.known: list[str] = []
        self.denied: list[str] = []
        self.resent: list[int] = []
        self.resets = 0

    async def status(self, terminals: int) -> EngineStatus:
        return EngineStatus(
            pid=7,
            address="http://127.0.0.1:8765",
            config_path="/c.toml",
            store_path="/s.db",
            terminals=terminals,
            rules_version="abc",
            restart_needed=("listener.port",),
            refused={"host": 2},
            delivery=DeliveryStatus(
                Flow.PACED, "Slower now.", 5, 7, 1, 950, 1_000, 12.5, LastAnswer(503, 41, 1_700)
            ),
        )

    def stop(self) -> None:
        self.stopped = True

    async def know_user(self, user_id: str) -> None:
        self.known.append(user_id)

    async def import_users(self, user_ids: list[str]) -> int:
        self.known += user_ids
        return len(user_ids)

    async def deny_request(self, name: str) -> None:
        if name == "nobody asked":
            raise LookupError("there is no such request")
        self.denied.append(name)

    async def resend(self, row_ids: list[int]) -> int:
        self.resent += row_ids
        return len(row_ids)

    async def reset(self) -> int:
        self.resets += 1
        return 3


@pytest.fixture
def engine() -> RecordingEngine:
    return RecordingEngine()


@pytest.fixture
async def path(tmp_path: Path, engine: RecordingEngine) -> AsyncIterator[Path]:
    server = ControlServer(tmp_path / "c.sock", engine)
    await server.start()
    yield tmp_path / "c.sock"
    await server.close()
    assert not (tmp_path / "c.sock").exists()
