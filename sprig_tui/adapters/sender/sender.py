"""Sends a request to the destination; implements `ports.RequestSender`."""

import asyncio
import json
import logging
import ssl
import time
from collections.abc import Mapping
from typing import Final

import httpx

from sprig_tui import __version__
from sprig_tui.adapters.sender.client import ClientPool
from sprig_tui.adapters.sender.problems import describe
from sprig_tui.domain.answers import Answer
from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Kind

MAX_BODY: Final = 64 * 1024
TOTAL_SECONDS: Final = 10.0
"""From the first byte out to the last byte looked at (reliability.md, section 1)."""

KEY_HEADERS: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.SPRIG: ("Authorization", "API-Key "),
    Kind.SPRIG_ACTIONS: ("Authorization", "Bearer "),
    Kind.GLEAP: ("Api-Token", ""),
}
"""Where each kind wants its key, and what stands before it (design.md, section 6)."""
BAD_KEY: Final = "The API key holds characters that no header can carry: set it anew."
TOO_SLOW: Final = f"The answer took more than {TOTAL_SECONDS:g} s."


class HttpSender:
    """One HTTP client for all requests. `trust` is for tests with an authority of their own.

    The key leaves in one header, to the host of the request's URL and to no other.
    """

    def __init__(
        self, *, trust: ssl.SSLContext | None = None, total_seconds: float = TOTAL_SECONDS
    ) -> None:
        self._total_seconds = total_seconds
        self._patience = total_seconds * 0.8
        self._pool = ClientPool(trust, read_seconds=self._patience)
        for name in ("httpx", "httpcore"):  # they log URLs and headers
            logging.getLogger(name).setLevel(logging.WARNING)

    async def send(self, request: OutgoingRequest, key: Secret, *, kind: Kind) -> Answer:
        """As `ports.RequestSender`."""
        text = key.reveal()
        if not (text.isascii() and text.isprintable()):
            return Answer(None, problem=BAD_KEY)
        name, prefix = KEY_HEADERS[kind]
        headers = {
            name: prefix + text,
            "User-Agent": f"sprig-tui/{__version__}",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
        }
        started = time.monotonic()
        answer = await self._exchange(request, headers, started)
        took_ms = round((time.monotonic() - started) * 1000)
        return Answer(
            answer.status, answer.headers, answer.body, took_ms, answer.problem, answer.cut_off
        )

    async def close(self) -> None:
        """As `ports.RequestSender`."""
        await self._pool.close()

    async def _exchange(
        self, request: OutgoingRequest, headers: Mapping[str, str], started: float
    ) -> Answer:
        async with self._pool.lend() as client:
            try:
                async with asyncio.timeout(self._total_seconds):
                    return await self._ask(client, request, headers, started)
            except TimeoutError:
                self._pool.retire(client)
                return Answer(None, problem=TOO_SLOW)
            except httpx.PoolTimeout as error:
                self._pool.retire(client)
                return Answer(None, problem=describe(error))
            except httpx.HTTPError as error:
                return Answer(None, problem=describe(error))

    async def _ask(
        self,
        client: httpx.AsyncClient,
        request: OutgoingRequest,
        headers: Mapping[str, str],
        started: float,
    ) -> Answer:
        content = None
        if request.json is not None:
            text = json.dumps(request.json, ensure_ascii=False, separators=(",", ":"))
            content = text.encode("utf-8", "replace")
            headers = {**headers, "Content-Type": "application/json"}
        async with client.stream(
            request.method, request.url, content=content, headers=dict(headers)
        ) as response:
            body, cut_off = await self._read(response, started)
            said = {name.lower(): value for name, value in response.headers.items()}
            return Answer(response.status_code, said, body, cut_off=cut_off)

    async def _read(self, response: httpx.Response, started: float) -> tuple[bytes, bool]:
        """The start of the body, and whether there was more; a status is kept whatever follows."""
        body = bytearray()
        deadline = started + self._patience
        try:
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > MAX_BODY or time.monotonic() > deadline:
                    return bytes(body[:MAX_BODY]), True
        except httpx.HTTPError:
            return bytes(body[:MAX_BODY]), True
        return bytes(body), False
