"""Keys are compared as bytes, all of them, and shown by their last four characters."""

import hashlib
import hmac

import pytest

from sprig_tui.adapters.listener.keys import (
    api_keys,
    is_listed,
    is_signed,
    last_four,
    write_keys,
)
from sprig_tui.domain.secret import Secret
from tests.adapters.listener.serving import config


@pytest.mark.parametrize(
    ("candidate", "listed"),
    [
        (b"one", True),
        ("two", True),
        ("ключ", True),
        ("ключ".encode(), True),
        (b"One", False),
        (b"", False),
        ("", False),
        (b"\xff", False),
        ("\ud800", False),
        (None, False),
    ],
)
def test_a_key_is_one_of_the_list(candidate: bytes | str | None, *, listed: bool) -> None:
    secrets = [Secret("one"), Secret("two"), Secret("ключ"), Secret("")]
    assert is_listed(candidate, secrets) is listed


def test_every_key_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[bytes] = []

    def matches(_self: Secret, given: bytes) -> bool:
        compared.append(given)
        return True

    monkeypatch.setattr(Secret, "matches", matches)
    assert is_listed(b"x", [Secret("one"), Secret("two"), Secret("three")])
    assert compared == [b"x"] * 3


def test_empty_keys_are_none() -> None:
    settings = config(keys=["", "wk"])
    assert [key.reveal() for key in write_keys(settings)] == ["wk"]
    assert api_keys(settings) == ()
    assert [key.reveal() for key in api_keys(config(api_key="a"))] == ["a"]


@pytest.mark.parametrize(
    ("change", "right"),
    [
        (str, True),
        (str.upper, True),
        (lambda text: f" {text} ", True),
        (lambda text: text[:-1], False),
    ],
)
def test_a_signature_is_hex_hmac_sha1(change: object, *, right: bool) -> None:
    signature = hmac.new(b"secret", b"body", hashlib.sha1).hexdigest()
    given = change(signature).encode()  # type: ignore[operator]
    assert is_signed(b"body", given, Secret("secret")) is right
    assert not is_signed(b"other", given, Secret("secret"))
    assert not is_signed(b"body", b"\xff", Secret("secret"))


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        (b"wk-12345678", "••5678"),
        ("wk-12345678", "••5678"),
        (b"short", "••••"),
        (b"", ""),
        (None, ""),
        (b"\xff" * 8, "••" + "\ufffd" * 4),
    ],
)
def test_a_key_is_shown_by_its_end(key: bytes | str | None, shown: str) -> None:
    assert last_four(key) == shown
