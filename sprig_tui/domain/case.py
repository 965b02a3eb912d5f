"""What the steps of a decision look at, and what a step finds (design.md, section 4)."""

from dataclasses import dataclass

from sprig_tui.domain.decision import MappingRef
from sprig_tui.domain.destinations.base import Destination
from sprig_tui.domain.events import Event
from sprig_tui.domain.filters import FilterResult
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.rules import Rules


@dataclass(slots=True)
class Case:
    """One event before the rules.

    `event` is as received until step 5, then as the destination filters left it; `filtered` is
    what they did, None where there are none or they were not reached.
    """

    event: Event
    rules: Rules
    destination: Destination
    known_user: bool
    repeat: bool
    filtered: FilterResult | None = None


@dataclass(slots=True)
class Finding:
    """The answer of the step that ends a decision.

    `key` is the dotted config key behind it, `name` what the destination calls the event (None:
    its own default).
    """

    step: int
    reason: Reason
    detail: str
    key: str | None = None
    mapping: MappingRef | None = None
    name: str | None = None
    warnings: tuple[str, ...] = ()
