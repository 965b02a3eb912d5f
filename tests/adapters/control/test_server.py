"""The engine's end of the control socket."""

import asyncio
import socket
import stat
from pathlib import Path

import pytest

from sprig_tui.adapters.control.client import ControlClient
from sprig_tui.adapters.control.server import ControlServer
from tests.adapters.control.conftest import RecordingEngine


async def test_only_the_owner_of_the_socket_can_talk_to_it(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("line", [b"junk\n", b"[]\n", b'{"command": "rm"}\n', b'{"a": 1}\n'])
async def test_nonsense_is_answered_not_obeyed(path: Path, line: bytes) -> None:
    reader, writer = await asyncio.open_unix_connection(str(path))
    writer.write(line)
    assert b'"ok": false' in await reader.readline()
    writer.close()
    await writer.wait_closed()


async def test_a_stale_socket_file_does_not_block(tmp_path: Path, engine: RecordingEngine) -> None:
    with socket.socket(socket.AF_UNIX) as stale:
        stale.bind(str(tmp_path / "c.sock"))
    server = ControlServer(tmp_path / "c.sock", engine)
    await server.start()
    assert server.terminals == 0
    await server.close()


async def test_a_socket_whose_file_went_listens_anew(
    tmp_path: Path, engine: RecordingEngine
) -> None:
    """Who is attached stays so."""
    path = tmp_path / "c.sock"
    server = ControlServer(path, engine)
    await server.start()
    attached, newcomer = ControlClient(path), ControlClient(path)
    await attached.attach()
    path.unlink()
    await server.keep()
    await server.keep()
    assert (await newcomer.status()).terminals == 1
    assert (await attached.status()).terminals == 1
    await attached.close()
    await newcomer.close()
    await server.close()
    assert not path.exists()
