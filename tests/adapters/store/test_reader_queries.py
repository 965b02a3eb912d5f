"""What the store finds for a query is what a plain reading of the query says of each event."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprig_tui.adapters.store.reader import SqliteLogReader
from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.query import parse_query, query_text
from sprig_tui.domain.query.tree import Negation, Node
from sprig_tui.domain.reasons import Reason
from tests.adapters.store.stores import append, writing
from tests.log_rows import new_row
from tests.unit.domain.query.reference import NOW, NOW_MS, SAVED, says
from tests.unit.domain.query.strategies import nodes

WORDS = ("a", "ab", "A b", "order", "*", '"', "ß", "")
REASONS = (Reason.EVENT, Reason.UNMAPPED_EVENT, Reason.PAGE, Reason.INVALID_JSON)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty events of few words."""
    path = tmp_path_factory.mktemp("queried") / "events.db"
    path.parent.chmod(0o700)
    with writing(path) as session:
        for number in range(1, 41):
            word = WORDS[number % len(WORDS)]
            value = {
                "properties": {"a": [word, number % 4, {"b c": word}]},
                "traits": {"d.e": True},
            }
            row = new_row(
                number, REASONS[number % 4], name=word, user_id=word or None, value=value,
                type="page" if number % 3 == 0 else "track", detail=WORDS[number % 5],
                warnings=(word,), source=f"src {word}", message_id=f"m-{number}",
                received_at_ms=NOW_MS - (number % 8) * 60_000,
            )  # fmt: skip
            append(session, row)
    return path


async def _found(path: Path, text: str) -> tuple[list[int], list[int], Sequence[StoredEvent]]:
    """The ids that the store finds newest first and oldest first, and every event."""
    reader = await SqliteLogReader.open(path)
    try:
        query = parse_query(text, now=NOW, saved=SAVED)
        newest = [row.id for row in await reader.rows(query=query)]
        oldest = [row.id for row in await reader.rows(query=query, after=0)]
        return newest, oldest, await reader.events(range(1, 41))
    finally:
        await reader.close()


@settings(deadline=None)
@given(node=nodes(), negated=st.booleans())
def test_the_store_finds_what_the_query_says(store: Path, node: Node, negated: bool) -> None:
    """In both directions; and the opposite finds all the others."""
    asked = Negation(node) if negated else node
    newest, oldest, every = asyncio.run(_found(store, query_text(asked)))
    expected = [one.row.id for one in every if says(node, one) is not negated]
    assert oldest == expected
    assert newest == expected[::-1]
