"""analytics.js is told to send here and nowhere else."""

import json

import pytest

from sprig_tui.adapters.listener.browser_settings import settings_answer
from sprig_tui.adapters.listener.gate import HostKind
from sprig_tui.adapters.listener.request import Request


def request(host: bytes, forwarded: bytes = b"") -> Request:
    headers = [(b"host", host)] + ([(b"x-forwarded-proto", forwarded)] if forwarded else [])
    return Request({"method": "GET", "path": "/", "headers": headers})


@pytest.mark.parametrize(
    ("host", "forwarded", "kind", "protocol"),
    [
        (b"localhost:8765", b"", HostKind.LOOPBACK, "http"),
        (b"localhost:8765", b"https", HostKind.LOOPBACK, "http"),
        (b"hooks.example", b"HTTPS", HostKind.NAMED, "https"),
        (b"hooks.example", b"http", HostKind.NAMED, "http"),
        (b"hooks.example", b"", HostKind.NAMED, "http"),
    ],
)
def test_the_page_sends_back_to_where_it_asked(
    host: bytes, forwarded: bytes, kind: HostKind, protocol: str
) -> None:
    answer = settings_answer(request(host, forwarded), "wk", kind)
    said = json.loads(answer.body)
    segment = said["integrations"]["Segment.io"]
    assert (segment["apiKey"], segment["protocol"]) == ("wk", protocol)
    assert segment["apiHost"] == host.decode() + "/v1"
    assert (b"cache-control", b"no-store") in answer.headers


def test_nothing_else_is_switched_on() -> None:
    said = json.loads(settings_answer(request(b"a"), "wk", HostKind.LOOPBACK).body)
    assert list(said["integrations"]) == ["Segment.io"]
    assert said["metrics"] == {"sampleRate": 0, "host": "a/v1"}
    assert said["plan"]["track"]["__default"] == {"enabled": True, "integrations": {}}
    assert said["remotePlugins"] == []
    assert said["middlewareSettings"] == {}
