"""The bare ASGI application: reads a request, asks the stand-in, does what it says."""

import asyncio
import socket
import struct
import time
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

from sprig_tui.adapters.sandbox.serving import CONNECTION
from sprig_tui.domain.config_checks import is_loopback
from sprig_tui.domain.sandbox.calls import MAX_BODY, Call
from sprig_tui.domain.sandbox.control import PREFIX, answer_control
from sprig_tui.domain.sandbox.received import Received
from sprig_tui.domain.sandbox.replies import Reaction, Reply, Silence, message
from sprig_tui.domain.sandbox.stand_in import StandIn

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

RESET_ON_CLOSE: Final = struct.pack("ii", 1, 0)
"""SO_LINGER on, for no time: closing sends RST instead of FIN."""


class ClientLeftError(Exception):
    """The sender went away before its request was whole."""


class Application:
    """Only loopback `Host` names are answered, and nothing that a web page sends.

    `on_received` is called with each entry when its request has been decided on, before the answer.
    """

    def __init__(self, stand_in: StandIn, on_received: Callable[[Received], None]) -> None:
        self._stand_in = stand_in
        self._on_received = on_received

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request, whatever becomes of it."""
        headers = _join(scope["headers"])
        try:
            body = await _read_body(receive)
        except ClientLeftError:
            return
        call = Call(
            method=scope["method"],
            path=scope["raw_path"].decode("ascii", "replace"),
            at_ms=time.time_ns() // 1_000_000,
            monotonic=time.monotonic(),
            body=body,
            authorization=headers.get(b"authorization", b""),
            api_token=headers.get(b"api-token", b""),
        )
        await _perform(self._react(call, headers), scope, receive, send)

    def _react(self, call: Call, headers: Mapping[bytes, bytes]) -> Reaction:
        if not _is_loopback_host(headers.get(b"host", b"")):
            return message(403, "This host name is not allowed")
        if b"origin" in headers:
            return message(403, "Web pages may not send here")
        if call.path.startswith(PREFIX):
            return answer_control(self._stand_in, call)
        entry, reaction = self._stand_in.receive(call)
        self._on_received(entry)
        return reaction


async def _read_body(receive: Receive) -> bytes | None:
    """The body; None when it is too large, which is read to its end and thrown away."""
    body: bytearray | None = bytearray()
    while True:
        part = await receive()
        if part["type"] != "http.request":
            raise ClientLeftError
        if body is not None:
            body += part["body"]
            body = body if len(body) <= MAX_BODY else None
        if not part["more_body"]:
            return None if body is None else bytes(body)


async def _perform(reaction: Reaction, scope: Message, receive: Receive, send: Send) -> None:
    transport: asyncio.Transport = scope["state"][CONNECTION]
    if reaction is Silence.RESET:
        _reset(transport)
    if isinstance(reaction, Silence):
        await _sender_leaves(receive)
    elif not (reaction.wait and await _sender_leaves(receive, within=reaction.wait)):
        await _answer(reaction, transport, receive, send)


async def _answer(reply: Reply, transport: asyncio.Transport, receive: Receive, send: Send) -> None:
    headers = [(name.encode(), value.encode()) for name, value in reply.headers]
    if reply.stream is None and reply.status != 204:
        headers.append((b"content-length", str(len(reply.body)).encode()))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    for piece in reply.stream or ():
        if transport.is_closing():
            return
        if reply.pause and await _sender_leaves(receive, within=reply.pause):
            return
        await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": reply.body})


async def _sender_leaves(receive: Receive, within: float | None = None) -> bool:
    """Wait until the sender closed its connection; False when it did not in so many seconds."""
    try:
        async with asyncio.timeout(within):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return False
    return True


def _reset(transport: asyncio.Transport) -> None:
    transport.get_extra_info("socket").setsockopt(
        socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE
    )
    transport.abort()


def _is_loopback_host(host: bytes) -> bool:
    """Whether a `Host` header names this machine by a loopback name, with any port or none."""
    try:
        parts = urlsplit(f"//{host.decode('ascii')}")
        name, _port = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.netloc == host.decode() and "@" not in parts.netloc and is_loopback(name or "")


def _join(pairs: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Headers by name; one that came twice has both values, which no check takes."""
    headers: dict[bytes, bytes] = {}
    for name, value in pairs:
        headers[name] = headers[name] + b", " + value if name in headers else value
    return headers
