"""The HTTP client of the destination and how it is replaced without hurting what is under way."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import httpx

CONNECTIONS: Final = 16
CONNECT_SECONDS: Final = 5.0
POOL_SECONDS: Final = 5.0


class ClientPool:
    """Lends one client to every request; a retired one is closed when its last borrower is done.

    Redirects are not followed, certificates are checked, proxies of the environment are not used.
    `trust` replaces the certificate authorities that come with httpx; `read_seconds` bounds each
    wait for bytes.
    """

    def __init__(self, trust: ssl.SSLContext | None = None, *, read_seconds: float) -> None:
        self._trust = trust
        self._read_seconds = read_seconds
        self._client = self._open()
        self._borrowers: dict[httpx.AsyncClient, int] = {}
        self._closing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[httpx.AsyncClient]:
        """The client of the moment, which stays open at least until the borrower is done."""
        client = self._client
        self._borrowers[client] = self._borrowers.get(client, 0) + 1
        try:
            yield client
        finally:
            self._borrowers[client] -= 1
            self._close_if_done(client)

    def retire(self, client: httpx.AsyncClient) -> None:
        """Give later borrowers a new client: a request that was broken off may leave its pool lame.

        Retiring a client that was replaced already does nothing.
        """
        if client is self._client:
            self._client = self._open()

    async def close(self) -> None:
        """Let go of every connection; closing twice is fine."""
        for client in {self._client, *self._borrowers}:
            await client.aclose()
        if self._closing:
            await asyncio.wait(self._closing)

    def _open(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            trust_env=False,
            follow_redirects=False,
            verify=self._trust if self._trust is not None else True,
            timeout=httpx.Timeout(self._read_seconds, connect=CONNECT_SECONDS, pool=POOL_SECONDS),
            limits=httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS),
        )

    def _close_if_done(self, client: httpx.AsyncClient) -> None:
        if self._borrowers[client] == 0:
            del self._borrowers[client]
            if client is not self._client:
                task = asyncio.create_task(client.aclose(), name="close retired client")
                self._closing.add(task)
                task.add_done_callback(self._closing.discard)
