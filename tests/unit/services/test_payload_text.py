"""Payloads as people read them."""

import json

import pytest

from sprig_tui.services.payload_text import mask_write_keys, readable_json, readable_payload

CANARY = "wk-canary-9876"


def test_an_event_is_indented() -> None:
    """Order, characters and numbers stay."""
    text = readable_payload('{"b": 1.50, "a": {"ü": [true, null]}}'.encode())
    assert text.splitlines()[0] == "{"
    assert json.loads(text) == {"b": 1.5, "a": {"ü": [True, None]}}
    assert "ü" in text


@pytest.mark.parametrize("key", ["writeKey", "WriteKey", "writekey"])
def test_write_keys_are_masked_at_every_level(key: str) -> None:
    """In objects and in lists, whatever they hold."""
    value = {key: CANARY, "batch": [{"context": {key: CANARY}}, [{key: 5}]]}
    text = readable_payload(json.dumps(value).encode())
    assert CANARY not in text
    assert text.count('"***"') == 3
    assert mask_write_keys("writeKey") == "writeKey"


def test_what_is_no_json_is_shown_as_it_is_without_its_write_key() -> None:
    """A cut body and bytes that are no text."""
    assert readable_payload(b'{"writeKey": "' + CANARY.encode() + b'", "a": ') == (
        '{"writeKey": "***", "a": '
    )
    assert readable_payload(b"\xff\x00") == "\\xff\x00"


def test_json_of_a_request_keeps_its_characters() -> None:
    """No escapes for letters."""
    assert readable_json({"a": "ü"}) == '{\n  "a": "ü"\n}'
