"""The listener as the engine holds it: started, at an address, drained."""

from collections.abc import Callable
from typing import Final

from sprig_tui.adapters.listener.application import Application
from sprig_tui.adapters.listener.binding import (
    CannotListenError,
    PortTakenError,
    bind_sockets,
    host_and_port,
)
from sprig_tui.adapters.listener.counters import NotStored
from sprig_tui.adapters.listener.crowd import Crowd
from sprig_tui.adapters.listener.limits import Limits
from sprig_tui.adapters.listener.server import ListenerServer
from sprig_tui.domain.settings import Config
from sprig_tui.ports import Clock, Intake

__all__ = ["CannotListenError", "Limits", "Listener", "NotStored", "PortTakenError"]

_DEFAULT_LIMITS: Final = Limits()


class Listener:
    """Takes Segment's calls over HTTP inside the running loop and hands them to `intake`.

    `settings` is asked at every request, so that keys, hosts and origins follow the config; host
    and port are those of the start. `not_stored` counts what never reached the intake.
    """

    def __init__(
        self,
        *,
        settings: Callable[[], Config],
        intake: Intake,
        clock: Clock,
        limits: Limits = _DEFAULT_LIMITS,
    ) -> None:
        self.not_stored = NotStored()
        self._settings = settings
        self._intake = intake
        self._clock = clock
        self._limits = limits
        self._address = ""
        self._application: Application | None = None
        self._server: ListenerServer | None = None

    @property
    def address(self) -> str:
        """`http://HOST:PORT` with the port that is really bound; "" before the start."""
        return self._address

    async def start(self) -> None:
        """Bind and begin to answer.

        Raises:
            PortTakenError: another program has the port.
            CannotListenError: the address cannot be bound for another reason.
        """
        wanted = self._settings().listener
        sockets = bind_sockets(wanted.host, wanted.port)
        port = sockets[0].getsockname()[1]
        self._application = Application(
            settings=self._settings,
            intake=self._intake,
            clock=self._clock,
            counters=self.not_stored,
            port=port,
        )
        self._server = ListenerServer(self._application, Crowd(self._limits, self.not_stored))
        await self._server.open(sockets)
        self._address = f"http://{host_and_port(wanted.host, port)}"

    async def drain(self) -> None:
        """Refuse what comes now, and return when everything accepted has its answer.

        New connections are refused, requests on open ones get 503 and `Connection: close`; it takes
        at most as long as the limits say.
        """
        if self._application is not None and self._server is not None:
            self._application.draining = True
            await self._server.drain()

    async def stop(self) -> None:
        """Drain, then cut off what is left; stopping twice is fine."""
        await self.drain()
        server, self._server = self._server, None
        if server is not None:
            await server.close()
