"""Rejected bytes are kept short and without their write key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.domain.redaction import MAX_KEPT, keep_raw, login_of, without_login


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b'{"writeKey":"abc","a":1}', b'{"writeKey":"***","a":1}'),
        (b'{"writeKey" : "a\\"b", "a":1}', b'{"writeKey" : "***", "a":1}'),
        (b"{'writeKey':'abc'}", b"{'writeKey':'***'}"),
        (b"{writeKey: abc}", b"{writeKey: ***}"),
        (b'{"WRITEKEY":12345,"a":1}', b'{"WRITEKEY":***,"a":1}'),
        (b'{"writeKey":"cut in the mid', b'{"writeKey":"***"'),
        (b'{"writeKey":"ends in \\', b'{"writeKey":"***"\\'),
        (b'{"a":{"writekey":"x"},"writeKey":"y"}', b'{"a":{"writekey":"***"},"writeKey":"***"}'),
        (b"writeKey=abc&b=1", b"writeKey=***&b=1"),
        (b'{"a":1}', b'{"a":1}'),
        (b"\xff\x00", b"\xff\x00"),
    ],
)
def test_the_write_key_is_masked(body: bytes, kept: bytes) -> None:
    assert keep_raw(body) == kept


def test_at_most_four_kilobytes_are_kept() -> None:
    assert keep_raw(b"x" * 10_000) == b"x" * MAX_KEPT
    assert len(keep_raw(b'"writeKey":"",' * 1_000)) == MAX_KEPT


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("", ""),
        ("https://a.example:8443", "https://a.example:8443"),
        ("https://me:pass@a.example:1", "https://***@a.example:1"),
        ("https://token@a.example", "https://***@a.example"),
        ("https://me:pa/ss@a.example", "https://***@a.example"),
        ("https://me:p@s?s#@a.example", "https://***@a.example"),
        ("https://me:pa%40ss@a.example", "https://***@a.example"),
        ("https://me:pass%40a.example", "https://***@a.example"),
        ("https://me:pa\nss@a.example", "https://***@a.example"),
        ("https:/me:pass@a.example", "***@a.example"),
        ("me:pass@a.example", "***@a.example"),
        ("https://a@a", "https://***@a"),
        ("https://@a.example", "https://@a.example"),
    ],
)
def test_the_login_of_an_address_is_masked(address: str, shown: str) -> None:
    """What somebody forgot to escape in a password is masked too; masking twice changes nothing."""
    assert without_login(address) == shown
    assert without_login(shown) == shown


@given(st.text(), st.text(), st.sampled_from(["https://", "http://", "", " x+y://", "https:/"]))
def test_no_part_of_a_login_is_left(before: str, after: str, scheme: str) -> None:
    login = f"{before}:canary{after}canary"
    shown = without_login(f"{scheme}{login}@host.example")
    assert "canary" not in shown
    assert shown.endswith("***@host.example")
    assert "canary" in login_of(f"{scheme}{login}@host.example")
