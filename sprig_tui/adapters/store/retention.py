"""Remove what is older or more than the settings keep, in small steps."""

from itertools import takewhile
from typing import Final

from sprig_tui.adapters.store.ids import digest_of, unpack_id
from sprig_tui.adapters.store.rows import STATE_CODES
from sprig_tui.adapters.store.tallies import KEPT, KEPT_REJECTED, LAST_ID, of_lane
from sprig_tui.adapters.store.texts import STALE_ROWS
from sprig_tui.adapters.store.transaction import StoreTransaction
from sprig_tui.adapters.store.waiting_states import WAITING
from sprig_tui.domain.delivery import DeliveryState

STEP_ROWS: Final = 200
STEP_TEXTS: Final = 1_000
STEP_SENDS: Final = 1_000


SELECT_OLDEST: Final = (
    "SELECT id, received_at, message_id FROM events"  # noqa: S608 - a number of the code's own
    f" WHERE delivery IS NOT {STATE_CODES[DeliveryState.FAILED]}"
    " AND NOT EXISTS (SELECT 1 FROM outbox WHERE event = events.id) ORDER BY id LIMIT ?"
)
SELECT_FAILED: Final = (
    "SELECT id, received_at, message_id FROM events"  # noqa: S608 - a number of the code's own
    f" WHERE delivery = {STATE_CODES[DeliveryState.FAILED]} ORDER BY id LIMIT ?"
)
COUNT_FAILED: Final = (
    "SELECT count(*) FROM events"  # noqa: S608 - a number of the code's own
    f" WHERE delivery = {STATE_CODES[DeliveryState.FAILED]}"
)


def prune_rows(transaction: StoreTransaction, *, oldest_ms: int, keep_events: int) -> int:
    """Remove the oldest rows: those received before `oldest_ms`, and those past `keep_events`.

    At most `STEP_ROWS`; returns how many. Rows that wait to be delivered stay, and failed ones stay
    until they are too old, as an operator may resend them: neither counts towards `keep_events`,
    so that a long queue pushes nothing else out. Rows go in the order of their ids, so a clock
    that jumped never tears a hole into the log.
    """
    surplus = _countable(transaction) - keep_events
    gone = []
    oldest = transaction.run(SELECT_OLDEST, (STEP_ROWS,)).fetchall()
    for number, (row_id, received_at, message_id) in enumerate(oldest):
        if received_at >= oldest_ms and number >= surplus:
            break
        gone.append((row_id, message_id))
    failed = transaction.run(SELECT_FAILED, (STEP_ROWS - len(gone),)).fetchall()
    too_old = takewhile(lambda values: values[1] < oldest_ms, failed)
    gone += [(row_id, message_id) for row_id, _received_at, message_id in too_old]
    if not gone:
        return 0
    rejected = sum(_remove(transaction, row_id, message_id) for row_id, message_id in gone)
    transaction.counters.add(KEPT, -len(gone))
    transaction.counters.add(KEPT_REJECTED, -rejected)
    return len(gone)


def prune_sends(transaction: StoreTransaction, *, before_ms: int) -> int:
    """Remove requests that left before `before_ms` and of whose rows none is kept.

    At most `STEP_SENDS`; returns how many. Younger ones still count against the rate limit.
    """
    gone = transaction.run(
        "DELETE FROM sends WHERE id IN"
        " (SELECT id FROM sends WHERE kept = 0 AND left_at < ? ORDER BY left_at LIMIT ?)",
        (before_ms, STEP_SENDS),
    )
    return gone.rowcount


def prune_texts(transaction: StoreTransaction, after: int) -> int | None:
    """Remove repeated texts and rules versions that no kept row uses, some past text id `after`.

    Returns the text id to go on after, None at the end.
    """
    oldest = transaction.run("SELECT min(id) FROM events").fetchone()[0]
    oldest_row = transaction.counters[LAST_ID] + 1 if oldest is None else oldest
    transaction.run("DELETE FROM rules WHERE used < ?", (oldest_row - STALE_ROWS,))
    return transaction.texts.drop_unused(oldest_row=oldest_row, after=after, count=STEP_TEXTS)


def _countable(transaction: StoreTransaction) -> int:
    """How many kept rows neither wait nor failed."""
    counters = transaction.counters
    lanes = transaction.run("SELECT id FROM lanes").fetchall()
    waiting = sum(counters[of_lane(lane, state)] for (lane,) in lanes for state in WAITING)
    failed = transaction.run(COUNT_FAILED).fetchone()[0]
    return counters[KEPT] - waiting - int(failed)


def _remove(transaction: StoreTransaction, row_id: int, message_id: object) -> int:
    """Remove a row and what belongs to it; returns 1 for a rejected one."""
    if isinstance(message_id, bytes):
        transaction.run(
            "DELETE FROM messages WHERE digest = ? AND event = ?",
            (digest_of(unpack_id(message_id)), row_id),
        )
    sends = transaction.run("DELETE FROM attempts WHERE event = ? RETURNING send", (row_id,))
    for send in sends.fetchall():
        transaction.run("UPDATE sends SET kept = kept - 1 WHERE id = ?", send)
    transaction.run("DELETE FROM events WHERE id = ?", (row_id,))
    return transaction.run("DELETE FROM rejections WHERE event = ?", (row_id,)).rowcount
