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


def _count(counts: dict[str, int], name: bytes) -> None:
    text = name[:MAX_NAME_LENGTH].decode("latin-1")
    if text not in counts and len(counts) >= MAX_NAMES:
        text = OTHERS
    counts[text] = counts.get(text, 0) + 1
