"""Bodies become items while the loop serves others."""

import asyncio
from collections.abc import Generator, MutableMapping
from typing import Any

import pytest

from sprig_tui.adapters.listener.bodies import Receive
from sprig_tui.adapters.listener.readings import Reading, read_call, read_delivery, take_turns
from sprig_tui.adapters.listener.request import Request
from sprig_tui.adapters.listener.routes import Purpose, Route
from sprig_tui.domain.events import CallType, Rejection
from sprig_tui.domain.reasons import Reason
from tests.adapters.listener.serving import FixedClock
from tests.factories import RECEIVED_MS, body, track

TRACK = Route(Purpose.EVENT, CallType.TRACK)
BATCH = Route(Purpose.BATCH)
WEBHOOK = Route(Purpose.WEBHOOK)
REQUEST = Request({"method": "POST", "path": "/", "headers": []})


def receiving(content: bytes) -> Receive:
    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": content, "more_body": False}

    return receive


async def call(content: bytes, route: Route = TRACK) -> Reading:
    return await read_call(REQUEST, receiving(content), route, FixedClock())


async def delivery(content: bytes) -> Reading:
    return await read_delivery(REQUEST, receiving(content), WEBHOOK, FixedClock())


async def test_a_call_has_its_time_and_its_key() -> None:
    reading = await call(body(track(writeKey="wk")))
    assert (reading.received_at_ms, reading.write_key) == (RECEIVED_MS, "wk")
    assert (reading.refused, reading.unread, len(reading.items)) == (None, False, 1)


@pytest.mark.parametrize(
    ("content", "route", "refused", "unread"),
    [
        (b"{", TRACK, Reason.INVALID_JSON, False),
        (b"3", TRACK, Reason.NOT_AN_OBJECT, False),
        (b"[" * 70, TRACK, Reason.TOO_DEEP, False),
        (body(track(x="x" * 40_000)), TRACK, Reason.TOO_LARGE, False),
        (b"x" * 600_000, TRACK, Reason.TOO_LARGE, True),
        (body(track(event=None)), TRACK, None, False),
        (b"{}", BATCH, Reason.NOT_AN_OBJECT, False),
        (b"x" * 600_000, BATCH, Reason.TOO_LARGE, True),
        (body({"batch": [3]}), BATCH, None, False),
    ],
)
async def test_what_segment_answers_400_to_is_refused(
    content: bytes, route: Route, refused: Reason | None, *, unread: bool
) -> None:
    reading = await call(content, route)
    assert (reading.refused, reading.unread) == (refused, unread)
    assert len(reading.items) == 1
    assert isinstance(reading.items[0].content, Rejection)
    assert reading.items[0].envelope.call is route.call


async def test_a_delivery_tells_what_its_signature_covers() -> None:
    one = body(track())
    single, array = await delivery(one), await delivery(b"[" + one + b",3]")
    assert (single.body, single.is_array) == (one, False)
    assert (array.body, array.is_array) == (one, True)
    broken, large = await delivery(b"{"), await delivery(b" " * 17_000_000)
    assert (broken.body, broken.refused) == (b"{", Reason.INVALID_JSON)
    assert (large.body, large.refused, large.unread) == (None, Reason.TOO_LARGE, True)


async def test_others_get_their_turn_between_the_steps() -> None:
    turns: list[str] = []

    def steps() -> Generator[None, None, str]:
        for _step in range(3):
            turns.append("step")
            yield
        return "done"

    async def other() -> None:
        for _turn in range(3):
            turns.append("other")
            await asyncio.sleep(0)

    result, _nothing = await asyncio.gather(take_turns(steps()), other())
    assert result == "done"
    assert turns == ["step", "other"] * 3
