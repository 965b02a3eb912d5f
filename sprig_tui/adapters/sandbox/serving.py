"""uvicorn's HTTP protocol on one loopback socket, without uvicorn's server around it.

That server takes over the process's signals and exits where it cannot bind (reliability.md,
section 5); the stand-in has no lifespan, no access log and nothing to drain.
"""

import asyncio
import contextlib
import errno
import socket
import ssl
from collections.abc import Callable
from typing import Any, Final

import uvicorn
from uvicorn._types import ASGIApplication
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

from sprig_tui.domain.config_checks import is_loopback

CONNECTION: Final = "connection"
KEEP_ALIVE: Final = 75
BACKLOG: Final = 1024
CLOSING_TIME: Final = 5.0


class CannotServeError(Exception):
    """The sandbox cannot start; `str()` is one sentence."""


class PortTakenError(CannotServeError):
    """Another program listens on the port."""


class Connection(HttpToolsProtocol):
    """Hands its transport to the application, so that a fault can reset it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Send the body right behind the head, which asyncio delays on a socket made by hand."""
        connected = transport.get_extra_info("socket")
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().connection_made(transport)

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self.scope["state"][CONNECTION] = self.transport


class Server:
    """Serves an application on a socket until it is closed."""

    def __init__(self, server: asyncio.Server, state: ServerState) -> None:
        self._server = server
        self._state = state

    @classmethod
    async def open(
        cls,
        application: ASGIApplication | Callable[..., Any],
        bound: socket.socket,
        tls: ssl.SSLContext | None,
    ) -> "Server":
        """Begin to accept."""
        state = ServerState()
        config = uvicorn.Config(
            application,
            http=Connection,
            ws="none",
            loop="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_keep_alive=KEEP_ALIVE,
        )
        config.load()

        def make_protocol() -> Connection:
            shared: dict[str, Any] = {}
            return Connection(config, state, shared)

        loop = asyncio.get_running_loop()
        server = await loop.create_server(make_protocol, sock=bound, ssl=tls, backlog=BACKLOG)
        return cls(server, state)

    async def close(self) -> None:
        """Cut off every connection and wait until nothing of it is left."""
        self._server.close()
        for connection in list(self._state.connections):
            connection.transport.abort()
        if self._state.tasks:
            await asyncio.wait(set(self._state.tasks), timeout=CLOSING_TIME)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._server.wait_closed(), CLOSING_TIME)


def bind(host: str, port: int) -> socket.socket:
    """A listening socket on a loopback address; port 0 takes a free one.

    Raises:
        PortTakenError: another program has the port.
        CannotServeError: the host is not loopback, or cannot be bound for another reason.
    """
    if not is_loopback(host):
        raise CannotServeError(f"the sandbox gives out what it received: {host} is not loopback")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(f"port {port} on {host} is taken") from None
        why = error.strerror or "there is no such address"
        raise CannotServeError(f"cannot listen on {host}, port {port}: {why}") from None


def tls_context(certfile: str | None, keyfile: str | None) -> ssl.SSLContext | None:
    """TLS with a certificate from a PEM file, None without one.

    Raises:
        CannotServeError: a file cannot be read, or does not hold what it should.
    """
    if certfile is None:
        if keyfile is not None:
            raise CannotServeError("a keyfile needs a certfile")
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certfile, keyfile)
    except (OSError, ssl.SSLError) as error:
        raise CannotServeError(f"cannot use the certificate {certfile}: {error}") from None
    return context
