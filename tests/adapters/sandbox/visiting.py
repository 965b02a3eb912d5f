"""A sandbox on a free port and a client for it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, Final

import httpx

from sprig_tui.adapters.sandbox.sandbox import Sandbox

PATIENCE: Final = 10.0
KEY: Final = "key-12345678"
USER: Final = {"userId": "u", "events": [{"event": "A", "timestamp": 1}]}


@dataclass
class Visit:
    """A running sandbox."""

    sandbox: Sandbox
    client: httpx.AsyncClient

    async def post(self, value: object = USER, path: str = "/v2/users") -> httpx.Response:
        """POST a JSON value."""
        return await self.client.post(path, json=value)

    async def raw(self, *lines: str) -> bytes:
        """Everything that comes back for a head with these lines, which must end the connection."""
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.sandbox.port)
            writer.write(("\r\n".join((*lines, "Connection: close")) + "\r\n\r\n").encode())
            answer = await reader.read()
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()
        return answer


@contextlib.asynccontextmanager
async def visit(*faults: str, **start: Any) -> AsyncIterator[Visit]:  # noqa: ANN401 - passed on
    """A sandbox for the length of a block; nothing of it is left afterwards."""
    before = asyncio.all_tasks()
    async with Sandbox.start(faults, **start) as sandbox:
        client = httpx.AsyncClient(
            base_url=sandbox.url,
            trust_env=False,
            timeout=PATIENCE,
            headers={"authorization": f"API-Key {KEY}"},
        )
        async with client:
            yield Visit(sandbox, client)
    assert asyncio.all_tasks() - {asyncio.current_task()} <= before
