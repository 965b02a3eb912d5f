"""What is kept and shown of texts that may hold a secret (reliability.md, sections 2 and 3)."""

import re
from typing import Final

MAX_KEPT: Final = 4 * 1024
MASK: Final = b"***"

_WRITE_KEY: Final = re.compile(
    rb"""(writeKey["']?\s*[:=]\s*)"""
    rb"""("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s,}\]&]+)""",
    re.IGNORECASE | re.DOTALL,
)

LOGIN_MASK: Final = "***"
_SCHEME: Final = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*://")
_AT: Final = re.compile("@|%40")


def without_login(address: str) -> str:
    """An address as it may be shown: what is between its scheme and its last `@` is masked.

    A password may hold `/`, `?`, `#`, `@` and line breaks where somebody forgot to escape them, so
    where a parser would see the host begin does not count.
    """
    start, end = _login_span(address)
    if start == end:
        return address
    return f"{address[:start]}{LOGIN_MASK}@{_AT.sub('', address[end:], count=1)}"


def login_of(address: str) -> str:
    """The `user:password` of an address, "" when it has none."""
    start, end = _login_span(address)
    return address[start:end]


def _login_span(address: str) -> tuple[int, int]:
    ends = [match.start() for match in _AT.finditer(address)]
    if not ends:
        return 0, 0
    scheme = _SCHEME.match(address[: ends[-1]])
    return scheme.end() if scheme else 0, ends[-1]


def keep_raw(body: bytes) -> bytes:
    """The first 4 KB of a body with the value of every `writeKey` masked, cut or not."""
    return _WRITE_KEY.sub(_mask, body[:MAX_KEPT])[:MAX_KEPT]


def _mask(match: re.Match[bytes]) -> bytes:
    value = match.group(2)
    quote = value[:1] if value[:1] in (b'"', b"'") else b""
    return match.group(1) + quote + MASK + quote
