"""Checks of keys and signatures that take as long for a wrong one as for a right one."""

import hashlib
import hmac
from collections.abc import Iterable

from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Config


def is_listed(candidate: bytes | str | None, secrets: Iterable[Secret]) -> bool:
    """Whether `candidate` is one of `secrets`; all of them are compared, none stops the search."""
    if candidate is None:
        return False
    given = candidate.encode("utf-8", "replace") if isinstance(candidate, str) else candidate
    return sum(secret.matches(given) for secret in secrets if secret) > 0


def write_keys(config: Config) -> tuple[Secret, ...]:
    """The keys of the tracking routes; empty: any is taken (design.md, section 5)."""
    return tuple(key for key in config.listener.write_keys if key)


def api_keys(config: Config) -> tuple[Secret, ...]:
    """The Sprig API keys, either of which a webhook may show."""
    keys = config.destination.api_keys
    return tuple(key for key in (keys.development, keys.production) if key)


def is_signed(signed: bytes, signature: bytes, secret: Secret) -> bool:
    """Whether `signature` is the hex HMAC-SHA1 of `signed` (facts.md, section 3c), in any case."""
    right = hmac.new(secret.reveal().encode(), signed, hashlib.sha1).hexdigest().encode()
    return hmac.compare_digest(right, signature.strip().lower())


def last_four(key: bytes | str | None) -> str:
    """A key as it may be shown: `••last4`, `••••` when it is short; "" for none.

    An ellipsis would read as a text that was cut.
    """
    if not key:
        return ""
    text = key.decode("utf-8", "replace") if isinstance(key, bytes) else key
    return "••" + (text[-4:] if len(text) >= 8 else "••")
