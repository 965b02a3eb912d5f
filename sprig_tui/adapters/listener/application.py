"""The bare ASGI application: which checks a request passes, in which order, and what it gets."""

import logging
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from sprig_tui.adapters.listener.answers import CLOSE, RETRY_AFTER, SUCCESS, Answer, Dialect, error
from sprig_tui.adapters.listener.bodies import (
    BodyRefusedError,
    ClientLeftError,
    Receive,
    UnknownEncodingError,
    read_body,
)
from sprig_tui.adapters.listener.browser_settings import settings_answer
from sprig_tui.adapters.listener.cors import allow_origin, preflight
from sprig_tui.adapters.listener.counters import NotStored
from sprig_tui.adapters.listener.gate import Gate, HostKind
from sprig_tui.adapters.listener.request import Request
from sprig_tui.adapters.listener.routes import Purpose, Route, find_route
from sprig_tui.adapters.listener.tracking import Tracking
from sprig_tui.adapters.listener.webhook import Webhook
from sprig_tui.domain.events import MAX_BATCH_BYTES
from sprig_tui.domain.settings import Config
from sprig_tui.ports import Clock, Intake, StoreUnavailableError

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

UNAVAILABLE: Final = "Not accepting events now; send again later"

log = logging.getLogger(__name__)


class Application:
    """Answers requests; Host comes first, then Origin, path, method, key, media type and body.

    `port` is the one really bound. While `draining` is set every request gets 503 and the
    connection closes.
    """

    def __init__(
        self,
        *,
        settings: Callable[[], Config],
        intake: Intake,
        clock: Clock,
        counters: NotStored,
        port: int,
    ) -> None:
        self.draining = False
        self._settings = settings
        self._intake = intake
        self._counters = counters
        self._port = port
        self._tracking = Tracking(settings, intake, clock, counters)
        self._webhook = Webhook(settings, intake, clock, counters)
        self._gate = Gate(settings().listener, port)
        self._gate_of = settings().listener

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """One request, whatever becomes of it: an answer, or nothing when nobody waits for one."""
        request = Request(scope)
        route = find_route(request.path)
        dialect = route.dialect if route is not None else Dialect.TRACKING
        try:
            answer = await self._answer(request, route, dialect, receive)
        except ClientLeftError:
            return
        except Exception:
            number = secrets.token_hex(4)
            self._counters.internal_errors += 1
            log.exception("internal error %s", number)
            answer = error(dialect, 500, "internal_error", f"internal error {number}")
        await send({"type": "http.response.start", "status": answer.status, **_headers(answer)})
        await send({"type": "http.response.body", "body": answer.body})

    async def _answer(
        self, request: Request, route: Route | None, dialect: Dialect, receive: Receive
    ) -> Answer:
        if self.draining:
            return error(dialect, 503, "unavailable", "stopping", RETRY_AFTER + CLOSE)
        gate = self._current_gate()
        host = request.header(b"host")
        host_kind = gate.host_kind(host)
        if host_kind is None:
            self._counters.refuse_host(host)
            return error(dialect, 403, "forbidden", "This host name is not allowed")
        origin = request.origin
        if origin is None:
            return await self._serve(request, route, host_kind, receive)
        if not gate.allows_origin(origin):
            self._counters.block_origin(origin)
            return error(dialect, 403, "forbidden", "This origin is not allowed")
        return allow_origin(await self._serve(request, route, host_kind, receive), origin)

    async def _serve(
        self, request: Request, route: Route | None, host_kind: HostKind, receive: Receive
    ) -> Answer:
        if route is None:
            self._counters.wrong_routes += 1
            return error(Dialect.TRACKING, 404, "not_found", "No such path")
        if request.method == "OPTIONS":
            return preflight(route)
        if request.method != route.method:
            self._counters.wrong_routes += 1
            allow = ((b"allow", f"{route.method}, OPTIONS".encode()),)
            return error(route.dialect, 405, "method_not_allowed", "Wrong method", allow)
        try:
            return await self._take(request, route, host_kind, receive)
        except StoreUnavailableError:
            self._counters.unavailable += 1
            status = 503 if request.origin is None else 429
            return error(route.dialect, status, "unavailable", UNAVAILABLE, RETRY_AFTER)

    async def _take(
        self, request: Request, route: Route, host_kind: HostKind, receive: Receive
    ) -> Answer:
        match route.purpose:
            case Purpose.WEBHOOK:
                return await self._webhook.take(request, receive, route, host_kind)
            case Purpose.HEALTH:
                await self._intake.ready()
                return Answer(204)
            case Purpose.SETTINGS:
                refusal = self._tracking.check_key(route.write_key, host_kind)
                return refusal or settings_answer(request, route.write_key, host_kind)
            case Purpose.METRICS:
                return await _ignore(request, receive)
            case _:
                return await self._tracking.take(request, receive, route, host_kind)

    def _current_gate(self) -> Gate:
        listener = self._settings().listener
        if listener is not self._gate_of:
            self._gate = Gate(listener, self._port)
            self._gate_of = listener
        return self._gate


async def _ignore(request: Request, receive: Receive) -> Answer:
    """analytics.js sends figures about itself to `/v1/m`: accepted, looked at by nobody."""
    try:
        await read_body(request, receive, limit=MAX_BATCH_BYTES)
    except (BodyRefusedError, UnknownEncodingError):
        return Answer(SUCCESS.status, SUCCESS.body, SUCCESS.headers + CLOSE)
    return SUCCESS


def _headers(answer: Answer) -> dict[str, list[tuple[bytes, bytes]]]:
    headers = list(answer.headers)
    if answer.status != 204:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    return {"headers": headers}
