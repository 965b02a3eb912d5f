"""One connection: reliability.md, section 3, rows 41 to 47 and 59, byte by byte."""

import asyncio

import pytest

from sprig_tui.adapters.listener.limits import Limits
from tests.adapters.listener.serving import PATIENCE, QUICK, Serving, serving, statuses
from tests.factories import body, track

EVENT = body(track())
SLOW = Limits(request_time=PATIENCE * 10, linger_time=0.1)


async def refused(served: Serving, *pieces: bytes) -> tuple[list[int], bytes]:
    """Statuses and the last answer's bytes; nothing may have been stored."""
    answer = await served.exchange(*pieces)
    assert served.intake.arrivals == []
    return statuses(answer), answer


def post(served: Serving, *lines: bytes, end: bytes = b"\r\n") -> bytes:
    """A POST with further header lines."""
    head = served.head("POST /v1/track HTTP/1.1")
    return head + b"".join(line + b"\r\n" for line in lines) + end


LENGTH = b"Content-Length: %d" % len(EVENT)
CHUNKED = b"Transfer-Encoding: chunked"
CHUNKS = b"%x\r\n%s\r\n0\r\n\r\n" % (len(EVENT), EVENT)


@pytest.mark.parametrize(
    "lines",
    [
        [LENGTH, CHUNKED],
        [CHUNKED, LENGTH],
        [CHUNKED, CHUNKED],
        [b"Transfer-Encoding: xchunked"],
        [b"Transfer-Encoding: gzip, chunked"],
        [b"Transfer-Encoding: chunked, identity"],
        [b"Transfer-Encoding : chunked"],
        [LENGTH, LENGTH],
        [LENGTH, b"Content-Length: 3"],
        [b"Content-Length: +2"],
        [b"Content-Length: -1"],
        [b"Content-Length: 0x10"],
        [b"Content-Length: 100000000000000000000000"],
        [b"Content-Length: 2, 2"],
        [LENGTH, b"X-Folded: a", b" b"],
        [LENGTH, b"X-Space : a"],
        [LENGTH, b"X-Nul: a\0b"],
        [LENGTH, b": empty"],
        [LENGTH, b"no colon"],
        [LENGTH, b"Host: 127.0.0.1"],
        [LENGTH, b"Connection: upgrade", b"Upgrade: h2c"],
        [LENGTH, b"Connection: upgrade", b"Upgrade: websocket"],
    ],
    ids=lambda lines: b" | ".join(lines).decode("latin-1").replace("\0", "0"),
)
async def test_a_head_that_can_be_read_in_two_ways_ends_the_connection(lines: list[bytes]) -> None:
    async with serving() as served:
        codes, answer = await refused(served, post(served, *lines) + EVENT + CHUNKS)
        assert served.listener.not_stored.bad_http == 1
    assert codes == [400]
    assert b"connection: close" in answer
    assert b'"code": "bad_http"' in answer


@pytest.mark.parametrize(
    "raw",
    [
        b"GET /health\r\n",
        b"GET /health HTTP/0.9\r\nHost: a\r\n\r\n",
        b"GET /health HTTP/9.9\r\nHost: a\r\n\r\n",
        b"GET /health HTTP/2.0\r\nHost: a\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /health HTTP/1.1\r\n\r\n",
        b"POST /v1/track HTTP/1.1\nHost: a\n\n",
        b"GET http://127.0.0.1/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"FOO /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"\0",
        b"\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\x03\x03" + b"x" * 160,
    ],
)
async def test_what_is_not_http_1_ends_the_connection(raw: bytes) -> None:
    async with serving(limits=SLOW) as served:
        codes, answer = await refused(served, raw)
        assert served.listener.not_stored.bad_http == 1
        assert served.listener.not_stored.https_on_http == (raw[:1] == b"\x16")
    assert codes == [400]
    assert b"connection: close" in answer


@pytest.mark.parametrize(
    "pieces",
    [
        [b"X-Long: " + b"a" * 17_000 + b"\r\n\r\n"],
        [b"X-Long: " + b"a" * 300_000],
        [b"X-Long: ", b"a" * 9_000, b"a" * 9_000],
        [b"".join(b"X-%d: a\r\n" % n for n in range(100)) + b"\r\n"],
        [b"".join(b"X-%d: %s\r\n" % (n, b"a" * 400) for n in range(60))],
    ],
)
async def test_a_head_that_is_too_large_ends_the_connection(pieces: list[bytes]) -> None:
    async with serving(limits=SLOW) as served:
        codes, answer = await refused(served, served.head("POST /v1/track HTTP/1.1"), *pieces)
    assert codes == [431]
    assert b"connection: close" in answer


async def test_a_target_that_is_too_long_ends_the_connection() -> None:
    async with serving(limits=SLOW) as served:
        target = "/" + "a" * 8_192
        codes, _answer = await refused(served, served.head(f"GET {target} HTTP/1.1") + b"\r\n")
        fits = await served.exchange(
            served.head(f"GET {target[:-1]} HTTP/1.1", {"Connection": "close"}) + b"\r\n"
        )
    assert codes == [431]
    assert statuses(fits) == [404]


async def test_a_hundred_headers_and_sixteen_kilobytes_are_taken() -> None:
    async with serving(limits=SLOW) as served:
        headers = {f"X-{number}": "a" * 100 for number in range(98)}
        head = served.head("GET /health HTTP/1.1", headers | {"Connection": "close"})
        assert statuses(await served.exchange(head + b"\r\n")) == [204]


@pytest.mark.parametrize(
    "pieces",
    [
        [],
        [b"\r\n"],
        [b"POST /v1/tr"],
        [b"POST /v1/track HTTP/1.1\r\nHost: 127.0.0.1\r\n"],
    ],
)
async def test_half_a_head_is_not_waited_for_long(pieces: list[bytes]) -> None:
    async with serving() as served:
        codes, answer = await refused(served, *pieces)
        assert served.listener.not_stored.slow_clients == 1
        assert served.listener.not_stored.left_early == 0
    assert codes == [408]
    assert b"connection: close" in answer


async def test_half_a_body_is_not_waited_for_long() -> None:
    async with serving() as served:
        codes, _answer = await refused(served, post(served, LENGTH) + EVENT[:10])
        assert served.listener.not_stored.slow_clients == 1
    assert codes == [408]


async def test_a_byte_now_and_then_does_not_stretch_the_time() -> None:
    async with serving() as served, served.connection() as (reader, writer):
        writer.write(post(served, LENGTH))
        answer = asyncio.create_task(reader.read())
        while not answer.done():
            writer.write(b" ")
            await asyncio.sleep(0.05)
        assert statuses(await answer) == [408]


async def test_a_second_request_has_its_own_time() -> None:
    async with serving() as served:
        codes = statuses(await served.exchange(post(served, LENGTH) + EVENT, b"POST /v1"))
        assert len(served.intake.arrivals) == 1
    assert codes == [200, 408]


async def test_a_body_may_come_in_pieces() -> None:
    async with serving() as served:
        head = post(served, LENGTH, b"Connection: close")
        codes = statuses(await served.exchange(head, EVENT[:5], EVENT[5:]))
        assert served.intake.items[0].payload == EVENT
    assert codes == [200]


async def test_chunks_are_put_together_and_their_trailers_dropped() -> None:
    async with serving() as served:
        trailed = CHUNKS[:-2] + b"Authorization: Basic xxx\r\nHost: evil\r\n\r\n"
        head = post(served, CHUNKED, b"Connection: close")
        codes = statuses(await served.exchange(head + trailed))
        assert served.intake.items[0].payload == EVENT
    assert codes == [200]


@pytest.mark.parametrize("rest", [b"ZZ\r\n", b"5\r\nabc", b"-1\r\n", b"fffffffffffffffff\r\n"])
async def test_a_broken_chunk_ends_the_connection(rest: bytes) -> None:
    async with serving() as served:
        codes, _answer = await refused(served, post(served, CHUNKED) + rest)
    assert codes in ([400], [408])


async def test_endless_trailers_end_the_connection() -> None:
    async with serving(limits=SLOW) as served:
        trailers = b"".join(b"X-%d: %s\r\n" % (n, b"a" * 300) for n in range(60))
        codes, _answer = await refused(served, post(served, CHUNKED) + b"0\r\n" + trailers)
    assert codes == [431]


async def test_a_client_that_leaves_early_is_counted_and_gets_nothing() -> None:
    async with serving(limits=SLOW) as served:
        async with served.connection() as (_reader, writer):
            writer.write(post(served, LENGTH) + EVENT[:10])
            await writer.drain()
        await served.until(1, "left_early")
        assert served.intake.arrivals == []


async def test_pipelined_requests_are_answered_in_order() -> None:
    async with serving() as served:
        last = post(served, b"Connection: close", b"Content-Length: 0")
        codes = statuses(await served.exchange((post(served, LENGTH) + EVENT) * 3 + last))
        assert len(served.intake.arrivals) == 4
    assert codes == [200, 200, 200, 400]


@pytest.mark.parametrize(
    "garbage",
    [b"GARBAGE\r\n\r\n", b"POST /v1/track HTTP/1.1\r\n\r\n", b"\0" * 100],
)
async def test_bad_bytes_behind_a_good_request_do_not_cost_its_answer(garbage: bytes) -> None:
    async with serving() as served:
        codes = statuses(await served.exchange(post(served, LENGTH) + EVENT + garbage))
        assert len(served.intake.arrivals) == 1
    assert codes == [200]


async def test_a_smuggled_request_is_never_answered() -> None:
    async with serving() as served:
        hidden = post(served, LENGTH) + EVENT
        codes, _answer = await refused(
            served, post(served, LENGTH, CHUNKED) + b"0\r\n\r\n" + hidden
        )
    assert codes == [400]


async def test_a_request_after_connection_close_is_not_answered() -> None:
    async with serving() as served:
        first = post(served, LENGTH, b"Connection: close") + EVENT
        codes = statuses(await served.exchange(first + first))
        assert len(served.intake.arrivals) == 1
    assert codes == [200]


async def test_a_client_that_waits_for_100_gets_it_and_then_its_answer() -> None:
    async with serving() as served, served.connection() as (reader, writer):
        writer.write(post(served, LENGTH, b"Expect: 100-continue", b"Connection: close"))
        assert statuses(await reader.readuntil(b"\r\n\r\n")) == [100]
        writer.write(EVENT)
        assert statuses(await reader.read()) == [200]


async def test_a_client_whose_body_would_be_too_large_is_not_told_to_go_on() -> None:
    async with serving() as served:
        head = post(served, b"Content-Length: 600000", b"Expect: 100-continue")
        assert statuses(await served.exchange(head)) == [400]


async def test_a_client_that_half_closes_gets_its_answer() -> None:
    async with serving() as served:
        served.intake.gate.clear()
        asking = asyncio.create_task(served.exchange(post(served, LENGTH) + EVENT, half_close=True))
        await served.intake.begun.wait()
        await served.client.get("/health")
        served.intake.gate.set()
        assert statuses(await asking) == [200]


async def test_http_1_0_is_answered_and_closed() -> None:
    async with serving() as served:
        raw = served.head("GET /health HTTP/1.0") + b"\r\n"
        assert statuses(await served.exchange(raw)) == [204]


async def test_an_early_answer_leaves_the_connection_usable() -> None:
    async with serving(limits=SLOW) as served, served.connection() as (reader, writer):
        head = served.head("POST /nowhere HTTP/1.1", {"Content-Length": "4"}) + b"\r\n"
        writer.write(head)
        assert statuses(await reader.readuntil(b"}")) == [404]
        writer.write(b"body" + post(served, LENGTH) + EVENT)
        assert statuses(await reader.readuntil(b"}")) == [200]


async def test_an_early_answer_is_not_followed_by_408() -> None:
    async with serving() as served:
        head = served.head("POST /nowhere HTTP/1.1", {"Content-Length": "4"}) + b"\r\n"
        assert statuses(await served.exchange(head)) == [404]


async def test_a_refused_sender_is_read_on_for_a_moment_only() -> None:
    async with serving(limits=SLOW) as served, served.connection() as (reader, writer):
        writer.write(b"nonsense\r\n\r\n")
        assert statuses(await reader.read()) == [400]
        closed = False
        async with asyncio.timeout(PATIENCE):
            while not closed:
                try:
                    writer.write(b"more")
                    await writer.drain()
                    await asyncio.sleep(0.01)
                except ConnectionError:
                    closed = True
    assert closed


async def test_an_idle_connection_is_closed() -> None:
    limits = Limits(idle_time=0, request_time=QUICK.request_time)
    async with serving(limits=limits) as served:
        answer = await served.exchange(post(served, LENGTH) + EVENT)
    assert statuses(answer) == [200]


async def test_a_client_that_does_not_read_is_cut_off() -> None:
    async with serving() as served, served.connection() as (_reader, writer):
        asked = served.head("GET /v1/projects/wk/settings HTTP/1.1") + b"\r\n"
        async with asyncio.timeout(PATIENCE):
            try:
                while True:
                    writer.write(asked * 100)
                    await writer.drain()
                    await asyncio.sleep(0.01)
            except ConnectionError:
                cut_off = True
    assert cut_off
