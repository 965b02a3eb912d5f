"""What a reader asks of the flow."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sprig_tui.adapters.store.flow_selects import FlowSelects
from sprig_tui.adapters.store.session import WriterSession
from sprig_tui.adapters.store.texts import text_body
from sprig_tui.domain.flow_counts import SourceCount
from tests.adapters.store.stores import append
from tests.log_rows import START_MS, new_row


def test_a_sender_is_one_wherever_its_name_stands(session: WriterSession, path: Path) -> None:
    """In the first row itself, beside the rows from the second on."""
    append(session, *(new_row(n, source="node 1.0 …ab12") for n in (1, 2, 3)))
    with closing(sqlite3.connect(path)) as connection:
        selects = FlowSelects(connection, lambda text_id: text_body(connection, text_id))
        assert selects.source_counts(0, 3) == [SourceCount("node 1.0 …ab12", 3, START_MS + 3_000)]


def test_a_text_that_is_lost_is_no_name(session: WriterSession, path: Path) -> None:
    """A damaged store is counted as far as it can be read."""
    append(session, *(new_row(n, source="node 1.0") for n in (1, 2, 3)))
    with closing(sqlite3.connect(path)) as connection:
        found = FlowSelects(connection, lambda _text_id: None).source_counts(0, 3)
    assert {(one.source, one.count) for one in found} == {("", 2), ("node 1.0", 1)}
