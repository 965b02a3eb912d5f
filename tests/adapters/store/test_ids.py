"""Ids as short byte strings."""

import hashlib
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprig_tui.adapters.store.ids import digest_of, pack_id, to_bytes, to_text, unpack_id

UUID = "6f1b2c3d-1111-4222-8333-444455556666"


@given(st.one_of(st.text(), st.uuids().map(str), st.builds("{}{}".format, st.text(), st.uuids())))
def test_every_id_comes_back(text: str) -> None:
    """Whatever is in it."""
    assert unpack_id(pack_id(text)) == text
    assert to_text(to_bytes(text)) == text


@pytest.mark.parametrize("text", ["\ud800", "x\udfff" + UUID])
def test_a_lone_surrogate_comes_back(text: str) -> None:
    """It should have been repaired, but it breaks nothing."""
    assert unpack_id(pack_id(text)) == text


def test_an_id_that_ends_in_a_uuid_is_short() -> None:
    """Only in its usual form: upper case stays as it came."""
    assert len(pack_id(UUID)) == 17
    assert len(pack_id("ajs-next-1-" + UUID)) == 28
    assert pack_id(UUID.upper().replace("1", "A")) == UUID.upper().replace("1", "A").encode()


def test_bytes_that_are_no_text_still_show() -> None:
    """A damaged row is shown, not hidden."""
    assert to_text(b"a\xc3") == "a\ufffd"
    assert unpack_id(b"a\xffshort") == "a\ufffdshort"


def test_a_digest_is_the_start_of_the_sha256() -> None:
    """Sixteen bytes, also for ids of any length."""
    text = "x" * 10_000
    assert digest_of(text) == hashlib.sha256(text.encode()).digest()[:16]
    assert digest_of(str(uuid.UUID(int=1))) != digest_of(str(uuid.UUID(int=2)))
