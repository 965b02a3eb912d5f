"""What the log counted by time and by sender."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from sprig_tui.domain.flow_counts import FlowCount, SourceCount


class FlowReader(Protocol):
    """Read-only view of the flow, whether an engine runs or not; cheap at any length of the log.

    Every method raises StoreUnavailableError when the store cannot be read.
    """

    async def flow(self, *, since_ms: int, step_ms: int) -> Sequence[FlowCount]:
        """The steps from `since_ms` on in which something happened, oldest first.

        Steps begin at multiples of `step_ms`, itself a multiple of `BUCKET_MS`.
        """

    async def source_counts(self, *, after: int, upto: int) -> Sequence[SourceCount]:
        """The senders of the rows with ids past `after`, up to and with `upto`, by name."""

    async def user_origins(self, *, limit: int) -> Mapping[str, int]:
        """How many of the known users came from where, the first `limit` users by id."""
