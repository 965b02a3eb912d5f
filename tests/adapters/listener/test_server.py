"""uvicorn in a loop that is not its own."""

import asyncio
import logging
import signal

import pytest

from sprig_tui.adapters.listener.binding import bind_sockets
from sprig_tui.adapters.listener.counters import NotStored
from sprig_tui.adapters.listener.crowd import Crowd
from sprig_tui.adapters.listener.server import ListenerServer
from tests.adapters.listener.serving import QUICK, serving, statuses
from tests.factories import body, track

HANDLED = (signal.SIGINT, signal.SIGTERM)


async def test_signal_handlers_are_left_alone() -> None:
    before = [signal.getsignal(number) for number in HANDLED]
    async with serving() as served:
        await served.client.get("/health")
        during = [signal.getsignal(number) for number in HANDLED]
    assert during == before
    assert [signal.getsignal(number) for number in HANDLED] == before


async def test_no_request_is_logged_and_the_server_not_named(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "uvicorn")
    async with serving() as served:
        answer = await served.post("/v1/track", track())
        await served.exchange(b"nonsense\r\n\r\n")
        forwarded = await served.client.get("/health", headers={"x-forwarded-for": "6.6.6.6"})
    assert "server" not in answer.headers
    assert "date" in answer.headers
    assert forwarded.status_code == 204
    assert caplog.text == ""


async def test_an_application_that_fails_does_not_stop_the_server() -> None:
    async def failing(_scope: object, _receive: object, _send: object) -> None:
        raise ValueError

    sockets = bind_sockets("127.0.0.1", 0)
    port = sockets[0].getsockname()[1]
    server = ListenerServer(failing, Crowd(QUICK, NotStored()))
    logging.getLogger("uvicorn.error").disabled = True
    await server.open(sockets)
    try:
        for _number in range(2):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert statuses(await reader.read()) == [500]
            writer.close()
            await writer.wait_closed()
    finally:
        logging.getLogger("uvicorn.error").disabled = False
        await server.drain()
        await server.close()


async def test_many_requests_at_once_are_all_answered_when_it_stops() -> None:
    async with serving() as served:
        raw = served.request(body(track()), Connection="close")
        asking = [asyncio.create_task(served.exchange(raw)) for _number in range(50)]
        await served.intake.begun.wait()
        await served.listener.drain()
        results = await asyncio.gather(*asking, return_exceptions=True)
    answers = [result for result in results if isinstance(result, bytes)]
    refusals = [result for result in results if not isinstance(result, bytes)]
    assert {code for answer in answers for code in statuses(answer)} <= {200, 503}
    assert sum(statuses(answer) == [200] for answer in answers) == len(served.intake.arrivals)
    assert all(isinstance(refusal, ConnectionError) for refusal in refusals)
