"""Which request heads are not taken (reliability.md, section 3, rows 41 to 45)."""

from collections.abc import Sequence
from typing import Final

from sprig_tui.adapters.listener.answers import CLOSE, Dialect, error

_VERSIONS: Final = frozenset({"1.0", "1.1"})
_REASONS: Final = {
    400: b"Bad Request",
    408: b"Request Timeout",
    431: b"Request Header Fields Too Large",
    503: b"Service Unavailable",
}
_TLS_HANDSHAKE: Final = b"\x16\x03"


class RefusedError(Exception):
    """A request that gets its answer before any handler sees it, and then the connection ends."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code

    def response(self) -> bytes:
        """The whole response as it goes over the wire."""
        answer = error(Dialect.TRACKING, self.status, self.code, str(self), CLOSE)
        lines = [b"HTTP/1.1 %d %s" % (self.status, _REASONS[self.status])]
        lines += [name + b": " + value for name, value in answer.headers]
        lines += [b"content-length: %d" % len(answer.body), b"", answer.body]
        return b"\r\n".join(lines)


def bad_http(message: str = "This is not HTTP/1.1") -> RefusedError:
    """The refusal of bytes that are no request, or one that may be read in two ways."""
    return RefusedError(400, "bad_http", message)


def too_large_head() -> RefusedError:
    """The refusal of a head over 16 KB, a target over 8 KB, or more than 100 headers."""
    return RefusedError(431, "head_too_large", "The request's head is too large")


def too_slow() -> RefusedError:
    """The refusal of a request that was not whole in time; Segment sends it again."""
    return RefusedError(408, "request_timeout", "The request was not complete in time")


def too_many_connections() -> RefusedError:
    """The refusal of the connection that makes room for a newer one."""
    return RefusedError(503, "unavailable", "Too many connections")


def is_tls(data: bytes) -> bool:
    """Whether the bytes begin a TLS handshake: https was sent to the http port."""
    return data.startswith(_TLS_HANDSHAKE)


def is_simple_request(data: bytes) -> bool:
    """Whether a connection's first bytes are HTTP/0.9: a line that names no version."""
    line, end, _rest = data.lstrip(b"\r\n").partition(b"\n")
    return bool(end) and b" HTTP/" not in line


def check_head(
    *, version: str, target: bytes, headers: Sequence[tuple[bytes, bytes]], upgrade: bool
) -> None:
    """Refuse a head that httptools takes and the listener does not.

    Header names are lower case. An upgrade is refused because its body would be lost.

    Raises:
        RefusedError: why.
    """
    if version not in _VERSIONS:
        raise bad_http()
    if upgrade:
        raise bad_http("Upgrades are not taken")
    if not target.startswith(b"/"):
        raise bad_http("The target must be a path")
    names = [name for name, _value in headers]
    if names.count(b"host") != 1:
        raise bad_http("Exactly one Host header is needed")
    codings = [value.strip().lower() for name, value in headers if name == b"transfer-encoding"]
    if codings and (codings != [b"chunked"] or b"content-length" in names):
        raise bad_http("The length of the body is ambiguous")
