"""`X-Segment-Settings` is shown without its secrets."""

import base64
import json

import pytest

from sprig_tui.adapters.listener.segment_settings import UNREADABLE, read_settings


def shown(settings: object) -> object:
    text = read_settings(base64.b64encode(json.dumps(settings).encode()))
    return json.loads(text)


@pytest.mark.parametrize(
    "name",
    [
        "apiKey", "API_KEY", "api-key", "key", "secret", "sharedSecret", "access_token",
        "password", "passwd", "authorization", "credentials", "signature", "privateThing",
        "environmentId", "environment_id",
    ],
)  # fmt: skip
@pytest.mark.parametrize("value", ["s3", 7, ["a"], {"a": "b"}])
def test_what_is_named_like_a_secret_is_masked(name: str, value: object) -> None:
    assert shown({name: value, "region": "eu"}) == {name: "***", "region": "eu"}


@pytest.mark.parametrize(
    "value", ["sk0live1abcdefgh2", "0123456789abcdef", "AKIA1234567890ABCDEF", "a.b-c_d/e+f=1234"]
)
def test_what_looks_like_a_secret_is_masked(value: str) -> None:
    assert shown({"id": value, "list": [value, {"deep": value}]}) == {
        "id": "***",
        "list": ["***", {"deep": "***"}],
    }


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"region": "eu", "batch": True, "size": 100, "none": None},
        {"useKeys": True, "apiKey": "", "token": None, "secrets": []},
        {"url": "https://shop.example/a1", "text": "seventeen letters 1"},
        {"word": "antidisestablishmentarianism"},
        [1, "a"],
        "text",
        3,
    ],
)
def test_the_rest_is_shown_as_it_is(settings: object) -> None:
    assert shown(settings) == settings


@pytest.mark.parametrize(
    "header", [b"!!!", b"a", b"\xff", base64.b64encode(b"{"), base64.b64encode(b"[" * 100)]
)
def test_what_cannot_be_read_says_so(header: bytes) -> None:
    assert read_settings(header) == UNREADABLE


def test_no_header_is_nothing() -> None:
    assert read_settings(b"") == ""


def test_letters_stay_readable() -> None:
    assert read_settings(base64.b64encode('{"név":"é"}'.encode())) == '{"név": "é"}'
