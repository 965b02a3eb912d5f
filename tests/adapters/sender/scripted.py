"""A server on a real socket that answers with the bytes that it is told, and keeps what it got."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

LEFT = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError)
Answerer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Scripted:
    """`requests` are the heads and bodies that came; `connections` counts."""

    port: int = 0
    requests: list[tuple[str, bytes]] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/v2/users", *, host: str = "127.0.0.1", tls: bool = False) -> str:
        return f"{'https' if tls else 'http'}://{host}:{self.port}{path}"


def reply(status: str, body: bytes = b"", **headers: str) -> Answerer:
    """Answers at once and keeps the connection."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write("\r\n".join([*lines, "", ""]).encode() + body)
        await writer.drain()

    return answer


async def reset(writer: asyncio.StreamWriter) -> None:
    """Breaks the connection without a word."""
    writer.transport.abort()


async def silence(_writer: asyncio.StreamWriter) -> None:
    """Never answers."""
    await asyncio.Event().wait()


@asynccontextmanager
async def serving(*answers: Answerer, tls: ssl.SSLContext | None = None) -> AsyncIterator[Scripted]:
    """Serve `answers` in turn, the last one for ever."""
    scripted = Scripted()
    left = list(answers)
    tasks: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        scripted.connections += 1
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        with contextlib.suppress(*LEFT):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                size = 0
                for line in head.split("\r\n"):
                    if line.lower().startswith("content-length:"):
                        size = int(line.partition(":")[2])
                scripted.requests.append((head, await reader.readexactly(size)))
                await (left.pop(0) if len(left) > 1 else left[0])(writer)
        writer.transport.abort()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=tls)
    scripted.port = server.sockets[0].getsockname()[1]
    try:
        yield scripted
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
