"""uvicorn inside a running loop: no signal handlers, own sockets, a drain that answers."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Sequence
from typing import Any, Final

import uvicorn
from uvicorn._types import ASGIApplication

from sprig_tui.adapters.listener.crowd import Crowd
from sprig_tui.adapters.listener.protocol import ListenerProtocol

TICK: Final = 0.1
TICKS_A_SECOND: Final = 10


class ListenerServer(uvicorn.Server):
    """Serves `application` on sockets that are bound already.

    `Server.serve` would take over the process's signals, end it on failure, and reset connections
    that were accepted just before a stop (reliability.md, section 5); `open` and `drain` stand in.
    """

    def __init__(self, application: ASGIApplication | Callable[..., Any], crowd: Crowd) -> None:
        super().__init__(
            uvicorn.Config(
                application,
                http=ListenerProtocol,
                ws="none",
                loop="none",
                lifespan="off",
                interface="asgi3",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                workers=1,
                timeout_keep_alive=crowd.limits.idle_time,
            )
        )
        self.server_state = crowd
        self._crowd = crowd
        self._ticking: asyncio.Task[None] | None = None

    async def open(self, sockets: Sequence[socket.socket]) -> None:
        """Begin to accept."""
        self.config.load()
        self.lifespan = self.config.lifespan_class(self.config)
        await self.startup(sockets=list(sockets))
        await self.on_tick(0)
        self._ticking = asyncio.create_task(self._tick(), name="listener tick")

    async def drain(self) -> None:
        """Accept no more connections, answer what is whole or about to be, close the rest."""
        for server in self.servers:
            server.close()
        for connection in self._crowd.members():
            connection.finish()
        await self._wait_until_empty(self._crowd.limits.grace_time)
        for connection in self._crowd.members():
            connection.close_unless_answering()
        await self._wait_until_empty(self._crowd.limits.drain_time)

    async def close(self) -> None:
        """Cut off what is left."""
        for connection in self._crowd.members():
            connection.abort()
        tasks = [*self._crowd.tasks, *([self._ticking] if self._ticking is not None else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for server in self.servers:
            await server.wait_closed()

    async def _wait_until_empty(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._crowd.empty.wait(), seconds)

    async def _tick(self) -> None:
        """Ten times a second: end connections over their time; once: the Date header."""
        loop = asyncio.get_running_loop()
        counter = 0
        while True:
            await asyncio.sleep(TICK)
            counter = (counter + 1) % TICKS_A_SECOND
            await self.on_tick(counter)
            self._crowd.sweep(loop.time())
