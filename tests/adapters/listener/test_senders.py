"""A sender is named by its SDK and the end of its key."""

import pytest

from sprig_tui.adapters.listener.request import Request
from sprig_tui.adapters.listener.senders import name_sender
from sprig_tui.domain.wire import read_one
from tests.factories import LEFT_OUT, body, track

PYTHON = {"library": {"name": "analytics-python", "version": "2.4.0"}}


def request(agent: str = "") -> Request:
    headers = [(b"user-agent", agent.encode("latin-1"))] if agent else []
    return Request({"method": "POST", "path": "/", "headers": headers})


def named(*contexts: object, agent: str = "", key: str | None = None) -> str:
    items = [
        read_one(body(track(context=context)), call=None, received_at_ms=1) for context in contexts
    ]
    return name_sender(request(agent), items, key)


@pytest.mark.parametrize(
    ("context", "name"),
    [
        (PYTHON, "analytics-python 2.4.0"),
        ({"library": {"name": "own"}}, "own"),
        ({"library": {"version": "1"}}, "1"),
        ({"library": {"name": 7, "version": "1"}}, "1"),
        ({"library": {"name": "x" * 500}}, "x" * 60),
        ({"library": "text"}, "curl 8.0"),
        ({"library": {}}, "curl 8.0"),
        ({}, "curl 8.0"),
        ("text", "curl 8.0"),
        (LEFT_OUT, "curl 8.0"),
    ],
)
def test_the_library_comes_before_the_agent(context: object, name: str) -> None:
    assert named(context, agent="curl/8.0 (x)") == name


def test_the_first_event_that_has_a_library_counts() -> None:
    assert named({}, PYTHON, {"library": {"name": "other"}}) == "analytics-python 2.4.0"


@pytest.mark.parametrize(
    ("agent", "key", "name"),
    [
        ("curl/8.0", "wk-12345678", "curl 8.0 ••5678"),
        ("", "wk-12345678", "••5678"),
        ("curl", None, "curl"),
        ("", None, ""),
        ("a/b/c d", None, "a b/c"),
        ("é" * 100, None, "é" * 60),
    ],
)
def test_agent_and_key(agent: str, key: str | None, name: str) -> None:
    assert named(agent=agent, key=key) == name


def test_a_rejected_item_names_nobody() -> None:
    item = read_one(b"{", call=None, received_at_ms=1)
    assert name_sender(request("curl/8.0"), [item]) == "curl 8.0"
