"""What a failure of SQLite means."""

import sqlite3
from pathlib import Path

import pytest

from sprig_tui.adapters.store.errors import (
    DamagedError,
    is_damage,
    is_storage_failure,
    sentence,
)


def failure(sql: str, path: str = ":memory:") -> sqlite3.Error:
    """The error that a statement ends in."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("CREATE TABLE t (x INTEGER PRIMARY KEY)")
        connection.execute(sql, ())
    except sqlite3.Error as error:
        return error
    finally:
        connection.close()
    raise AssertionError(sql)


def test_a_damaged_file_is_told_from_other_failures(folder: Path) -> None:
    """Only damage allows to move a store aside."""
    (folder / "text").write_text("no database " * 100)
    found = failure("", str(folder / "text"))
    assert is_damage(found)
    assert is_storage_failure(found)
    assert sentence(found) == "the store is not a database (SQLITE_NOTADB)"
    assert is_damage(DamagedError("x"))
    assert not is_damage(failure("nonsense"))
    assert not is_damage(ValueError())


@pytest.mark.parametrize("sql", ["INSERT INTO t VALUES ('x')", "SELECT ?"])
def test_a_wrong_question_is_no_failure_of_the_store(sql: str) -> None:
    """The work that asked it gets the error, the others go on."""
    assert not is_storage_failure(failure(sql))


def test_unknown_failures_keep_their_words() -> None:
    """So that somebody can look them up."""
    assert "syntax error" in sentence(failure("nonsense"))
    assert sentence(ValueError("odd")) == "the store failed: odd"
    assert sentence(sqlite3.OperationalError("mine")) == "the store failed: mine"
