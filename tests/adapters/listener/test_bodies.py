"""Bodies are bounded while they are read and while they are inflated."""

import gzip
from collections.abc import MutableMapping
from typing import Any

import pytest

from sprig_tui.adapters.listener.bodies import (
    DRAINED,
    BodyRefusedError,
    ClientLeftError,
    Receive,
    UnknownEncodingError,
    read_body,
)
from sprig_tui.adapters.listener.request import Request
from sprig_tui.domain.reasons import Reason

LIMIT = 1_000


def request(**headers: str) -> Request:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"method": "POST", "path": "/", "headers": pairs})


def receiving(*chunks: bytes, leaves: bool = False) -> Receive:
    """Chunks as uvicorn hands them over; the sender leaves before the last when told to."""
    left = [
        {"type": "http.request", "body": chunk, "more_body": number < len(chunks) or leaves}
        for number, chunk in enumerate(chunks, start=1)
    ]

    async def receive() -> MutableMapping[str, Any]:
        return left.pop(0) if left else {"type": "http.disconnect"}

    return receive


@pytest.mark.parametrize(
    "chunks", [[b""], [b"x" * LIMIT], [b"x" * 600, b"x" * 400], [b"", b"a", b"", b"b", b""]]
)
async def test_a_body_is_its_chunks(chunks: list[bytes]) -> None:
    assert await read_body(request(), receiving(*chunks), limit=LIMIT) == b"".join(chunks)


@pytest.mark.parametrize(
    ("chunks", "kept"),
    [
        ([b"x" * (LIMIT + 1)], b"x" * (LIMIT + 1)),
        ([b"x" * 600, b"y" * 600], b"x" * 600),
        ([b"x" * 6_000], b"x" * 4_096),
        ([b"x" * 100] + [b"y" * 1_000_000] * 6, b"x" * 100),
    ],
)
async def test_a_body_past_its_limit_is_refused_with_its_beginning(
    chunks: list[bytes], kept: bytes
) -> None:
    with pytest.raises(BodyRefusedError, match="the body has over 0 KB") as refusal:
        await read_body(request(), receiving(*chunks), limit=LIMIT)
    assert (refusal.value.reason, refusal.value.kept) == (Reason.TOO_LARGE, kept)


async def test_a_sender_that_goes_on_and_on_is_not_read_to_its_end() -> None:
    calls = 0

    async def receive() -> MutableMapping[str, Any]:
        nonlocal calls
        calls += 1
        return {"type": "http.request", "body": b"x" * 1_000_000, "more_body": True}

    with pytest.raises(BodyRefusedError):
        await read_body(request(), receive, limit=LIMIT)
    assert calls == DRAINED // 1_000_000 + 1


@pytest.mark.parametrize(
    "headers",
    [
        {"content_length": str(LIMIT + DRAINED + 1)},
        {"content_length": str(LIMIT + 1), "expect": "100-continue"},
    ],
)
async def test_a_declared_length_can_be_refused_at_once(headers: dict[str, str]) -> None:
    async def receive() -> MutableMapping[str, Any]:
        raise AssertionError

    with pytest.raises(BodyRefusedError) as refusal:
        await read_body(request(**headers), receive, limit=LIMIT)
    assert refusal.value.kept == b""


@pytest.mark.parametrize("chunks", [[], [b"a"], [b"x" * 2_000]])
async def test_a_sender_that_leaves_has_no_body(chunks: list[bytes]) -> None:
    with pytest.raises(ClientLeftError):
        await read_body(request(), receiving(*chunks, leaves=True), limit=LIMIT)


@pytest.mark.parametrize("encoding", ["br", "deflate", "gzip, gzip", "x"])
async def test_an_unknown_encoding_is_refused_unread(encoding: str) -> None:
    with pytest.raises(UnknownEncodingError):
        await read_body(request(content_encoding=encoding), receiving(), limit=LIMIT)


@pytest.mark.parametrize("size", [0, 1, LIMIT])
async def test_gzip_is_inflated_up_to_the_limit(size: int) -> None:
    zipped = gzip.compress(b"x" * size, mtime=0)
    headers = request(content_encoding="gzip")
    body = await read_body(headers, receiving(zipped[:5], zipped[5:]), limit=LIMIT)
    assert body == b"x" * size


@pytest.mark.parametrize(
    ("zipped", "reason", "detail"),
    [
        (gzip.compress(b"x" * (LIMIT + 1), mtime=0), Reason.TOO_LARGE, "inflates past the limit"),
        (gzip.compress(b"x", mtime=0)[:-1], Reason.INVALID_JSON, "bad gzip: it ends early"),
        (
            gzip.compress(b"x", mtime=0) + b"\0",
            Reason.INVALID_JSON,
            "bad gzip: something follows its end",
        ),
        (b"not gzip at all", Reason.INVALID_JSON, "bad gzip"),
    ],
)
async def test_gzip_is_refused(zipped: bytes, reason: Reason, detail: str) -> None:
    with pytest.raises(BodyRefusedError) as refusal:
        await read_body(request(content_encoding="gzip"), receiving(zipped), limit=LIMIT)
    assert (refusal.value.reason, str(refusal.value)) == (reason, detail)
