"""Empty the log, as a test suite wants it before a test."""

from typing import Final

from sprig_tui.adapters.store.tallies import COMMITS, KEPT, LAST_ID
from sprig_tui.adapters.store.transaction import StoreTransaction

EMPTIED: Final = (
    "events", "messages", "rejections", "outbox", "queues", "attempts", "users", "audiences",
    "members", "requests", "mapping_hits", "flow",
)  # fmt: skip


def empty_store(transaction: StoreTransaction) -> int:
    """Remove every row, user, audience, event request, hit and waiting delivery; returns the rows.

    The books begin at zero. Ids go on, so that nobody takes a new row for an old one. Requests that
    were made stay until they are old: they still count against the destination's rate limit.
    """
    removed = transaction.counters[KEPT]
    for table in EMPTIED:
        transaction.run(f"DELETE FROM {table}")  # noqa: S608 - names from above
    transaction.run("UPDATE sends SET kept = 0")
    transaction.forget_counts(besides=(LAST_ID, COMMITS))
    return removed
