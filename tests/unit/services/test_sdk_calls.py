"""An event as the call of an SDK."""

import ast
import json
import re
from typing import Any

import pytest
import segment.analytics.client as segment
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.services.sdk_calls import browser_call, node_call, python_call
from tests.factories import TIMESTAMP, alias, delete, group, identify, page, screen, track

ADDRESS = "http://127.0.0.1:8765"
TEXT = st.text(st.characters(codec="utf-8"))
EVENTS = st.builds(
    lambda name, properties: track(name, properties=properties, context={"ip": name}),
    TEXT,
    st.dictionaries(TEXT, TEXT | st.integers() | st.none() | st.lists(TEXT)),
)
CALLS = [
    identify(),
    track(anonymousId="a-1", integrations={"All": False}),
    page(category="Shop"),
    screen(),
    group(),
    alias(),
]


def sent_by_python(text: str) -> dict[str, Any]:
    """What the real library would queue for the call of a script."""
    call = next(
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr not in ("get", "flush", "fromisoformat")
    )
    assert isinstance(call.func, ast.Attribute)
    arguments = {
        str(one.arg): eval(  # noqa: S307 (our own text, the literals of a test)
            compile(ast.Expression(one.value), "call", "eval"), _names(text)
        )
        for one in call.keywords
    }
    client = segment.Client("any", send=False)
    queued: dict[str, Any] = getattr(client, call.func.attr)(**arguments)[1]
    return queued


def _names(text: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec("from datetime import datetime", names)  # noqa: S102
    assert "from datetime import datetime" in text
    return names


@pytest.mark.parametrize("event", CALLS, ids=lambda event: str(event["type"]))
def test_the_python_library_would_queue_the_same_event(event: dict[str, Any]) -> None:
    queued = sent_by_python(python_call(event, ADDRESS))
    stamp = queued.pop("timestamp")
    assert stamp.startswith(TIMESTAMP.removesuffix("Z"))
    queued["context"].pop("library")
    left = {name: value for name, value in queued.items() if value not in ({}, None)}
    wanted = {n: v for n, v in event.items() if n != "timestamp" and v not in ({}, None)}
    assert left == wanted


@given(EVENTS)
def test_any_text_survives_in_every_language(event: dict[str, Any]) -> None:
    python = sent_by_python(python_call(event, ADDRESS)) if event["event"] else event
    assert python["properties"] == event["properties"]
    assert python["context"]["ip"] == event["context"]["ip"]
    if "__proto__" not in event["properties"]:
        assert javascript_argument(node_call(event, ADDRESS))["properties"] == event["properties"]
    for call in (node_call, python_call, browser_call):
        assert all(line.isprintable() for line in call(event, ADDRESS).split("\n"))


def javascript_argument(text: str) -> dict[str, Any]:
    found = re.search(r"^analytics\.\w+\((\{.*\})\)$", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    value: dict[str, Any] = json.loads(found[1])
    return value


@pytest.mark.parametrize("event", CALLS, ids=lambda event: str(event["type"]))
def test_the_node_call_has_every_field_of_the_event(event: dict[str, Any]) -> None:
    taken = javascript_argument(node_call(event, ADDRESS))
    assert taken == {name: value for name, value in event.items() if name != "type"}


@pytest.mark.parametrize(
    ("event", "start"),
    [
        (identify({"a": 1}), 'analytics.identify("u-1", {\n  "a": 1\n}, {'),
        (track(), 'analytics.track("Button Clicked", {'),
        (page(category=None), 'analytics.page(null, "Pricing", {'),
        (group(), 'analytics.group("g-1", {'),
        (alias(), 'analytics.alias("u-1", "a-1", {'),
        (
            {"type": "track", "event": "A", "messageId": "m"},
            '// not sent by this call: "messageId"\nanalytics.track("A", {})\n',
        ),
    ],
)
def test_the_browser_call_has_its_arguments_in_the_library_s_order(
    event: dict[str, Any], start: str
) -> None:
    assert start in browser_call(event, ADDRESS)


def test_no_sdk_sends_a_deletion() -> None:
    for call in (node_call, python_call, browser_call):
        assert call(delete(), ADDRESS) == ""


@pytest.mark.parametrize("stamp", ["2023-11-22T10:12:44", "yesterday", 1700647964757])
def test_a_time_that_python_would_read_otherwise_is_left_out_and_named(stamp: object) -> None:
    text = python_call(track(timestamp=stamp), ADDRESS)
    assert '# not sent by this call: "timestamp"\n' in text
    ast.parse(text)


def test_fields_that_no_call_takes_are_named_and_do_no_harm() -> None:
    event = track(**{"sentAt": "x", "a\nimport os": 1, "properties": "no object"})
    for call, sign in ((node_call, "//"), (python_call, "#"), (browser_call, "//")):
        text = call(event, ADDRESS)
        (line,) = [one for one in text.split("\n") if one.startswith(sign)]
        assert '"sentAt"' in line
        assert '"a\\nimport os"' in line
        assert '"properties"' in line


def test_names_of_fields_are_read_as_segment_reads_them() -> None:
    assert "user_id='u_9'" in python_call({"type": "track", "event": "A", "UserID": "u_9"}, ADDRESS)
