"""The sender of an engine, which is loaded with the first request; implements `RequestSender`."""

import asyncio

from sprig_tui.domain.answers import Answer
from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Kind
from sprig_tui.ports import RequestSender


class LateSender:
    """An `HttpSender` from the first request on.

    The HTTP client and TLS take a tenth of the time until the engine listens, and in dry run
    nothing is ever sent.
    """

    def __init__(self) -> None:
        self._loading: asyncio.Future[RequestSender] | None = None

    async def send(self, request: OutgoingRequest, key: Secret, *, kind: Kind) -> Answer:
        """As `ports.RequestSender`."""
        if self._loading is None:
            self._loading = asyncio.ensure_future(asyncio.to_thread(_load))
        # shielded: a request that is given up must not take the sender from those behind it
        sender = await asyncio.shield(self._loading)
        return await sender.send(request, key, kind=kind)

    async def close(self) -> None:
        """As `ports.RequestSender`."""
        if self._loading is not None:
            await (await self._loading).close()


def _load() -> RequestSender:
    """Takes 50 ms and more, so it runs beside the event loop."""
    from sprig_tui.adapters.sender.sender import HttpSender

    return HttpSender()
