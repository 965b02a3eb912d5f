"""What a destination's answer means for what was sent (design.md, section 6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a request.

    `status` is None when nothing did; `problem` then is a sentence without addresses and keys, else
    "". `headers` have lower-case names. `body` is the start of the body, at most 64 KB, and
    `cut_off` tells that there was more. `took_ms` is the time from the first byte out.
    """

    status: int | None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    took_ms: int = 0
    problem: str = ""
    cut_off: bool = False
