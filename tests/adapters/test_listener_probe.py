"""The port is asked over a real connection."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from sprig_tui.adapters import listener_probe
from sprig_tui.adapters.listener_probe import PortProbe


@asynccontextmanager
async def _answering(said: bytes, asked: list[bytes]) -> AsyncIterator[str]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(said)
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (b"HTTP/1.1 204 No Content\r\n\r\n", ""),
        (b"HTTP/1.1 421 Misdirected Request\r\n\r\n", ""),
        (b"HTTP/1.1 503 Service Unavailable\r\n\r\n", "cannot store events"),
        (b"SSH-2.0-x\r\n", "no listener of events"),
        (b"HTTP/1.1 what\r\n", "no listener of events"),
        (b"x" * 5_000, "no listener of events"),
        (b"", "no listener of events"),
    ],
)
async def test_what_answers_is_told_apart(said: bytes, problem: str) -> None:
    asked: list[bytes] = []
    async with _answering(said, asked) as address:
        found = await PortProbe().problem(address)
    assert (problem in found) if problem else found == ""
    host = address.removeprefix("http://").encode()
    assert asked[0].startswith(b"GET /health HTTP/1.1\r\nHost: " + host + b"\r\n")


async def test_nobody_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
    assert await PortProbe().problem(address) == f"nothing answers at {address}"


async def test_silence_is_not_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener_probe, "PATIENCE_S", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        assert "nothing answers" in await PortProbe().problem(address)
