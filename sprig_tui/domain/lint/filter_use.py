"""What destination filters make of events that were seen."""

from collections import Counter
from collections.abc import Sequence

from sprig_tui.domain.destinations.base import Destination
from sprig_tui.domain.events import Event
from sprig_tui.domain.filters import compile_filters
from sprig_tui.domain.integrations import switch_of
from sprig_tui.domain.settings import DestinationFilter


class FilterUse:
    """Counts over events, those that get as far as the filters (design.md, section 4).

    `seen` is how many, `since_ms` when the first of them came (Unix milliseconds). By the filter's
    index, from 0: `looked_at` counts the events that got to it, `matched` those that it matched,
    `stopped` those that it let go no further.
    """

    def __init__(self, filters: Sequence[DestinationFilter], destination: Destination) -> None:
        self._chain = compile_filters(filters)
        self._destination = destination
        self.seen = 0
        self.since_ms = 0
        self.looked_at = Counter[int]()
        self.matched = Counter[int]()
        self.stopped = Counter[int]()

    def add(self, event: Event) -> None:
        """Count one event; the newest need not come last."""
        on, _ = switch_of(event.value.get("integrations"), self._destination.integrations)
        if not on or event.type in self._destination.unsupported:
            return
        result = self._chain.apply(event.value)
        received = event.received_at_ms or 0
        self.since_ms = min(self.since_ms, received) if self.seen else received
        self.seen += 1
        for step in result.steps:
            self.looked_at[step.index] += 1
            self.matched[step.index] += step.matched
        if result.stopped_by is not None:
            self.stopped[result.stopped_by] += 1
