"""What `decide` answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from sprig_tui.domain.reasons import Outcome, Reason

Table = Literal["triggered_events", "page_urls"]


@dataclass(frozen=True, slots=True)
class MappingRef:
    """An entry of the config file; `index` counts from 0 within its table."""

    table: Table
    index: int


@dataclass(frozen=True, slots=True)
class OutgoingRequest:
    """A request as the destination would get it, without its key."""

    method: Literal["POST", "DELETE", "GET"]
    url: str
    json: Mapping[str, Any] | None


class Verdict(StrEnum):
    """How one step of the decision went."""

    PASSED = "passed"
    FORWARDED = "forwarded"
    STOPPED = "stopped"
    NOT_REACHED = "not_reached"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of design.md, section 4: its number and title, how it went, in a plain sentence.

    `config_key` is the dotted key behind it and `config_line` its 1-based line, where the file
    names them.
    """

    number: int
    title: str
    verdict: Verdict
    detail: str
    config_key: str | None = None
    config_line: int | None = None


@dataclass(frozen=True)
class Decision:
    """Forwarded, filtered or rejected, with the reason, and what would be sent.

    `detail` is one plain sentence without user ids, message ids or addresses. `trace` (every step
    in order) and `requests` (empty unless forwarded) are made when they are asked for, because
    most decisions are only stored.
    """

    reason: Reason
    detail: str
    mapping: MappingRef | None = None
    warnings: tuple[str, ...] = ()
    make_trace: Callable[[], tuple[Step, ...]] = field(default=tuple, repr=False, compare=False)
    make_requests: Callable[[], tuple[OutgoingRequest, ...]] = field(
        default=tuple, repr=False, compare=False
    )

    @property
    def outcome(self) -> Outcome:
        """The reason's first half."""
        return self.reason.outcome

    @cached_property
    def trace(self) -> tuple[Step, ...]:
        """The ten steps."""
        return self.make_trace()

    @cached_property
    def requests(self) -> tuple[OutgoingRequest, ...]:
        """What the destination would get."""
        return self.make_requests()
