"""What `decide` answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
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

    method: Literal["POST", "DELETE"]
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

    `config_line` is the 1-based line of the config file behind it, `fix` what the operator can do.
    """

    number: int
    title: str
    verdict: Verdict
    detail: str
    config_key: str | None = None
    config_line: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Forwarded, filtered or rejected, with the reason, and what would be sent.

    `detail` is one plain sentence; `trace` every step in order; `requests` is empty unless
    forwarded.
    """

    reason: Reason
    detail: str
    mapping: MappingRef | None = None
    warnings: tuple[str, ...] = ()
    trace: tuple[Step, ...] = ()
    requests: tuple[OutgoingRequest, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The reason's first half."""
        return self.reason.outcome
