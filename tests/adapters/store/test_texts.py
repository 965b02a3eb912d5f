"""Repeated texts, kept once."""

import sqlite3
from collections.abc import Iterator

import pytest

from sprig_tui.adapters.store import texts as texts_module
from sprig_tui.adapters.store.migrations import migrate
from sprig_tui.adapters.store.texts import STALE_ROWS, TextCache, Texts


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """An empty store in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    yield connection
    connection.close()


def count(connection: sqlite3.Connection) -> int:
    """How many texts the side table has."""
    return int(connection.execute("SELECT count(*) FROM texts").fetchone()[0])


def test_a_text_moves_to_the_side_table_when_it_is_seen_again(
    connection: sqlite3.Connection,
) -> None:
    """Once it costs nothing extra, afterwards one number."""
    texts = Texts(connection)
    cells = [texts.cell(b"No mapping.", row) for row in (1, 2, 3)]
    assert cells[0] == b"No mapping."
    assert isinstance(cells[1], int)
    assert cells[1] == cells[2]
    assert texts.body(cells[1]) == b"No mapping."
    assert texts.body(99) is None


@pytest.mark.parametrize("text", [None, b"", b"ab", b"x" * 5_000])
def test_what_is_not_worth_it_stays_in_its_row(
    connection: sqlite3.Connection, text: bytes | None
) -> None:
    """Nothing, very short and very long texts."""
    texts = Texts(connection)
    assert [texts.cell(text, row) for row in (1, 2, 3)] == [text] * 3
    assert count(connection) == 0


def test_a_restart_remembers_the_texts(connection: sqlite3.Connection) -> None:
    """They are not stored twice."""
    texts = Texts(connection)
    cells = [texts.cell(b"again", row) for row in (1, 2)]
    assert Texts(connection).cell(b"again", 3) == cells[1]


def test_a_work_that_is_rolled_back_takes_its_texts_along(connection: sqlite3.Connection) -> None:
    """An id that does not exist any more is never given out."""
    texts = Texts(connection)
    texts.cell(b"again", 1)
    connection.execute("BEGIN")
    assert isinstance(texts.cell(b"again", 2), int)
    connection.execute("ROLLBACK")
    texts.drop_work()
    assert texts.cell(b"again", 2) == b"again"
    assert isinstance(texts.cell(b"again", 3), int)
    texts.keep_work()
    texts.drop_work()
    assert isinstance(texts.cell(b"again", 4), int)


def test_only_texts_that_no_row_can_hold_are_removed(connection: sqlite3.Connection) -> None:
    """A text in use notes a recent row every so often."""
    texts = Texts(connection)
    for row in (1, 2):
        texts.cell(b"old", row)
        texts.cell(b"in use", row)
    far = 3 * STALE_ROWS
    kept = texts.cell(b"in use", far)
    assert texts.drop_unused(oldest_row=2, after=0, count=10) is None
    assert count(connection) == 2
    assert texts.drop_unused(oldest_row=far, after=0, count=1) is not None
    assert texts.drop_unused(oldest_row=far, after=1, count=10) is None
    assert texts.cell(b"old", far) == b"old"
    assert texts.cell(b"in use", far) == kept
    assert count(connection) == 1


def test_the_memory_is_bounded(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest text is forgotten first; it is still found behind its id."""
    monkeypatch.setattr(texts_module, "MAX_REMEMBERED", 2)
    texts = Texts(connection)
    cells = {}
    for text in (b"one", b"two", b"three"):
        texts.cell(text, 1)
        cells[text] = texts.cell(text, 1)
    assert texts.cell(b"one", 1) == b"one"
    assert texts.cell(b"three", 1) == cells[b"three"]
    cache = TextCache(connection)
    for text, cell in [*cells.items(), *cells.items()]:
        assert isinstance(cell, int)
        assert cache.body(cell) == text
    assert cache.body(99) is None
