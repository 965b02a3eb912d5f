"""Rows of a store from before the queue: those that wait enter it."""

import sqlite3
from typing import Final

from sprig_tui.adapters.store.flow_tallies import FlowTallies
from sprig_tui.adapters.store.ids import unpack_id
from sprig_tui.adapters.store.outbox import StoreOutbox
from sprig_tui.adapters.store.rows import STATE_CODES, STATES_BY_CODE
from sprig_tui.adapters.store.tallies import Counters
from sprig_tui.adapters.store.texts import text_body
from sprig_tui.adapters.store.waiting_states import WAITING

SELECT: Final = (
    "SELECT id, user_id, rules_version, delivery FROM events WHERE delivery IN "  # noqa: S608
    f"({', '.join(str(STATE_CODES[state]) for state in WAITING)}) ORDER BY id"
)


def queue_waiting_rows(connection: sqlite3.Connection) -> None:
    """Put every pending, retrying and held row into the queue, in the order of receipt."""
    counters = Counters(connection)
    outbox = StoreOutbox(connection.execute, counters, FlowTallies(connection))
    for row_id, packed, cell, code in connection.execute(SELECT).fetchall():
        version = text_body(connection, cell) if isinstance(cell, int) else cell
        outbox.queue_up(
            row_id,
            user_id=unpack_id(packed) if isinstance(packed, bytes) else None,
            version=version.decode() if isinstance(version, bytes) else None,
            state=STATES_BY_CODE[code],
        )
    counters.keep_work()
    counters.write()
