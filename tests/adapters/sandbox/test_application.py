"""Every fault as a real client sees it, and who is answered at all."""

import asyncio
import json
import resource
import sys

import httpx
import pytest

from sprig_tui.domain.sandbox.calls import MAX_BODY
from tests.adapters.sandbox.visiting import KEY, PATIENCE, USER, visit

SECONDS_NOBODY_WAITS = 3600


async def test_a_request_is_applied_and_recorded() -> None:
    async with visit() as running:
        answer = await running.post()
        assert answer.status_code == 202
        (entry,) = running.sandbox.received
        assert (entry.method, entry.path, entry.user_id) == ("POST", "/v2/users", "u")
        assert (entry.status, entry.fault, entry.applied) == (202, None, True)
        assert [event.name for event in running.sandbox.users["u"].events] == ["A"]


async def test_gleap_is_there_too() -> None:
    async with visit() as running:
        token = {"api-token": KEY}
        events = {"events": [{"name": "A", "userId": "g/1"}]}
        sent = await running.client.post("/admin/track", json=events, headers=token)
        assert sent.status_code == 200
        assert list(running.sandbox.contacts) == ["g/1"]
        deleted = await running.client.delete("/admin/contacts/g%2F1", headers=token)
        assert deleted.status_code == 200
        assert not running.sandbox.contacts
        assert running.sandbox.received[1].user_id == "g/1"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 422, 500, 503])
async def test_a_status_is_given(status: int) -> None:
    async with visit(str(status)) as running:
        answer = await running.post()
        assert answer.status_code == status
        assert answer.json() == {"message": f"Scripted fault: {status}"}
        assert not running.sandbox.users


@pytest.mark.parametrize(
    ("fault", "reset"), [("429:reset=20", "20"), ("429:reset=abc", "abc"), ("429:none", None)]
)
async def test_a_limit_has_the_header_that_was_told(fault: str, reset: str | None) -> None:
    async with visit(fault) as running:
        answer = await running.post()
        assert answer.status_code == 429
        assert answer.headers.get("ratelimit-reset") == reset


@pytest.mark.parametrize(("fault", "users"), [("timeout", []), ("timeout:applied", ["u"])])
async def test_a_timeout_never_answers(fault: str, users: list[str]) -> None:
    async with visit(fault) as running:
        with pytest.raises(httpx.ReadTimeout):
            await running.client.post("/v2/users", json=USER, timeout=0.2)
        assert list(running.sandbox.users) == users
        assert running.sandbox.received[0].status is None


@pytest.mark.parametrize(("fault", "users"), [("reset", []), ("reset:applied", ["u"])])
async def test_a_reset_breaks_the_connection(fault: str, users: list[str]) -> None:
    async with visit(fault) as running:
        with pytest.raises(httpx.ReadError):
            await running.post()
        assert list(running.sandbox.users) == users
        running.sandbox.use_faults()
        assert (await running.post()).status_code == 202


async def test_a_reset_is_a_reset_not_an_end() -> None:
    async with visit("reset") as running:
        head = ("GET /v2/users/u HTTP/1.1", f"Host: 127.0.0.1:{running.sandbox.port}")
        with pytest.raises(ConnectionResetError):
            await running.raw(*head, f"Authorization: API-Key {KEY}")


async def test_a_slow_answer_is_applied_at_once_and_true_in_the_end() -> None:
    async with visit("slow=0.2") as running:
        waiting = asyncio.create_task(running.post())
        async with asyncio.timeout(PATIENCE):
            while not running.sandbox.users:
                await asyncio.sleep(0.005)
        assert not waiting.done()
        assert (await waiting).status_code == 202


async def test_nobody_waits_for_a_sender_that_left() -> None:
    async with visit(f"slow={SECONDS_NOBODY_WAITS}") as running:
        with pytest.raises(httpx.ReadTimeout):
            await running.client.post("/v2/users", json=USER, timeout=0.1)


async def test_a_huge_answer_is_streamed_in_bounded_memory() -> None:
    unit = 1 if sys.platform == "darwin" else 1024
    async with visit("huge=300MB") as running:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
        length = 0
        async with running.client.stream("POST", "/v2/users", json=USER) as answer:
            async for piece in answer.aiter_raw():
                length += len(piece)
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    assert length == 300 * 1024 * 1024
    assert after - before < 40 * 1024 * 1024


async def test_a_reader_may_leave_a_huge_answer() -> None:
    async with visit("huge") as running:
        async with running.client.stream("POST", "/v2/users", json=USER) as answer:
            async for _piece in answer.aiter_raw():
                break
        running.sandbox.use_faults()
        assert (await running.post()).status_code == 202


async def test_a_drip_comes_byte_by_byte_and_never_ends() -> None:
    async with visit("drip=0.01") as running:
        async with running.client.stream("POST", "/v2/users", json=USER) as answer:
            pieces = answer.aiter_raw()
            assert [await anext(pieces) for _ in range(3)] == [b" "] * 3
        assert not running.sandbox.users


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_names_the_other_host(status: int) -> None:
    async with visit() as other, visit() as running:
        running.sandbox.use_faults(f"redirect={other.sandbox.url}/v2/users,status={status}")
        answer = await running.post()
        assert answer.status_code == status
        assert answer.headers["location"] == f"{other.sandbox.url}/v2/users"
        await running.client.post("/v2/users", json=USER, follow_redirects=True)
        assert len(other.sandbox.received) == 1


async def test_a_page_of_html_comes_with_success() -> None:
    async with visit("html") as running:
        answer = await running.post()
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert not running.sandbox.users


async def test_a_body_over_one_megabyte_is_read_and_refused() -> None:
    async with visit() as running:
        for length, status in ((MAX_BODY, 400), (MAX_BODY + 1, 400)):
            answer = await running.client.post("/v2/users", content=b" " * length)
            assert answer.status_code == status
        assert "over 1 MB" in answer.json()["message"]


async def test_a_sender_that_leaves_early_is_not_recorded() -> None:
    async with visit() as running:
        _reader, writer = await asyncio.open_connection("127.0.0.1", running.sandbox.port)
        host = f"Host: 127.0.0.1:{running.sandbox.port}"
        writer.write(f"POST /v2/users HTTP/1.1\r\n{host}\r\nContent-Length: 9\r\n\r\n{{".encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        assert (await running.post()).status_code == 202
        assert len(running.sandbox.received) == 1


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.", "a/b?c", "u@localhost", "0.0.0.0", ""],
)
async def test_only_loopback_names_are_answered(host: str) -> None:
    async with visit() as running:
        answer = await running.raw("GET /_sandbox/users HTTP/1.1", f"Host: {host}")
        assert answer.startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize(
    "hosts",
    [["Host: localhost", "Host: localhost"], [], ["Host: localhost:x"], ["Host: \xff"]],
)
async def test_exactly_one_readable_host_is_needed(hosts: list[str]) -> None:
    async with visit() as running:
        answer = await running.raw("GET /_sandbox/users HTTP/1.1", *hosts)
        assert answer.startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "127.0.0.1:9", "[::1]:9"])
async def test_every_loopback_name_is_answered(host: str) -> None:
    async with visit() as running:
        answer = await running.raw("GET /_sandbox/users HTTP/1.1", f"Host: {host}")
        assert answer.startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("origin", ["null", "http://localhost:1", "https://evil.example"])
async def test_nothing_that_a_web_page_sends_is_taken(origin: str) -> None:
    async with visit() as running:
        for path in ("/v2/users", "/_sandbox/reset"):
            answer = await running.client.post(path, json=USER, headers={"origin": origin})
            assert answer.status_code == 403
        assert not running.sandbox.received


async def test_it_tells_what_it_received_without_keys() -> None:
    async with visit() as running:
        await running.post()
        requests = await running.client.get("/_sandbox/requests")
        users = await running.client.get("/_sandbox/users")
        stats = await running.client.get("/_sandbox/stats")
        assert [json.loads(line)["status"] for line in requests.text.splitlines()] == [202]
        assert [json.loads(line)["userId"] for line in users.text.splitlines()] == ["u"]
        assert stats.json()["received"] == 1
        assert KEY not in requests.text + users.text + stats.text


async def test_it_is_scripted_and_cleared_over_http() -> None:
    async with visit() as running:
        changed = await running.post({"faults": ["1x503"]}, "/_sandbox/faults")
        assert changed.status_code == 200
        assert [(await running.post()).status_code for _ in range(2)] == [503, 202]
        assert (await running.post({}, "/_sandbox/reset")).status_code == 204
        assert not running.sandbox.received
        assert (await running.post()).status_code == 503
