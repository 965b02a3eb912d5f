"""A host is connected to and told nothing."""

import asyncio
import socket
import ssl
import threading

import pytest
import trustme

from sprig_tui.adapters import reach as module
from sprig_tui.adapters.reach import reach


async def test_a_host_that_takes_connections_is_reached_and_told_nothing() -> None:
    heard: asyncio.Queue[bytes] = asyncio.Queue()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.put_nowait(await reader.read())
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        assert await reach(f"http://127.0.0.1:{port}") == ""
        assert await heard.get() == b""


async def test_a_host_that_is_not_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert (await reach(f"http://127.0.0.1:{port}")).startswith("it cannot be reached: ")


async def test_a_name_that_cannot_be_one_is_said() -> None:
    assert (await reach(f"http://{'a' * 64}.example")).startswith("it cannot be reached: ")


async def test_a_certificate_of_nobody_is_not_trusted() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)

    async def serve(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context) as server:
        port = server.sockets[0].getsockname()[1]
        said = await reach(f"https://127.0.0.1:{port}")
    assert said.startswith("its certificate is not trusted: ")


async def test_a_server_that_answers_no_goodbye_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor is its time counted as that of the connection."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    monkeypatch.setattr(module, "_authorities", lambda: trusting)
    hung_up = threading.Event()

    def serve(server: socket.socket) -> None:
        connection, _address = server.accept()
        with context.wrap_socket(connection, server_side=True):
            hung_up.wait(20)

    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        serving = asyncio.create_task(asyncio.to_thread(serve, server))
        async with asyncio.timeout(10):
            assert await reach(f"https://127.0.0.1:{port}") == ""
        hung_up.set()
        await serving


async def test_silence_is_not_waited_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE_S", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert (await reach(f"https://127.0.0.1:{port}")).startswith("no answer within")
