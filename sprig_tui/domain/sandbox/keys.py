"""Who may use the stand-in: `API-Key KEY` and `Bearer KEY` for Sprig, `Api-Token` for Gleap."""

from collections.abc import Sequence
from typing import Final

from sprig_tui.domain.secret import Secret

SCHEMES: Final = (b"api-key", b"bearer")


def sprig_key(authorization: bytes) -> bytes:
    """The key of an `Authorization` header; b"" when it has none or another scheme."""
    scheme, _space, key = authorization.strip().partition(b" ")
    return key.strip() if scheme.lower() in SCHEMES else b""


def is_accepted(key: bytes, keys: Sequence[Secret]) -> bool:
    """Whether `key` is one of `keys`; where there are none, whether it is a key at all."""
    matches = [one.matches(key) for one in keys]
    return any(matches) if keys else bool(key)


def masked(key: bytes) -> str:
    """A key as it may be shown."""
    return Secret(key.decode("utf-8", "replace")).masked()
