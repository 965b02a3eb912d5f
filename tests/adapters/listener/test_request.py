"""The head of a request: headers that come twice, and who it says that it is."""

import base64

import pytest

from sprig_tui.adapters.listener.request import Request


def request(*headers: tuple[bytes, bytes]) -> Request:
    return Request({"method": "POST", "path": "/", "headers": headers})


def basic(plain: bytes) -> tuple[bytes, bytes]:
    return b"authorization", b"Basic " + base64.b64encode(plain)


def test_a_header_that_comes_twice_is_joined() -> None:
    twice = request((b"origin", b"http://a"), (b"origin", b"http://b"), (b"x", b"1"))
    assert twice.origin == b"http://a, http://b"
    assert (twice.header(b"x"), twice.header(b"y")) == (b"1", b"")
    assert request().origin is None


@pytest.mark.parametrize(
    ("given", "media"),
    [
        (b"application/json", b"application/json"),
        (b" Application/JSON ; charset=utf-8", b"application/json"),
        (b"", b""),
    ],
)
def test_the_media_type_comes_without_parameters(given: bytes, media: bytes) -> None:
    assert request((b"content-type", given)).media_type == media


@pytest.mark.parametrize(("given", "length"), [(b"12", 12), (b"", 0), (b"x", 0), (b"-1", 0)])
def test_the_length_is_what_was_declared(given: bytes, length: int) -> None:
    assert request((b"content-length", given)).declared_length == length


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ([basic(b"key:")], b"key"),
        ([basic(b"key:pass:word")], b"key"),
        ([basic(b":")], b""),
        ([basic("ключ:".encode())], "ключ".encode()),
        ([basic(b"no colon")], None),
        ([(b"authorization", b"Basic ****")], None),
        ([(b"authorization", b"Basic \xff")], None),
        ([(b"authorization", b"Basic")], None),
        ([(b"authorization", b"Bearer a")], None),
        ([(b"authorization", b"")], None),
        ([basic(b"key:"), basic(b"key:")], None),
    ],
)
def test_the_user_name_of_basic_is_the_key(
    headers: list[tuple[bytes, bytes]], name: bytes | None
) -> None:
    credential = request(*headers).credential()
    assert credential is not None
    assert credential.name == name


def test_no_authorization_is_no_credential() -> None:
    assert request().credential() is None
