"""Words to offer while a filter is typed: those of the newest events."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.query.completing import Vocabulary
from sprig_tui.domain.query.printing import field_name, name_text
from sprig_tui.ports import LogReader

ROWS: Final = 2_000
PAYLOADS: Final = 300
SLICE: Final = 20
"""So many payloads are read in one go: the loop has other things to do in between."""
MAX_PAYLOAD: Final = 16_384
"""Bytes; a longer payload gives no words."""
MAX_FIELDS: Final = 200
"""Values that are taken of one payload."""
MAX_ELEMENTS: Final = 5
MAX_DEPTH: Final = 5
MAX_WORDS: Final = 200
MAX_VALUES: Final = 20
MAX_WORD: Final = 200
"""Characters; a longer word would be cut, and then it would find nothing."""
HEADS: Final = ("properties", "traits", "context")


async def read_vocabulary(reader: LogReader) -> Vocabulary:
    """The words of the newest 2,000 rows, and of the payloads of the newest 300; frequent first.

    Raises:
        StoreUnavailableError: the log cannot be read.
    """
    words = _Words()
    rows = await reader.rows(limit=ROWS)
    for row in rows:
        words.add_row(row)
    ids = [row.id for row in rows if row.type is not None][:PAYLOADS]
    for start in range(0, len(ids), SLICE):
        for stored in await reader.events(ids[start : start + SLICE]):
            words.add_payload(stored)
    return words.most_common()


class _Words:
    """How often each word was seen, by the key that it belongs to."""

    def __init__(self) -> None:
        self._seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._values: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add_row(self, row: LogRow) -> None:
        self._add("url" if row.type == "page" else "event", row.name)
        self._add("user", row.user_id)
        self._add("anon", row.anonymous_id)
        self._add("src", row.source)
        for warning in row.warnings:
            self._add("warn", warning)

    def add_payload(self, stored: StoredEvent) -> None:
        for head, path, value in _fields(stored):
            if all(map(_is_word, path)):
                self._seen[head][".".join(map(name_text, path))] += 1
                text = value if isinstance(value, str) else json.dumps(value)
                if _is_word(text):
                    self._values[field_name(head, path)][text] += 1

    def most_common(self) -> Vocabulary:
        words = {key: _best(counts, MAX_WORDS) for key, counts in self._seen.items()}
        offered = {f"{head}.{name}" for head in HEADS for name in words.get(head, ())}
        values = {key: _best(self._values[key], MAX_VALUES) for key in offered & {*self._values}}
        return {**words, **values}

    def _add(self, key: str, text: str | None) -> None:
        if text is not None and _is_word(text):
            self._seen[key][text] += 1


def _best(counts: Counter[str], most: int) -> list[str]:
    return [word for word, _count in counts.most_common(most)]


def _is_word(text: str) -> bool:
    """Whether it can be shown and typed as it is."""
    return 0 < len(text) <= MAX_WORD and text.isprintable()


def _fields(stored: StoredEvent) -> Iterator[tuple[str, tuple[str, ...], object]]:
    """Key, names and value of the fields that a query can ask for; the batch's context counts."""
    if len(stored.payload) > MAX_PAYLOAD:
        return
    try:
        own: object = json.loads(stored.payload)
    except (ValueError, RecursionError):
        return
    parts = [(head, own[head]) for head in HEADS if head in own] if isinstance(own, dict) else []
    if stored.envelope.context is not None:
        parts.append(("context", stored.envelope.context))
    for head, part in parts:
        for path, value in _leaves(part):
            yield head, path, value


def _leaves(part: object) -> Iterator[tuple[tuple[str, ...], object]]:
    """The values within, with the names that lead to them; of a list the first elements."""
    steps: list[tuple[tuple[str, ...], object]] = [((), part)]
    left = MAX_FIELDS
    while steps and left:
        path, value = steps.pop()
        if isinstance(value, Mapping):
            if len(path) < MAX_DEPTH:
                steps += [((*path, name), one) for name, one in value.items()]
        elif isinstance(value, list):
            steps += [(path, one) for one in value[:MAX_ELEMENTS]]
        elif path:
            left -= 1
            yield path, value
