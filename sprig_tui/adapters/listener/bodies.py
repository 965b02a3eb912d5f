"""A request's body, bounded while it is read and inflated (reliability.md, section 2)."""

import zlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from sprig_tui.adapters.listener.request import Request
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.redaction import MAX_KEPT

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

DRAINED: Final = 4 * 1024 * 1024
"""How much of a body past its limit is read and thrown away, so that its sender, who may not read
before it has written all, sees the answer."""

_GZIP_WINDOW: Final = 16 + zlib.MAX_WBITS
_ENCODINGS: Final = {b"": False, b"identity": False, b"gzip": True, b"x-gzip": True}


class ClientLeftError(Exception):
    """The sender went away before its request was whole; nobody waits for an answer."""


class UnknownEncodingError(Exception):
    """A `Content-Encoding` that is not taken: 415."""


class BodyRefusedError(Exception):
    """A body that is not read to its end; `kept` is its beginning, as far as it was read."""

    def __init__(self, reason: Reason, detail: str, kept: bytes) -> None:
        super().__init__(detail)
        self.reason = reason
        self.kept = kept


async def read_body(request: Request, receive: Receive, *, limit: int) -> bytes:
    """The body, inflated if it came by gzip; at most `limit` bytes, on the wire and inflated.

    Raises:
        UnknownEncodingError: neither identity nor one layer of gzip; nothing was read.
        BodyRefusedError: too large, or not exactly one whole member of gzip.
        ClientLeftError: it never became whole.
    """
    zipped = _ENCODINGS.get(request.header(b"content-encoding").strip().lower())
    if zipped is None:
        raise UnknownEncodingError
    waits = bool(request.header(b"expect"))
    if request.declared_length > (limit if waits else limit + DRAINED):
        raise _too_large(b"", limit)
    body, more = await _receive_chunk(receive)
    length = len(body)
    while more and length <= limit + DRAINED:
        chunk, more = await _receive_chunk(receive)
        length += len(chunk)
        if length <= limit:
            body += chunk
    if length > limit:
        raise _too_large(bytes(body[:MAX_KEPT]), limit)
    return _inflate(bytes(body), limit) if zipped else bytes(body)


async def _receive_chunk(receive: Receive) -> tuple[bytearray, bool]:
    message = await receive()
    if message["type"] != "http.request":
        raise ClientLeftError
    return bytearray(message["body"]), message["more_body"]


def _inflate(zipped: bytes, limit: int) -> bytes:
    member = zlib.decompressobj(_GZIP_WINDOW)
    try:
        plain = member.decompress(zipped, limit + 1)
    except zlib.error:
        raise _bad_gzip("bad gzip", zipped) from None
    if len(plain) > limit:
        raise BodyRefusedError(Reason.TOO_LARGE, "inflates past the limit", plain[:MAX_KEPT])
    if not member.eof:
        raise _bad_gzip("bad gzip: it ends early", zipped)
    if member.unused_data:
        raise _bad_gzip("bad gzip: something follows its end", zipped)
    return plain


def _bad_gzip(detail: str, zipped: bytes) -> BodyRefusedError:
    return BodyRefusedError(Reason.INVALID_JSON, detail, zipped[:MAX_KEPT])


def _too_large(kept: bytes, limit: int) -> BodyRefusedError:
    return BodyRefusedError(
        Reason.TOO_LARGE, f"the body has over {limit // 1024} KB", kept[:MAX_KEPT]
    )
