"""Deliveries in every state: delivered, waiting, to be tried again, failed."""

from sprig_tui.domain.flow import DeliveryStatus, Flow, LastAnswer
from sprig_tui.domain.outbox import Fate, Lane, NewSend, SendEnd
from sprig_tui.domain.settings import Mode
from tests.ui.conftest import Terminal

LANE = Lane()
REFUSAL = b'{"error":"userId is not allowed here"}'


def queue_and_try(terminal: Terminal) -> None:
    """Of the users with forwarded rows most are served, some fail, and the last still wait."""
    outbox, now_ms = terminal.log.writes.outbox, terminal.clock.ms
    outbox.align(LANE, Mode.LIVE, after=0, limit=10**6)
    users = outbox.claim(LANE, now_ms=now_ms, users=1_000, rows=100)
    last = LastAnswer(202, 41, now_ms - 1_000)
    terminal.engine.delivery = DeliveryStatus(
        Flow.SENDING, waiting=62, in_flight=4, used=36, limit=1_500, empty_in_s=12.0, last=last
    )
    for place, user in enumerate(users[: max(len(users) * 2 // 3, 1)]):
        began = now_ms - 9_000 + place * 40
        ids = tuple(row.row_id for row in user.rows)
        send = outbox.begin(NewSend(LANE, began, "POST", "/v2/users", (user.user,), ids))
        outbox.end(send, _end_of(place, began, now_ms))


def _end_of(place: int, began: int, now_ms: int) -> SendEnd:
    took = 31 + place * 7 % 60
    if place % 5 == 2:
        said = "Sprig refused it for good: 422."
        return SendEnd(Fate.PARKED, began + took, took, 422, said, REFUSAL)
    if place % 5 == 4:
        due = now_ms + 4_000 + place * 1_000
        said = "The server failed; it is tried again."
        return SendEnd(Fate.RETRY, began + took, took, 503, said, b"unavailable", due)
    return SendEnd(Fate.DELIVERED, began + took, took, 202, "Answered 202.")
