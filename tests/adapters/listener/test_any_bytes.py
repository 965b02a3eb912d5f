"""Whatever is sent, the answer is one that is documented, and never 500."""

import asyncio
from collections.abc import Iterator, Mapping

import httpx
import pytest
import uvloop
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.listener.serving import serving, statuses

DOCUMENTED = {100, 200, 202, 204, 400, 401, 403, 404, 405, 413, 415, 431, 501}
ROUTES = ["/", "/v1/track", "/v1/batch", "/v1/p", "/v1/b", "/v1/m", "/health", "/nowhere"]
MEDIA = ["application/json", "text/plain", "text/html", ""]

FRAGMENTS = [
    b"{", b"}", b"[", b"]", b'"', b":", b",", b"\\", b"\\ud800", b"1e999", b"null", b'{"batch":[',
    b'"type":"track"', b'"userId":', b'"event":"A"', b"\xef\xbb\xbf",
]  # fmt: skip
bodies = st.binary(max_size=200) | st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=4)).map(
    b"".join
)

HTTP = [
    b"POST /v1/track HTTP/1.1\r\n", b"GET /health HTTP/1.1\r\n", b"Host: 127.0.0.1\r\n", b"\r\n",
    b"Content-Length: 2\r\n", b"Transfer-Encoding: chunked\r\n", b"{}", b"0\r\n\r\n", b"\n", b"\0",
    b"Connection: upgrade\r\nUpgrade: h2c\r\n", b"Expect: 100-continue\r\n", b"\x16\x03\x01",
]  # fmt: skip
connections = st.lists(st.sampled_from(HTTP) | st.binary(max_size=30), max_size=8)


class Own:
    """A listener on a loop of its own: the examples of a property cannot be coroutines."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._block = serving()
        self.served = runner.run(self._block.__aenter__())

    def close(self) -> None:
        """Stop it, and see that nothing is left."""
        self._runner.run(self._block.__aexit__(None, None, None))

    def post(self, path: str, content: bytes, headers: Mapping[str, str]) -> httpx.Response:
        """One request."""
        return self._runner.run(self.served.client.post(path, content=content, headers=headers))

    def exchange(self, pieces: list[bytes]) -> bytes:
        """Raw bytes, and then the end of what the sender has to say."""
        return self._runner.run(self.served.exchange(*pieces, half_close=True))


@pytest.fixture(scope="module")
def own() -> Iterator[Own]:
    """One listener for all examples."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        listener = Own(runner)
        yield listener
        listener.close()


@pytest.mark.parametrize("path", ROUTES)
@settings(max_examples=150, deadline=None)
@given(
    content=bodies,
    media=st.sampled_from(MEDIA),
    encoding=st.sampled_from(["", "gzip", "br", "identity"]),
)
def test_any_body_gets_a_documented_answer(
    own: Own, path: str, content: bytes, media: str, encoding: str
) -> None:
    headers = {"content-type": media} | ({"content-encoding": encoding} if encoding else {})
    answer = own.post(path, content, headers)
    assert answer.status_code in DOCUMENTED
    if answer.status_code >= 400:
        assert "message" in answer.json()


@settings(max_examples=300, deadline=None)
@given(connections)
def test_any_bytes_on_a_connection_get_a_documented_answer(own: Own, pieces: list[bytes]) -> None:
    answer = own.exchange(pieces)
    assert set(statuses(answer)) <= DOCUMENTED
    assert own.served.listener.not_stored.internal_errors == 0
