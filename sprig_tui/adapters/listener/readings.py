"""A request's body read into items, in steps between which the loop serves others."""

import asyncio
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sprig_tui.adapters.listener.bodies import BodyRefusedError, Receive, read_body
from sprig_tui.adapters.listener.request import Request
from sprig_tui.adapters.listener.routes import Purpose, Route
from sprig_tui.domain.batch_reading import (
    MAX_WEBHOOK_BYTES,
    Batch,
    batch_steps,
    webhook_steps,
)
from sprig_tui.domain.event_reading import Reception
from sprig_tui.domain.events import MAX_BATCH_BYTES, Envelope, Item, Rejection
from sprig_tui.domain.item_reading import refuse_body
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.wire import read_single
from sprig_tui.ports import Clock

WHOLE: Final = frozenset(
    {Reason.INVALID_JSON, Reason.NOT_AN_OBJECT, Reason.TOO_LARGE, Reason.TOO_DEEP}
)
"""Why Segment answers 400 to a call; every other fault gets 200 (reliability.md, section 3)."""

Result = TypeVar("Result")


@dataclass(slots=True)
class Reading:
    """What a body holds.

    `refused` is why the request as a whole is answered with an error; its one item then tells the
    operator. `body` is what X-Signature covers: the body, or the first element of an array.
    `unread` tells that the sender's bytes were not all read, so that the connection must close.
    """

    items: Sequence[Item]
    received_at_ms: int
    write_key: str | None = None
    refused: Reason | None = None
    is_array: bool = False
    body: bytes | None = None
    unread: bool = False


async def read_call(request: Request, receive: Receive, route: Route, clock: Clock) -> Reading:
    """The body of a tracking route: one event of the type that the path names, or a batch.

    Raises:
        UnknownEncodingError, ClientLeftError: as `read_body`.
    """
    try:
        body = await read_body(request, receive, limit=MAX_BATCH_BYTES)
    except BodyRefusedError as error:
        return _refuse(error, clock, route)
    now = clock.now_ms()
    if route.purpose is Purpose.BATCH:
        return _of_batch(await take_turns(batch_steps(body, Reception(now))), now)
    single = read_single(body, call=route.call, reception=Reception(now))
    content = single.item.content
    reason = content.reason if isinstance(content, Rejection) else None
    return Reading((single.item,), now, single.write_key, reason if reason in WHOLE else None)


async def read_delivery(request: Request, receive: Receive, route: Route, clock: Clock) -> Reading:
    """The body of the webhook: one event, or an array of them.

    Raises:
        UnknownEncodingError, ClientLeftError: as `read_body`.
    """
    try:
        body = await read_body(request, receive, limit=MAX_WEBHOOK_BYTES)
    except BodyRefusedError as error:
        return _refuse(error, clock, route)
    now = clock.now_ms()
    batch = await take_turns(webhook_steps(body, Reception(now)))
    return _of_batch(batch, now, body if batch.first is None else batch.first)


async def take_turns(steps: Generator[None, None, Result]) -> Result:
    """What a generator returns; the loop does other work between its steps."""
    while True:
        try:
            next(steps)
        except StopIteration as done:
            result: Result = done.value
            return result
        await asyncio.sleep(0)


def _of_batch(batch: Batch, now: int, body: bytes | None = None) -> Reading:
    refusal = batch.refusal
    items = batch.items if refusal is None else (refusal,)
    content = refusal.content if refusal is not None else None
    reason = content.reason if isinstance(content, Rejection) else None
    return Reading(items, now, batch.write_key, reason, is_array=batch.is_array, body=body)


def _refuse(error: BodyRefusedError, clock: Clock, route: Route) -> Reading:
    item = refuse_body(error.kept, error.reason, str(error), Envelope(call=route.call))
    unread = error.reason is Reason.TOO_LARGE
    return Reading((item,), clock.now_ms(), refused=error.reason, unread=unread)
