"""The Tracking API's routes: one event, or a batch (facts.md, section 3a)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sprig_tui.adapters.listener.answers import (
    CLOSE,
    NO_HEADERS,
    SUCCESS,
    Answer,
    Dialect,
    error,
    rejected,
)
from sprig_tui.adapters.listener.bodies import Receive, UnknownEncodingError
from sprig_tui.adapters.listener.counters import NotStored
from sprig_tui.adapters.listener.gate import HostKind
from sprig_tui.adapters.listener.keys import api_keys, is_listed, write_keys
from sprig_tui.adapters.listener.readings import read_call
from sprig_tui.adapters.listener.request import Request
from sprig_tui.adapters.listener.routes import Route
from sprig_tui.adapters.listener.senders import name_sender
from sprig_tui.domain.settings import Config
from sprig_tui.ports import Arrival, Clock, Intake

MEDIA: Final = frozenset({b"", b"application/json", b"text/plain"})


@dataclass(frozen=True, slots=True)
class Tracking:
    """Takes SDKs' calls: checks the key, reads the body, hands over and answers."""

    settings: Callable[[], Config]
    intake: Intake
    clock: Clock
    counters: NotStored

    async def take(
        self, request: Request, receive: Receive, route: Route, host_kind: HostKind
    ) -> Answer:
        """The answer to a request that passed Host and Origin.

        A key in a header is checked before the body is read, one in the body before anything is
        decided (design.md, section 5).

        Raises:
            StoreUnavailableError: nothing was stored.
            ClientLeftError: the request never became whole.
        """
        credential = request.credential()
        if (
            credential is not None
            and (refusal := self.check_key(credential.name, host_kind)) is not None
        ):
            return refusal
        if request.media_type not in MEDIA:
            return self._refuse_media("Send JSON as application/json or text/plain")
        try:
            reading = await read_call(request, receive, route, self.clock)
        except UnknownEncodingError:
            return self._refuse_media("Content-Encoding must be gzip or left out")
        if (
            credential is None
            and (refusal := self.check_key(reading.write_key, host_kind)) is not None
        ):
            return refusal
        key = credential.name if credential is not None else reading.write_key
        source = name_sender(request, reading.items, key)
        await self.intake.accept(Arrival(reading.items, reading.received_at_ms, source))
        if reading.refused is None:
            return SUCCESS
        headers = CLOSE if reading.unread else NO_HEADERS
        return rejected(Dialect.TRACKING, 400, reading.refused, headers)

    def check_key(self, key: bytes | str | None, host_kind: HostKind) -> Answer | None:
        """Why a key is not enough; None when it is listed, or when any is taken.

        Any is taken on this machine's own names only: a name of `allowed_hosts` is reached from
        outside and needs a key (design.md, section 3).
        """
        config = self.settings()
        keys = write_keys(config)
        if is_listed(key, keys) or (not keys and host_kind is HostKind.LOOPBACK):
            return None
        self.counters.bad_keys += 1
        if is_listed(key, api_keys(config)):
            message = "This is the Sprig API key; SDKs show a write key"
            return error(Dialect.TRACKING, 403, "forbidden", message)
        message = "Write key missing or not known"
        return error(Dialect.TRACKING, 401, "unauthorized", message)

    def _refuse_media(self, message: str) -> Answer:
        self.counters.wrong_media += 1
        return error(Dialect.TRACKING, 415, "unsupported_media_type", message)
