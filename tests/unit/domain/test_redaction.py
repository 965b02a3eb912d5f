"""Rejected bytes are kept short and without their write key."""

import pytest

from sprig_tui.domain.redaction import MAX_KEPT, keep_raw


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
