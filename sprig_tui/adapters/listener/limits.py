"""What one connection may ask for before it is cut off (reliability.md, sections 2 and 3)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Times are seconds, sizes bytes.

    `request_time` runs from a request's first byte (a new connection's first moment) to its last,
    `idle_time` until a kept connection's next request. A refused sender is read on for
    `linger_time`. A stop gives requests under way `grace_time` to become whole, and the ones being
    answered `drain_time`.
    """

    connections: int = 512
    request_time: float = 10.0
    idle_time: int = 30
    linger_time: float = 1.0
    grace_time: float = 0.25
    drain_time: float = 3.0
    head_bytes: int = 16 * 1024
    target_bytes: int = 8 * 1024
    headers: int = 100
