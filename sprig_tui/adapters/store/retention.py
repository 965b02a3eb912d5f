"""Remove what is older or more than the settings keep, in small steps."""

from typing import Final

from sprig_tui.adapters.store.ids import digest_of, unpack_id
from sprig_tui.adapters.store.tallies import KEPT, KEPT_REJECTED, LAST_ID
from sprig_tui.adapters.store.texts import STALE_ROWS
from sprig_tui.adapters.store.transaction import StoreTransaction

STEP_ROWS: Final = 200
STEP_TEXTS: Final = 1_000
STEP_SENDS: Final = 1_000


def prune_rows(transaction: StoreTransaction, *, oldest_ms: int, keep_events: int) -> int:
    """Remove the oldest rows: those received before `oldest_ms`, and those past `keep_events`.

    At most `STEP_ROWS`; returns how many. Rows that wait to be delivered stay. The others go in the
    order of their ids, so a clock that jumped never tears a hole into the log.
    """
    surplus = transaction.counters[KEPT] - keep_events
    oldest = transaction.run(
        "SELECT id, received_at, message_id FROM events"
        " WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE event = events.id) ORDER BY id LIMIT ?",
        (STEP_ROWS,),
    ).fetchall()
    gone = []
    for number, (row_id, received_at, message_id) in enumerate(oldest):
        if received_at >= oldest_ms and number >= surplus:
            break
        gone.append((row_id, message_id))
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
