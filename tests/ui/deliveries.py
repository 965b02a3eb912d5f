"""Rows on their way, as the engine would have them in the log."""

from collections.abc import Sequence

from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.outbox import Fate, Lane, NewSend, SendEnd
from sprig_tui.domain.reasons import Reason
from sprig_tui.domain.settings import Mode
from tests.fakes.log import MemoryLog
from tests.log_rows import START_MS, new_row

LANE = Lane()
LIVE = '[destination]\nmode = "live"\n[destination.api_keys]\ndevelopment = "dev-canary-1234"\n'
TAKEN = SendEnd(Fate.DELIVERED, START_MS + 90_041, 41, 202, "Answered 202.")
REFUSED = SendEnd(
    Fate.PARKED, START_MS + 90_080, 80, 400, "Refused for good.", b'{"bad":"[b]x\x1b"}'
)
AGAIN = SendEnd(
    Fate.RETRY, START_MS + 90_900, 900, 500, "It is tried again.", b"oops", START_MS + 132_000
)


def queue_rows(log: MemoryLog, count: int, state: DeliveryState = DeliveryState.PENDING) -> None:
    """Forwarded rows, each of a user of its own; those that wait belong to the lane of now."""
    for _ in range(count):
        number = log.writes.counts.get("last_id", 0) + 1
        row = new_row(number, Reason.EVENT, delivery=state, user_id=f"u_{number}")
        log.writes.append(row)
    log.writes.outbox.align(LANE, Mode.LIVE, after=0, limit=10**6)


def try_rows(log: MemoryLog, ends: Sequence[SendEnd], *, now_ms: int = START_MS) -> None:
    """One request for each of the oldest users that are due, with these ends."""
    outbox = log.writes.outbox
    users = outbox.claim(LANE, now_ms=now_ms, users=len(ends), rows=100)
    for user, end in zip(users, ends, strict=True):
        ids = tuple(row.row_id for row in user.rows)
        outbox.end(
            outbox.begin(NewSend(LANE, START_MS, "POST", "/v2/users", (user.user,), ids)), end
        )
