"""What a fault looks like to the sender."""

import itertools
import json

import pytest

from sprig_tui.domain.sandbox.fault_replies import BLOCK, react
from sprig_tui.domain.sandbox.fault_specs import parse_fault
from sprig_tui.domain.sandbox.replies import Reply, Silence

NOW_MS = 1_795_349_068_999


def reply_to(text: str) -> Reply:
    reaction = react(parse_fault(text).fault, NOW_MS)
    assert isinstance(reaction, Reply)
    return reaction


@pytest.mark.parametrize(
    ("text", "silence"), [("timeout", Silence.HANG), ("reset:applied", Silence.RESET)]
)
def test_some_faults_are_silent(text: str, silence: Silence) -> None:
    assert react(parse_fault(text).fault, NOW_MS) is silence


@pytest.mark.parametrize(
    ("text", "reset"),
    [
        ("429", "10"),
        ("429:reset=abc", "abc"),
        ("429:reset=epoch+20", "1795349088"),
        ("429:none", None),
        ("500", None),
    ],
)
def test_a_limit_says_when_to_come_back_as_told(text: str, reset: str | None) -> None:
    reply = reply_to(text)
    assert dict(reply.headers).get("ratelimit-reset") == reset
    assert json.loads(reply.body) == {"message": f"Scripted fault: {reply.status}"}


@pytest.mark.parametrize("size", [0, 1, len(BLOCK), 3 * len(BLOCK) + 7])
def test_a_huge_answer_has_its_size(size: int) -> None:
    reply = reply_to(f"huge={size}:status=202")
    assert reply.stream is not None
    assert (reply.status, sum(map(len, reply.stream))) == (202, size)


def test_a_huge_answer_is_made_while_it_is_sent() -> None:
    stream = reply_to("huge=900GB").stream
    assert stream is not None
    assert next(iter(stream)) is BLOCK


def test_a_drip_never_ends() -> None:
    reply = reply_to("drip=0.5")
    assert reply.stream is not None
    assert list(itertools.islice(reply.stream, 3)) == [b" "] * 3
    assert reply.pause == 0.5


def test_a_redirect_leads_where_it_was_told() -> None:
    reply = reply_to("redirect=http://127.0.0.1:9/x,status=308")
    assert (reply.status, dict(reply.headers)) == (308, {"location": "http://127.0.0.1:9/x"})


def test_html_is_html() -> None:
    reply = reply_to("html")
    assert (reply.status, reply.body[:15]) == (200, b"<!doctype html>")
    assert dict(reply.headers)["content-type"].startswith("text/html")
