"""Remove what is older or more than the settings keep, in small steps."""

from typing import Final

from sprig_tui.adapters.store.ids import digest_of, unpack_id
from sprig_tui.adapters.store.tallies import KEPT, KEPT_REJECTED, LAST_ID
from sprig_tui.adapters.store.texts import STALE_ROWS
from sprig_tui.adapters.store.transaction import StoreTransaction

STEP_ROWS: Final = 200
STEP_TEXTS: Final = 1_000


def prune_rows(transaction: StoreTransaction, *, oldest_ms: int, keep_events: int) -> int:
    """Remove the oldest rows: those received before `oldest_ms`, and those past `keep_events`.

    At most `STEP_ROWS`; returns how many. Rows go in the order of their ids, so a clock that
    jumped never tears a hole into the log.
    """
    surplus = transaction.counters[KEPT] - keep_events
    oldest = transaction.run(
        "SELECT id, received_at, message_id FROM events ORDER BY id LIMIT ?", (STEP_ROWS,)
    ).fetchall()
    gone = []
    for number, (row_id, received_at, message_id) in enumerate(oldest):
        if received_at >= oldest_ms and number >= surplus:
            break
        gone.append((row_id, message_id))
    if not gone:
        return 0
    for row_id, message_id in gone:
        if isinstance(message_id, bytes):
            transaction.run(
                "DELETE FROM messages WHERE digest = ? AND event = ?",
                (digest_of(unpack_id(message_id)), row_id),
            )
    last = (gone[-1][0],)
    rejected = transaction.run("DELETE FROM rejections WHERE event <= ?", last).rowcount
    transaction.run("DELETE FROM events WHERE id <= ?", last)
    transaction.counters.add(KEPT, -len(gone))
    transaction.counters.add(KEPT_REJECTED, -rejected)
    return len(gone)


def prune_texts(transaction: StoreTransaction, after: int) -> int | None:
    """Remove repeated texts and rules versions that no kept row uses, some past text id `after`.

    Returns the text id to go on after, None at the end.
    """
    oldest = transaction.run("SELECT min(id) FROM events").fetchone()[0]
    oldest_row = transaction.counters[LAST_ID] + 1 if oldest is None else oldest
    transaction.run("DELETE FROM rules WHERE used < ?", (oldest_row - STALE_ROWS,))
    return transaction.texts.drop_unused(oldest_row=oldest_row, after=after, count=STEP_TEXTS)
