"""The partner webhook: Segment delivers to a destination's endpoint (facts.md, 3b and 3c)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from sprig_tui.adapters.listener.answers import CLOSE, MESSAGES, Answer, Dialect, error, rejected
from sprig_tui.adapters.listener.bodies import Receive, UnknownEncodingError
from sprig_tui.adapters.listener.counters import NotStored
from sprig_tui.adapters.listener.gate import HostKind
from sprig_tui.adapters.listener.keys import api_keys, is_listed, is_signed, write_keys
from sprig_tui.adapters.listener.readings import Reading, read_delivery
from sprig_tui.adapters.listener.request import Request
from sprig_tui.adapters.listener.routes import Route
from sprig_tui.adapters.listener.segment_settings import read_settings
from sprig_tui.adapters.listener.senders import name_sender
from sprig_tui.domain.events import Item
from sprig_tui.domain.reasons import Outcome, Reason
from sprig_tui.domain.record import Record
from sprig_tui.domain.settings import Config
from sprig_tui.ports import Arrival, Clock, Intake

MEDIA: Final = b"application/json"
UNSIGNED: Final = "unsigned: X-Signature covers the first event of an array only"


class Proof(Enum):
    """What shows that a delivery is Segment's."""

    KEY = "key"
    SIGNATURE = "signature"
    NONE_NEEDED = "none needed"


@dataclass(frozen=True, slots=True)
class Webhook:
    """Takes Segment's deliveries: checks their proof, hands over and answers with the outcome."""

    settings: Callable[[], Config]
    intake: Intake
    clock: Clock
    counters: NotStored

    async def take(
        self, request: Request, receive: Receive, route: Route, host_kind: HostKind
    ) -> Answer:
        """The answer to a request that passed Host and Origin.

        Raises:
            StoreUnavailableError: nothing was stored.
            ClientLeftError: the request never became whole.
        """
        config = self.settings()
        proof = _find_proof(request, config, host_kind)
        if proof is None:
            return self._refuse_key(request, config)
        if request.media_type != MEDIA:
            return self._refuse_media("Send JSON as application/json")
        try:
            reading = await read_delivery(request, receive, route, self.clock)
        except UnknownEncodingError:
            return self._refuse_media("Content-Encoding must be gzip or left out")
        items = reading.items
        if proof is Proof.SIGNATURE:
            if not _has_right_signature(request, reading, config):
                self.counters.bad_signatures += 1
                return error(Dialect.WEBHOOK, 401, "unauthorized", "X-Signature is wrong")
            items = [*items[:1], *map(_mark_unsigned, items[1:])]
        accepted = await self.intake.accept(
            Arrival(
                items,
                reading.received_at_ms,
                name_sender(request, items),
                unverified=proof is Proof.NONE_NEEDED,
                settings=read_settings(request.header(b"x-segment-settings")),
            )
        )
        return _answer(reading, accepted.records)

    def _refuse_key(self, request: Request, config: Config) -> Answer:
        credential = request.credential()
        self.counters.bad_keys += 1
        if credential is not None and is_listed(credential.name, write_keys(config)):
            message = "This is a write key; a webhook shows the Sprig API key"
            return error(Dialect.WEBHOOK, 403, "forbidden", message)
        message = "API key missing or not known"
        return error(Dialect.WEBHOOK, 401, "unauthorized", message)

    def _refuse_media(self, message: str) -> Answer:
        self.counters.wrong_media += 1
        return error(Dialect.WEBHOOK, 415, "unsupported_media_type", message)


def _find_proof(request: Request, config: Config, host_kind: HostKind) -> Proof | None:
    """The proof that a request brings (a signature still to be checked), None when it has none."""
    keys, secret = api_keys(config), config.listener.webhook_secret
    if not keys and not secret:
        return Proof.NONE_NEEDED if host_kind is HostKind.LOOPBACK else None
    credential = request.credential()
    if credential is not None and is_listed(credential.name, keys):
        return Proof.KEY
    return Proof.SIGNATURE if secret and request.header(b"x-signature") else None


def _has_right_signature(request: Request, reading: Reading, config: Config) -> bool:
    return reading.body is not None and is_signed(
        reading.body, request.header(b"x-signature"), config.listener.webhook_secret
    )


def _mark_unsigned(item: Item) -> Item:
    content = item.content
    return replace(item, content=replace(content, warnings=(*content.warnings, UNSIGNED)))


def _answer(reading: Reading, records: Sequence[Record]) -> Answer:
    """The status by design.md, section 5: Segment drops what gets a 4xx, and shows `message`."""
    if reading.refused is not None:
        return _reject(reading.refused, unread=reading.unread)
    if reading.is_array or not records:
        forwarded = any(record["outcome"] == Outcome.FORWARDED for record in records)
        return Answer(202 if forwarded else 200)
    reason = Reason(records[0]["reason"])
    if reason is Reason.UNSUPPORTED_TYPE:
        return error(Dialect.WEBHOOK, 501, "", MESSAGES[Reason.UNKNOWN_TYPE])
    if reason.outcome is Outcome.REJECTED:
        return _reject(reason)
    return Answer(202 if reason.outcome is Outcome.FORWARDED else 200)


def _reject(reason: Reason, *, unread: bool = False) -> Answer:
    status = {Reason.UNKNOWN_TYPE: 501, Reason.TOO_LARGE: 413}.get(reason, 400)
    return rejected(Dialect.WEBHOOK, status, reason, CLOSE if unread else ())
