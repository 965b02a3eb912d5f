"""Keys."""

import pytest

from sprig_tui.domain.sandbox.keys import is_accepted, masked, sprig_key
from sprig_tui.domain.secret import Secret


@pytest.mark.parametrize(
    ("header", "key"),
    [
        (b"API-Key abc", b"abc"),
        (b"api-key  abc ", b"abc"),
        (b"Bearer abc", b"abc"),
        (b"Basic abc", b""),
        (b"abc", b""),
        (b"API-Key", b""),
        (b"", b""),
    ],
)
def test_both_schemes_of_sprig_are_taken(header: bytes, key: bytes) -> None:
    assert sprig_key(header) == key


def test_without_keys_any_key_will_do() -> None:
    assert is_accepted(b"abc", ())
    assert not is_accepted(b"", ())


def test_with_keys_only_those() -> None:
    keys = (Secret("abc"), Secret("def"))
    assert is_accepted(b"def", keys)
    assert not is_accepted(b"ab\xff", keys)
    assert not is_accepted(b"", keys)


def test_a_key_is_shown_by_its_last_four_characters() -> None:
    assert masked(b"key-12345678") == "••••••••5678"
    assert masked(b"\xff\xfe") == "••••••••"
    assert masked(b"") == ""
