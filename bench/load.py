"""A load generator: raw bytes over many connections, so that the server is the bottleneck."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final, cast

import uvloop

SUCCESS: Final = b'{"success": true}'
OK: Final = b"HTTP/1.1 200"
CONNECTIONS: Final = 64
MOST_WAITING: Final = 128
PATIENCE: Final = 120.0


class BadAnswerError(Exception):
    """A server answered with something else than success."""


class _Sender(asyncio.Protocol):
    """One connection: a request, its answer, the next request; `waits` gets the seconds."""

    def __init__(self, requests: Iterator[bytes], waits: list[float]) -> None:
        self._requests = requests
        self._waits = waits
        self._received = b""
        self._began = 0.0
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._received.endswith(SUCCESS):
            if SUCCESS in self._received or not self._received.startswith(OK[: len(data)]):
                self._fail(self._received[:200].decode("latin-1"))
            return
        self._waits.append(time.perf_counter() - self._began)
        self._received = b""
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.finished.done():
            self._fail(f"the connection ended: {exc}")

    def _send(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self.finished.set_result(None)
            self._transport.close()
            return
        self._began = time.perf_counter()
        self._transport.write(request)

    def _fail(self, reason: str) -> None:
        if not self.finished.done():
            self.finished.set_exception(BadAnswerError(reason))


def addressed(requests: Sequence[bytes], port: int) -> list[bytes]:
    """`requests` with the port that their Host header must name."""
    return [request.replace(b"PORT", str(port).encode(), 1) for request in requests]


def send_all(port: int, requests: Sequence[bytes], *, connections: int = CONNECTIONS) -> float:
    """Send requests as fast as they are answered; returns how many a second were.

    Raises:
        BadAnswerError: not every one succeeded.
    """
    ready = addressed(requests, port)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        seconds = runner.run(_send_all(port, ready, connections))
    return len(requests) / seconds


async def _send_all(port: int, requests: Sequence[bytes], connections: int) -> float:
    waiting = iter(requests)
    waits: list[float] = []
    began = time.perf_counter()
    senders = [await _connect(port, lambda: _Sender(waiting, waits)) for _ in range(connections)]
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(sender.finished for sender in senders))
    return time.perf_counter() - began


async def _connect(port: int, make: Callable[[], _Sender]) -> _Sender:
    _transport, sender = await asyncio.get_running_loop().create_connection(make, "127.0.0.1", port)
    return sender


async def send_paced(port: int, requests: Sequence[bytes], a_second: float) -> list[float]:
    """Send each request at its time, on a connection of its own; returns how long each took.

    A slow answer delays nobody else's request, so that it is not hidden; only where 128 wait does
    the next one wait too.
    """
    loop = asyncio.get_running_loop()
    places = asyncio.Semaphore(MOST_WAITING)
    waits: list[float] = []
    senders: list[_Sender] = []
    began = loop.time()
    for number, request in enumerate(requests):
        await asyncio.sleep(max(0.0, began + number / a_second - loop.time()))
        await places.acquire()
        one = iter((request,))
        sender = await _connect(port, lambda one=one: _Sender(one, waits))  # type: ignore[misc]
        sender.finished.add_done_callback(lambda _done: places.release())
        senders.append(sender)
    async with asyncio.timeout(PATIENCE):
        await asyncio.gather(*(sender.finished for sender in senders))
    return waits
