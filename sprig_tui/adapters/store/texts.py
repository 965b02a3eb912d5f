"""Repeated texts, kept once.

A text is stored in its row when it is first seen and in the side table from its second sighting
on, so that texts that occur once (URLs with a query) cost nothing extra. Each text notes a recent
row that used it, at most `STALE_ROWS` behind: once all rows up to that distance are pruned, no row
can hold it any more.
"""

import sqlite3
from typing import Final, TypeVar

STALE_ROWS: Final = 10_000
MAX_REMEMBERED: Final = 4_096
MAX_TEXT_BYTES: Final = 4_096
MIN_TEXT_BYTES: Final = 3

Cell = bytes | int | None
Key = TypeVar("Key")
Value = TypeVar("Value")


class Texts:
    """The writer's side: turns a text into what its row holds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._once: dict[bytes, None] = {}
        self._known: dict[bytes, tuple[int, int]] = {}
        self._of_work: list[bytes] = []
        newest = connection.execute(
            "SELECT body, id, used FROM texts ORDER BY id DESC LIMIT ?", (MAX_REMEMBERED,)
        )
        for body, text_id, used in newest.fetchall()[::-1]:
            self._known[body] = (text_id, used)

    def cell(self, text: bytes | None, row_id: int) -> Cell:
        """What the row `row_id` keeps for `text`: itself, or the id of its copy."""
        if text is None:
            return None
        known = self._known.get(text)
        if known is not None:
            if row_id - known[1] > STALE_ROWS:
                self._touch(text, known[0], row_id)
            return known[0]
        if not MIN_TEXT_BYTES <= len(text) <= MAX_TEXT_BYTES:
            return text
        if text in self._once:
            return self._keep(text, row_id)
        _remember(self._once, text, None)
        return text

    def body(self, text_id: int) -> bytes | None:
        """The text behind an id."""
        return text_body(self._connection, text_id)

    def keep_work(self) -> None:
        """The unit of work succeeded."""
        self._of_work.clear()

    def drop_work(self) -> None:
        """The unit of work was rolled back, and with it what it kept."""
        for text in self._of_work:
            self._known.pop(text, None)
        self._of_work.clear()

    def drop_unused(self, *, oldest_row: int, after: int, count: int) -> int | None:
        """Remove texts that no kept row can hold, among `count` ids past `after`.

        Returns the id to go on after, None at the end.
        """
        ids = self._connection.execute(
            "SELECT id, body, used FROM texts WHERE id > ? ORDER BY id LIMIT ?", (after, count)
        ).fetchall()
        for text_id, body, used in ids:
            if used + STALE_ROWS < oldest_row:
                self._connection.execute("DELETE FROM texts WHERE id = ?", (text_id,))
                if self._known.get(body, (None,))[0] == text_id:
                    del self._known[body]
        return ids[-1][0] if len(ids) == count else None

    def _keep(self, text: bytes, row_id: int) -> int:
        cursor = self._connection.execute(
            "INSERT INTO texts (body, used) VALUES (?, ?)", (text, row_id)
        )
        text_id = cursor.lastrowid or 0
        del self._once[text]
        _remember(self._known, text, (text_id, row_id))
        self._of_work.append(text)
        return text_id

    def _touch(self, text: bytes, text_id: int, row_id: int) -> None:
        self._connection.execute("UPDATE texts SET used = ? WHERE id = ?", (row_id, text_id))
        del self._known[text]
        _remember(self._known, text, (text_id, row_id))
        self._of_work.append(text)


class TextCache:
    """The reader's side: the texts behind ids, remembered while the connection lives."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._bodies: dict[int, bytes | None] = {}

    def body(self, text_id: int) -> bytes | None:
        """The text behind an id, None if the store has none."""
        if text_id in self._bodies:
            return self._bodies[text_id]
        found = text_body(self._connection, text_id)
        if found is not None:
            _remember(self._bodies, text_id, found)
        return found


def text_body(connection: sqlite3.Connection, text_id: int) -> bytes | None:
    """One text of the side table."""
    found = connection.execute("SELECT body FROM texts WHERE id = ?", (text_id,)).fetchone()
    return found[0] if found and isinstance(found[0], bytes) else None


def _remember(memory: dict[Key, Value], key: Key, value: Value) -> None:
    """Add to a memory that forgets its oldest entry when it is full."""
    if len(memory) >= MAX_REMEMBERED:
        del memory[next(iter(memory))]
    memory[key] = value
