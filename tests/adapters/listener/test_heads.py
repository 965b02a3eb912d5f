"""Heads that are taken and heads that are not."""

import json

import pytest

from sprig_tui.adapters.listener.heads import (
    RefusedError,
    bad_http,
    check_head,
    is_simple_request,
    is_tls,
    too_large_head,
    too_many_connections,
    too_slow,
)

HOST = (b"host", b"127.0.0.1")


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize(
    "headers",
    [[HOST], [HOST, (b"content-length", b"2")], [HOST, (b"transfer-encoding", b" Chunked ")]],
)
def test_a_plain_head_is_taken(version: str, headers: list[tuple[bytes, bytes]]) -> None:
    check_head(version=version, target=b"/", headers=headers, upgrade=False)
    assert headers[0] == HOST


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": "0.9"}, "This is not HTTP/1.1"),
        ({"version": "2.0"}, "This is not HTTP/1.1"),
        ({"upgrade": True}, "Upgrades are not taken"),
        ({"target": b"*"}, "The target must be a path"),
        ({"target": b"http://a/"}, "The target must be a path"),
        ({"headers": []}, "Exactly one Host header is needed"),
        ({"headers": [HOST, HOST]}, "Exactly one Host header is needed"),
        ({"headers": [HOST, (b"transfer-encoding", b"gzip")]}, "The length of the body is"),
        (
            {"headers": [HOST, (b"transfer-encoding", b"chunked"), (b"content-length", b"1")]},
            "The length of the body is ambiguous",
        ),
    ],
)
def test_another_head_is_refused(change: dict[str, object], message: str) -> None:
    plain: dict[str, object] = {
        "version": "1.1",
        "target": b"/",
        "headers": [HOST],
        "upgrade": False,
    }
    with pytest.raises(RefusedError, match=message) as refusal:
        check_head(**(plain | change))  # type: ignore[arg-type]
    assert refusal.value.status == 400


@pytest.mark.parametrize(
    "fault", [bad_http(), too_large_head(), too_slow(), too_many_connections()]
)
def test_a_refusal_is_a_whole_response(fault: RefusedError) -> None:
    head, _separator, content = fault.response().partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert lines[0].startswith(b"HTTP/1.1 %d " % fault.status)
    assert b"connection: close" in lines
    assert b"content-length: %d" % len(content) in lines
    assert json.loads(content)["code"] == fault.code


@pytest.mark.parametrize(
    ("data", "simple"),
    [
        (b"GET /\r\n", True),
        (b"\r\nGET /\n", True),
        (b"GET /", False),
        (b"GET / HTTP/1.1\r\nHost", False),
        (b"\r\nGET / HTTP/1.1\r\n", False),
        (b"\r\n", False),
    ],
)
def test_http_0_9_is_a_line_without_a_version(data: bytes, *, simple: bool) -> None:
    assert is_simple_request(data) is simple


def test_a_tls_handshake_is_known_by_its_first_bytes() -> None:
    assert is_tls(b"\x16\x03\x01\x00")
    assert not is_tls(b"GET")
