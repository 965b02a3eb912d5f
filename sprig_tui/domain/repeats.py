"""Whether two bodies with one messageId are the same event."""

import json
from typing import Any, Final

CHANGES_BY_ITSELF: Final = ("sentAt", "receivedAt", "writeKey", "_metadata")
"""Fields that a retry may carry with another value: SDKs stamp `sentAt` on every attempt."""


def same_body(first: bytes, second: bytes) -> bool:
    """Whether `second` is a retry of `first`: equal bytes, or equal JSON but for sending details.

    A messageId that comes with another body was reused by its sender (reliability.md, section 3,
    row 38).
    """
    if first == second:
        return True
    one, other = _content(first), _content(second)
    return one is not None and one == other


def _content(payload: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict):
        return None
    return {name: value[name] for name in value if name not in CHANGES_BY_ITSELF}
