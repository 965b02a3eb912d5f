"""What is kept of the raw bytes of a rejected body (reliability.md, section 3)."""

import re
from typing import Final

MAX_KEPT: Final = 4 * 1024
MASK: Final = b"***"

_WRITE_KEY: Final = re.compile(
    rb"""(writeKey["']?\s*[:=]\s*)"""
    rb"""("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|[^\s,}\]&]+)""",
    re.IGNORECASE | re.DOTALL,
)


def keep_raw(body: bytes) -> bytes:
    """The first 4 KB of a body with the value of every `writeKey` masked, cut or not."""
    return _WRITE_KEY.sub(_mask, body[:MAX_KEPT])[:MAX_KEPT]


def _mask(match: re.Match[bytes]) -> bytes:
    value = match.group(2)
    quote = value[:1] if value[:1] in (b'"', b"'") else b""
    return match.group(1) + quote + MASK + quote
