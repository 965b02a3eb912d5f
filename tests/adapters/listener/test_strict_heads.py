"""Sizes of heads are counted however the bytes are cut."""

import pytest

from sprig_tui.adapters.listener.limits import Limits
from tests.adapters.listener.serving import serving, statuses

LIMITS = Limits(head_bytes=300, target_bytes=50, headers=5, linger_time=0.1)


def in_pieces(raw: bytes, size: int) -> list[bytes]:
    return [raw[start : start + size] for start in range(0, len(raw), size)]


@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Connection": "close"}, 204),
        ({"X-A": "a" * 100, "Connection": "close"}, 204),
        ({"X-A": "a" * 300}, 431),
        ({"X-A": "a" * 150, "X-B": "b" * 150}, 431),
        ({f"X-{number}": "a" for number in range(5)}, 431),
    ],
)
async def test_a_head_is_measured_whole(headers: dict[str, str], size: int, status: int) -> None:
    async with serving(limits=LIMITS) as served:
        head = served.head("GET /health HTTP/1.1", headers) + b"\r\n"
        assert statuses(await served.exchange(*in_pieces(head, size))) == [status]


@pytest.mark.parametrize("size", [1, 7, 10_000])
async def test_a_target_is_measured_whole(size: int) -> None:
    async with serving(limits=LIMITS) as served:
        head = served.head("GET /" + "a" * 50 + " HTTP/1.1") + b"\r\n"
        assert statuses(await served.exchange(*in_pieces(head, size))) == [431]


async def test_each_head_of_a_connection_is_measured_alone() -> None:
    async with serving(limits=LIMITS) as served:
        head = served.head("GET /health HTTP/1.1", {"X-A": "a" * 100}) + b"\r\n"
        last = served.head("GET /health HTTP/1.1", {"Connection": "close"}) + b"\r\n"
        answer = await served.exchange(*in_pieces(head * 5 + last, 61))
    assert statuses(answer) == [204] * 6
