"""What arrived and was not stored, counted (reliability.md, section 3, the rows marked "-")."""

from dataclasses import dataclass, field
from typing import Final

MAX_NAMES: Final = 100
MAX_NAME_LENGTH: Final = 200
OTHERS: Final = "…"


@dataclass(slots=True)
class NotStored:
    """Counts since the listener started; names are as a sender wrote them, so never safe to show.

    At most 100 different origins and hosts are told apart; the rest is counted under "…".
    """

    blocked_origins: dict[str, int] = field(default_factory=dict)
    refused_hosts: dict[str, int] = field(default_factory=dict)
    bad_keys: int = 0
    bad_signatures: int = 0
    wrong_routes: int = 0
    wrong_media: int = 0
    bad_http: int = 0
    https_on_http: int = 0
    slow_clients: int = 0
    left_early: int = 0
    shed_connections: int = 0
    unavailable: int = 0
    internal_errors: int = 0

    def block_origin(self, origin: bytes) -> None:
        """A page of an origin that `cors_origins` does not list."""
        _count(self.blocked_origins, origin)

    def refuse_host(self, host: bytes) -> None:
        """A request under a host name that is not this listener's."""
        _count(self.refused_hosts, host)

    def by_cause(self) -> dict[str, int]:
        """Every count above 0 by a few plain words; the names in them are never safe to show."""
        named = {f"origin {name}": count for name, count in self.blocked_origins.items()}
        named |= {f"host {name}": count for name, count in self.refused_hosts.items()}
        plain = {words: getattr(self, name) for name, words in CAUSES.items()}
        return named | {words: count for words, count in plain.items() if count}


CAUSES: Final = {
    "bad_keys": "unknown or missing key",
    "bad_signatures": "wrong signature",
    "wrong_routes": "unknown path or method",
    "wrong_media": "unsupported content type or encoding",
    "bad_http": "broken HTTP",
    "https_on_http": "https sent to the http port",
    "slow_clients": "slow sender",
    "left_early": "sender left early",
    "shed_connections": "too many connections",
    "unavailable": "the store could not take it",
    "internal_errors": "internal error",
}
"""The plain counters and what each counts."""


def _count(counts: dict[str, int], name: bytes) -> None:
    text = name[:MAX_NAME_LENGTH].decode("latin-1")
    if text not in counts and len(counts) >= MAX_NAMES:
        text = OTHERS
    counts[text] = counts.get(text, 0) + 1
