"""Sending to a destination on real sockets."""

import asyncio
import json
import logging

import pytest

from sprig_tui.adapters.sender.sender import MAX_BODY, HttpSender
from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Kind
from tests.adapters.sender.scripted import Scripted, reply, reset, serving, silence

KEY = Secret("canary-key-0123456789")
BODY = {"userId": "ü\U0001f3f3", "events": [{"event": "A", "timestamp": 1}]}


def post(server: Scripted, path: str = "/v2/users") -> OutgoingRequest:
    return OutgoingRequest("POST", server.url(path), BODY)


@pytest.fixture
async def sender() -> HttpSender:
    return HttpSender(total_seconds=1.0)


async def test_an_answer_comes_back_whole(sender: HttpSender) -> None:
    async with serving(reply("202 Accepted", b'{"ok":1}', RateLimit_Reset="7")) as server:
        answer = await sender.send(post(server), KEY, kind=Kind.SPRIG)
    assert (answer.status, answer.body, answer.problem) == (202, b'{"ok":1}', "")
    assert answer.headers["ratelimit-reset"] == "7"
    assert answer.took_ms >= 0
    ((head, body),) = server.requests
    assert head.startswith("POST /v2/users HTTP/1.1\r\n")
    assert "content-type: application/json" in head.lower()
    assert json.loads(body) == BODY
    await sender.close()


@pytest.mark.parametrize(
    ("kind", "header"),
    [
        (Kind.SPRIG, "authorization: API-Key canary-key-0123456789"),
        (Kind.SPRIG_ACTIONS, "authorization: Bearer canary-key-0123456789"),
        (Kind.GLEAP, "api-token: canary-key-0123456789"),
    ],
)
async def test_each_kind_wants_its_key_in_its_own_way(
    sender: HttpSender, kind: Kind, header: str
) -> None:
    """In one header only."""
    async with serving(reply("202 Accepted")) as server:
        await sender.send(post(server), KEY, kind=kind)
    ((head, body),) = server.requests
    name = header.partition(":")[0]
    found = [line for line in head.split("\r\n") if "canary" in line]
    assert [line.replace(line.partition(":")[0], name) for line in found] == [header]
    assert b"canary" not in body
    await sender.close()


async def test_a_request_without_a_body_has_none(sender: HttpSender) -> None:
    async with serving(reply("200 OK")) as server:
        request = OutgoingRequest("DELETE", server.url("/admin/contacts/u%2F1"), None)
        await sender.send(request, KEY, kind=Kind.GLEAP)
    ((head, body),) = server.requests
    assert head.startswith("DELETE /admin/contacts/u%2F1 HTTP/1.1")
    assert body == b""
    await sender.close()


async def test_connections_are_kept(sender: HttpSender) -> None:
    async with serving(reply("202 Accepted")) as server:
        for _ in range(5):
            await sender.send(post(server), KEY, kind=Kind.SPRIG)
    assert server.connections == 1
    await sender.close()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_no_redirect_is_followed(sender: HttpSender, status: int) -> None:
    """A second host sees nothing of it."""
    async with serving(reply("202 Accepted")) as other:
        away = reply(f"{status} Moved", Location=other.url())
        async with serving(away) as server:
            answer = await sender.send(post(server), KEY, kind=Kind.SPRIG)
    assert answer.status == status
    assert other.connections == 0
    await sender.close()


async def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(reply("502 Bad")) as proxy, serving(reply("202 Accepted")) as server:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url(""))
        sender = HttpSender()
        answer = await sender.send(post(server), KEY, kind=Kind.SPRIG)
        await sender.close()
    assert answer.status == 202
    assert proxy.connections == 0


async def test_a_huge_answer_is_read_to_a_bound(sender: HttpSender) -> None:
    """What is left of it stays with its sender."""
    sent = 0

    async def endless(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
            sent += 0x10000
            await writer.drain()

    async with serving(endless) as server:
        answer = await sender.send(post(server), KEY, kind=Kind.SPRIG)
    assert (answer.status, len(answer.body), answer.cut_off) == (500, MAX_BODY, True)
    assert sent < 20 * 1024 * 1024
    await sender.close()


async def test_a_body_that_never_ends_keeps_its_status(sender: HttpSender) -> None:
    """Dripping or stalled: what was accepted is not sent again."""

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 202 Accepted\r\nContent-Length: 100000\r\n\r\nabc")
        await writer.drain()
        await asyncio.Event().wait()

    async with serving(drip) as server:
        answer = await sender.send(post(server), KEY, kind=Kind.SPRIG)
    assert (answer.status, answer.body, answer.cut_off) == (202, b"abc", True)
    await sender.close()


async def test_silence_is_not_waited_for(sender: HttpSender) -> None:
    """The next request finds a connection."""
    async with serving(silence, reply("202 Accepted")) as server:
        answer = await sender.send(post(server), KEY, kind=Kind.SPRIG)
        assert answer.status is None
        assert answer.problem == "The destination did not answer in time."
        assert (await sender.send(post(server), KEY, kind=Kind.SPRIG)).status == 202
    await sender.close()


async def test_a_head_that_drips_is_broken_off(sender: HttpSender) -> None:
    """Another client takes over; what is under way with the first one goes on."""

    async def drip(writer: asyncio.StreamWriter) -> None:
        for letter in "HTTP/1.1 202 Accepted\r\nX-Slow: " + "x" * 1000:
            writer.write(letter.encode())
            await writer.drain()
            await asyncio.sleep(0.1)

    async with serving(drip, reply("202 Accepted")) as server:
        answer = await sender.send(post(server), KEY, kind=Kind.SPRIG)
        assert (answer.status, answer.problem) == (None, "The answer took more than 10 s.")
        assert (await sender.send(post(server), KEY, kind=Kind.SPRIG)).status == 202
    await sender.close()


async def test_a_broken_connection_is_no_answer(sender: HttpSender) -> None:
    async with serving(reset) as server:
        answer = await sender.send(post(server), KEY, kind=Kind.SPRIG)
    assert answer.status is None
    assert answer.problem
    await sender.close()


async def test_nobody_there_is_no_answer(sender: HttpSender) -> None:
    async with serving(reset) as server:
        pass
    answer = await sender.send(post(server), KEY, kind=Kind.SPRIG)
    assert answer.problem == "The destination cannot be reached: nothing listens there."
    await sender.close()


@pytest.mark.parametrize("key", ["a\r\nX: y", "schlüssel", "a\x00b"])
async def test_a_key_that_no_header_can_carry_never_leaves(sender: HttpSender, key: str) -> None:
    async with serving(reply("202 Accepted")) as server:
        answer = await sender.send(post(server), Secret(key), kind=Kind.SPRIG)
    assert "API key" in answer.problem
    assert key not in answer.problem
    assert server.connections == 0
    await sender.close()


async def test_the_key_is_in_no_log(sender: HttpSender, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        async with serving(reply("202 Accepted")) as server:
            await sender.send(post(server), KEY, kind=Kind.SPRIG)
    assert "canary" not in caplog.text
    assert "/v2/users" not in caplog.text
    await sender.close()


async def test_many_broken_requests_leave_connections_for_the_next(sender: HttpSender) -> None:
    """Forty times silence, all at once, and then an answer."""
    async with serving(*[silence] * 40, reply("202 Accepted")) as server:
        requests = (sender.send(post(server), KEY, kind=Kind.SPRIG) for _ in range(40))
        answers = await asyncio.gather(*requests)
        assert {answer.status for answer in answers} == {None}
        while (await sender.send(post(server), KEY, kind=Kind.SPRIG)).status != 202:
            pass
    await sender.close()
