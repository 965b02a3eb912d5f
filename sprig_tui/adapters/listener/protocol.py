"""One connection of the listener: deadlines and refusals on top of uvicorn's protocol.

uvicorn gives a request any time, and forgets what was answered when bad bytes follow a good
request (reliability.md, section 5). Here every answer belongs to its request, and every incomplete
one ends.
"""

import asyncio
from typing import Any

import httptools
from uvicorn._types import ASGI3Application
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
from uvicorn.server import ServerState

from sprig_tui.adapters.listener.heads import (
    RefusedError,
    bad_http,
    is_tls,
    too_many_connections,
    too_slow,
)
from sprig_tui.adapters.listener.strict_heads import StrictHeads


class ListenerProtocol(StrictHeads):
    """Implements `crowd.Connection`.

    A connection waits while a request is due or incomplete, answers while a complete one is being
    handled, and rests between two. Once it refused something it reads on only to throw away, for
    so long that the sender sees why.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.since = self.loop.time()
        self._waiting = True
        self._current: RequestResponseCycle | None = None
        self._refused_at: float | None = None
        self._stuck_since: float | None = None

    @property
    def is_answering(self) -> bool:
        """Whether a complete request is being answered."""
        cycle = self._current
        return cycle is not None and not cycle.response_complete and not cycle.more_body

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a place in the crowd, which may cost another connection its own."""
        super().connection_made(transport)
        self.crowd.admit(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Count a sender that left before its request was whole."""
        if self.begun and self._refused_at is None:
            self.crowd.counters.left_early += 1
        super().connection_lost(exc)
        self.crowd.leave()
        self._unset_keepalive_if_required()

    def data_received(self, data: bytes) -> None:
        """Feed the parser; what it or a check refuses is answered here."""
        self._unset_keepalive_if_required()
        if self._refused_at is not None:
            return
        if not self._waiting and not self.is_answering:
            self._wait()
        try:
            self.feed(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade, RefusedError):
            self.crowd.counters.bad_http += 1
            self.crowd.counters.https_on_http += is_tls(data)
            self._refuse(self.fault or bad_http())
            return
        if not self._waiting and not self.is_answering:
            self._rest()

    def eof_received(self) -> bool:  # type: ignore[override]
        """A sender that half-closes behind its request still gets its answer."""
        if self.is_answering:
            self.cycle.keep_alive = False
        return self.is_answering

    def on_message_begin(self) -> None:
        """The first byte of a request: its deadline runs from here, or from the connection."""
        super().on_message_begin()
        if not self._waiting:
            self._wait()

    def on_message_complete(self) -> None:
        """The request is whole: its deadline no longer counts."""
        super().on_message_complete()
        self._waiting = False

    def on_response_complete(self) -> None:
        """The answer is out."""
        self.since = self.since if self._waiting else self.loop.time()
        super().on_response_complete()

    def sweep(self, now: float) -> None:
        """End what is over its time."""
        limits = self.crowd.limits
        stuck = self.flow.write_paused or self.transport.is_closing()
        self._stuck_since = (self._stuck_since or now) if stuck else None
        if self._stuck_since is not None and now - self._stuck_since > limits.request_time:
            self.transport.abort()
        elif self._refused_at is not None:
            if now - self._refused_at > limits.linger_time and not self.is_answering:
                self.transport.close()
        elif self._waiting and now - self.since > limits.request_time:
            self.crowd.counters.slow_clients += 1
            self._refuse(too_slow())

    def shed(self) -> None:
        """End it at once, because a newer one needs the place."""
        self._refuse(too_many_connections())
        self.transport.close()

    def finish(self) -> None:
        """Close it after the answer that it is waiting for."""
        if self.is_answering:
            self.cycle.keep_alive = False

    def close_unless_answering(self) -> None:
        """Close it now if nothing of it is being answered."""
        if not self.is_answering:
            self.transport.close()

    def abort(self) -> None:
        """Close it now, whatever it is doing."""
        self.transport.abort()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._current = cycle
        super()._start_asgi_task(cycle, app)

    def _wait(self) -> None:
        self._waiting = True
        self.since = self.loop.time()

    def _rest(self) -> None:
        """A request that was answered before it was whole leaves no timer behind."""
        if self.timeout_keep_alive_task is None and not self.transport.is_closing():
            self.timeout_keep_alive_task = self.loop.call_later(
                self.timeout_keep_alive, self.timeout_keep_alive_handler
            )

    def _refuse(self, fault: RefusedError) -> None:
        """Answer the request that is incomplete, or let the one before it have its answer."""
        if self._refused_at is not None or self.transport.is_closing():
            return
        self._refused_at = self.loop.time()
        if self.is_answering:
            self.pipeline.clear()
            if self._current is not None:
                self._current.keep_alive = False
            return
        if self.in_head or not self.cycle.response_started:
            self.transport.write(fault.response())
        if self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.write_eof()
