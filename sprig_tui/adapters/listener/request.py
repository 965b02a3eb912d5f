"""A request's head as the handlers read it."""

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

_BASIC: Final = b"basic "


@dataclass(frozen=True, slots=True)
class Credential:
    """What `Authorization` said: `name` is Basic's user name, None when it could not be read."""

    name: bytes | None


class Request:
    """The head of one request; of headers that came twice the values are joined by a comma.

    So a second `Authorization`, `Origin` or `Content-Encoding` never slips past a check: the joined
    value is none that is accepted.
    """

    __slots__ = ("headers", "method", "path")

    def __init__(self, scope: Mapping[str, Any]) -> None:
        self.method: Final[str] = scope["method"]
        self.path: Final[str] = scope["path"]
        self.headers: Final = _join(scope["headers"])

    def header(self, name: bytes) -> bytes:
        """A header's value by its lower-case name, b"" when it is absent."""
        return self.headers.get(name, b"")

    @property
    def origin(self) -> bytes | None:
        """The page's origin; None when no browser sent this (or a page of the same origin)."""
        return self.headers.get(b"origin")

    @property
    def media_type(self) -> bytes:
        """`Content-Type` without its parameters, lower case; b"" when absent."""
        return self.header(b"content-type").partition(b";")[0].strip().lower()

    @property
    def declared_length(self) -> int:
        """`Content-Length`, 0 when the length is not told."""
        length = self.header(b"content-length")
        return int(length) if length.isdigit() else 0

    def credential(self) -> Credential | None:
        """Who the request says that it is; None without an `Authorization` header."""
        given = self.headers.get(b"authorization")
        if given is None:
            return None
        if given[: len(_BASIC)].lower() != _BASIC:
            return Credential(None)
        try:
            plain = base64.b64decode(given[len(_BASIC) :].strip(), validate=True)
        except (binascii.Error, ValueError):
            return Credential(None)
        name, colon, _password = plain.partition(b":")
        return Credential(name if colon else None)


def _join(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    headers: dict[bytes, bytes] = {}
    for name, value in pairs:
        headers[name] = headers[name] + b", " + value if name in headers else value
    return headers
