"""Telling a retry from a reused messageId."""

import pytest

from sprig_tui.domain.repeats import same_body

EVENT = b'{"type":"track","event":"A","messageId":"m","sentAt":"2026-11-22T12:00:00Z"}'


@pytest.mark.parametrize(
    "again",
    [
        EVENT,
        b'{"type":"track","event":"A","messageId":"m","sentAt":"2026-11-22T12:05:00Z"}',
        b'{"messageId": "m", "event": "A", "type": "track"}',
    ],
)
def test_a_retry_is_the_same_event(again: bytes) -> None:
    """The bytes may differ in layout and in what the SDK stamps on each attempt."""
    assert same_body(EVENT, again)


@pytest.mark.parametrize(
    "other",
    [
        b'{"type":"track","event":"B","messageId":"m"}',
        b"[]",
        b"not JSON",
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_another_body_is_not_a_retry(other: bytes) -> None:
    """Anything else, readable or not, is another event."""
    assert not same_body(EVENT, other)
    assert not same_body(other, EVENT)


def test_two_bodies_that_cannot_be_read_are_only_equal_byte_by_byte() -> None:
    """Nothing is known of what does not parse."""
    assert same_body(b"{", b"{")
    assert not same_body(b"{", b"{ ")
