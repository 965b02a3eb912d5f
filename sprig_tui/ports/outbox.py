"""The queue of deliveries in the log, and what carries a request out."""

from collections.abc import Sequence
from typing import Protocol

from sprig_tui.domain.answers import Answer
from sprig_tui.domain.decision import OutgoingRequest
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.outbox import (
    Attempt,
    Lane,
    LaneFigures,
    Latency,
    NewSend,
    SendEnd,
    Waiting,
    WaitingUser,
)
from sprig_tui.domain.secret import Secret
from sprig_tui.domain.settings import Kind, Mode


class Outbox(Protocol):
    """The queue inside a transaction of the log (`LogTransaction.outbox`); nothing is async.

    A forwarded row that is not a dry run enters it when it is appended, and leaves it delivered or
    parked. A user's rows are in the order of their ids, which is the order of receipt.
    A user new to the queue is due at once, whatever the row's time of receipt says.
    """

    def begin_session(self, *, at_ms: int) -> int:
        """The engine starts: leases are void, and requests that it finds open have an unknown end.

        Their rows go back to the queue, due now; a time to try again that lies more than 15 minutes
        ahead becomes now. Returns how many requests were open.
        """

    def align(self, lane: Lane, mode: Mode, *, after: int, limit: int) -> int | None:
        """Give rows the state that `lane` and `mode` ask for; returns where to go on.

        Rows of `lane` are pending (retrying, once tried) when the mode is live; all others are
        held. From the first slice on (`after` = 0) newly appended rows follow the same rule, also
        after a restart. None at the end; cheap when nothing is to be done.
        """

    def claim(self, lane: Lane, *, now_ms: int, users: int, rows: int) -> Sequence[WaitingUser]:
        """Lease users of a lane that are due, the longest due first, with at most `rows` rows each.

        A leased user is not claimed again until `end` or `release`.
        """

    def release(self, lane: Lane, users: Sequence[bytes], *, next_ms: int) -> None:
        """Give leased users back without a try; they are due at `next_ms`."""

    def begin(self, send: NewSend) -> int:
        """Note that a request is about to leave; returns its id. Its rows' attempts go up.

        Rows that were removed since they were claimed (a reset) are passed over.
        """

    def end(self, send_id: int, end: SendEnd) -> None:
        """Note what became of a request, give its rows their state and let its users go.

        Users whose rows are all gone leave the queue; those that have more are due at once, or at
        `end.next_ms` after a RETRY.
        """

    def park(self, row_id: int, *, sentence: str, at_ms: int) -> None:
        """Take a row out of the queue as failed without a request (it cannot be read or built)."""

    def resend(self, row_ids: Sequence[int], *, at_ms: int) -> int:
        """Put failed, delivered and dry-run rows back into the queue; returns how many.

        Rows that wait already become due now. Rows that were not forwarded are passed over.
        """

    def next_ms(self, lane: Lane) -> int | None:
        """When the next user of a lane that is not leased is due, None if none waits."""

    def waiting(self, lane: Lane) -> tuple[int, int]:
        """How many rows and users of a lane wait, leased ones too."""

    def sent_since(self, lane: Lane, since_ms: int) -> Sequence[int]:
        """When the requests of a lane left that left after `since_ms`, oldest first."""


class OutboxReader(Protocol):
    """Read-only view of the queue, whether an engine runs or not."""

    async def lanes(self, *, now_ms: int) -> Sequence[LaneFigures]:
        """Every lane that has rows waiting or requests in the last 300 seconds."""

    async def waiting(
        self, *, after: int = 0, limit: int = 200, state: DeliveryState | None = None
    ) -> Sequence[Waiting]:
        """Waiting rows, of one state where it is given, in the order of their ids after an id."""

    async def in_state(
        self, state: DeliveryState, *, before: int | None = None, limit: int = 200
    ) -> Sequence[LogRow]:
        """Rows in a delivery state, newest first."""

    async def attempts(self, row_id: int) -> Sequence[Attempt]:
        """The requests that held a row, oldest first."""

    async def latency(self) -> Latency:
        """Figures over the latest requests (at most 1,000)."""


class RequestSender(Protocol):
    """Carries a request to the destination. It never raises: what goes wrong is in the answer."""

    async def send(self, request: OutgoingRequest, key: Secret, *, kind: Kind) -> Answer:
        """Send with the key in the header that `kind` asks for; no redirect is followed."""

    async def close(self) -> None:
        """Let go of connections; closing twice is fine."""
