"""The listener starts, says where it is, and lets go of everything."""

import asyncio
import contextlib
import socket

import httpx
import pytest

from sprig_tui.adapters.listener.limits import Limits
from sprig_tui.adapters.listener.listener import Listener, PortTakenError
from tests.adapters.listener.serving import (
    PATIENCE,
    FixedClock,
    KeepingIntake,
    config,
    serving,
    statuses,
)
from tests.factories import body, track


def listener_on(host: str, port: int = 0) -> Listener:
    settings = config(host=host, port=port)
    return Listener(settings=lambda: settings, intake=KeepingIntake(), clock=FixedClock())


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_the_address_is_the_one_bound(host: str) -> None:
    listener = listener_on(host)
    assert listener.address == ""
    await listener.start()
    try:
        assert listener.address.startswith(f"http://{host}:")
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(listener.address + "/health")).status_code == 204
    finally:
        await listener.stop()


async def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match=f"127.0.0.1:{port}") as error:
            await listener_on("127.0.0.1", port).start()
    assert (error.value.host, error.value.port) == ("127.0.0.1", port)


async def test_stopping_frees_the_port_and_may_be_done_twice() -> None:
    first = listener_on("127.0.0.1")
    await first.start()
    port = int(first.address.rpartition(":")[2])
    await first.stop()
    await first.stop()
    second = listener_on("127.0.0.1", port)
    await second.start()
    await second.stop()
    assert second.address == first.address


async def test_a_listener_that_never_started_stops() -> None:
    listener = listener_on("127.0.0.1")
    await listener.drain()
    await listener.stop()
    assert listener.address == ""


async def test_a_request_that_is_being_stored_gets_its_answer_when_the_listener_drains() -> None:
    async with serving() as served:
        served.intake.gate.clear()
        asking = asyncio.create_task(served.exchange(served.request(body(track()))))
        await served.intake.begun.wait()
        draining = asyncio.create_task(served.listener.drain())
        with contextlib.suppress(ConnectionError):
            while True:
                async with served.connection():
                    await asyncio.sleep(0.01)
        served.intake.gate.set()
        await draining
        answer = await asking
    assert statuses(answer) == [200]
    assert b"connection: close" in answer
    assert len(served.intake.arrivals) == 1


async def test_a_request_that_comes_while_draining_is_told_to_come_back() -> None:
    async with serving(limits=Limits(grace_time=PATIENCE)) as served:
        async with served.connection() as (reader, writer):
            writer.write(served.request(body(track()))[:20])
            await served.client.get("/health", headers={"connection": "close"})
            draining = asyncio.create_task(served.listener.drain())
            await asyncio.sleep(0)
            writer.write(served.request(body(track()))[20:])
            answer = await reader.read()
        await draining
    assert statuses(answer) == [503]
    assert b"stopping" in answer
    assert b"connection: close" in answer
    assert b"retry-after: 30" in answer
    assert served.intake.arrivals == []


async def test_idle_connections_do_not_hold_up_a_stop() -> None:
    async with serving() as served, served.connection() as (reader, _writer):
        await served.client.get("/health")
        await served.listener.stop()
        assert await reader.read() == b""


async def test_a_request_that_never_ends_is_cut_off() -> None:
    async with serving() as served:
        served.intake.gate.clear()
        async with served.connection() as (reader, writer):
            writer.write(served.request(body(track())))
            await served.intake.begun.wait()
            await served.listener.stop()
            with contextlib.suppress(ConnectionError):
                assert b"200" not in await reader.read()
    assert served.intake.arrivals == []


async def test_settings_are_followed_while_it_runs() -> None:
    async with serving() as served:
        assert (await served.post("/v1/track", track())).status_code == 200
        served.use(config(keys=["wk-other"]))
        assert (await served.post("/v1/track", track())).status_code == 401
        origin = {"origin": "https://shop.example"}
        assert (await served.client.get("/health", headers=origin)).status_code == 403
        served.use(config(cors_origins=["https://shop.example"]))
        assert (await served.client.get("/health", headers=origin)).status_code == 204
