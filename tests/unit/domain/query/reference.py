"""What a query's tree says, read as plainly as can be."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from sprig_tui.domain.log import LogRow, StoredEvent
from sprig_tui.domain.query import parse_tree
from sprig_tui.domain.query.tree import (
    AllOf,
    AnyOf,
    Compared,
    Field,
    Glob,
    Negation,
    Node,
    Regex,
    Saved,
    Text,
    Value,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
NOW_MS = int(NOW.timestamp() * 1000)
SAVED = {"mine": "type:track -a", "both": "@mine OR b"}
READ: dict[str, Callable[[LogRow], str | None]] = {
    "type": lambda row: row.type,
    "name": lambda row: row.name,
    "event": lambda row: None if row.type == "page" else row.name,
    "url": lambda row: row.name if row.type == "page" else None,
    "user": lambda row: row.user_id,
    "anon": lambda row: row.anonymous_id,
    "reason": lambda row: row.reason.value,
    "detail": lambda row: row.detail,
    "src": lambda row: row.source,
    "rules": lambda row: row.rules_version,
    "delivery": lambda row: row.delivery,
}
WHOLE = {"type", "delivery"}
NUMBERS: dict[str, Callable[[LogRow], int]] = {
    "seen": lambda row: row.seen,
    "tries": lambda row: row.attempts,
    "id": lambda r: r.id,
}
SIGNS = {"=": "__eq__", ">": "__gt__", ">=": "__ge__", "<": "__lt__", "<=": "__le__"}


def says(node: Node, stored: StoredEvent) -> bool:
    """Whether the tree says the event."""
    row = stored.row
    if isinstance(node, AllOf):
        return all(says(part, stored) for part in node.parts)
    if isinstance(node, AnyOf):
        return any(says(part, stored) for part in node.parts)
    if isinstance(node, Negation):
        return not says(node.part, stored)
    if isinstance(node, Saved):
        return says(parse_tree(SAVED[node.name]), stored)
    if isinstance(node, Field):
        return any(field_says(node, value, stored) for value in node.values)
    texts = [row.name, row.user_id, row.anonymous_id, row.reason.value, row.detail, row.type]
    return any(text_says(node.value, text) for text in [*texts, row.message_id])


def field_says(node: Field, value: Value, stored: StoredEvent) -> bool:
    """One value of a key."""
    row, key = stored.row, node.key
    if node.path:
        return any(leaf_says(value, leaf) for leaf in leaves(node, stored))
    if key in READ:
        return text_says(value, READ[key](row), whole=key in WHOLE)
    if key == "warn":
        return any(text_says(value, text) for text in row.warnings)
    if key in NUMBERS and isinstance(value, Compared):
        return number_says(value, NUMBERS[key](row))
    assert isinstance(value, Text)
    return plain_says(key, value.text, row)


def plain_says(key: str, text: str, row: LogRow) -> bool:
    """A key that knows its own words."""
    if key == "id":
        return str(row.id) == text or (row.message_id or "\0").casefold().startswith(text)
    if key in NUMBERS:
        return bool(NUMBERS[key](row) == int(text))
    if key == "since":
        return row.received_at_ms >= NOW_MS - int(text[:-1]) * 60_000
    if key == "until":
        return row.received_at_ms < NOW_MS - int(text[:-1]) * 60_000
    if key == "mapping":
        return (row.mapping is not None) is (text == "any")
    by_word = {
        "repeated": row.seen > 1,
        "tried": row.attempts > 0,
        "mapped": row.mapping is not None,
        "warned": bool(row.warnings),
    }
    return by_word.get(text, text in (row.outcome.value, row.delivery))


def text_says(value: Value, text: str | None, *, whole: bool = False) -> bool:
    """One value of one text."""
    if text is None:
        return False
    if isinstance(value, Regex):
        return re.search(value.pattern, text, re.IGNORECASE * value.ignore_case) is not None
    wanted, text = value.text.casefold(), text.casefold()
    if isinstance(value, Glob):
        pattern = ".*".join(map(re.escape, wanted.split("*")))
        return re.fullmatch(pattern, text, re.DOTALL) is not None
    if whole or isinstance(value, Compared):
        return text == wanted
    return wanted in text


def number_says(value: Compared, number: float) -> bool:
    """A comparison of one number."""
    return bool(getattr(float(number), SIGNS[value.sign])(float(value.text)))


def leaves(node: Field, stored: StoredEvent) -> Iterator[Any]:
    """The values at a field's path, through lists."""
    path = node.path if node.key == "payload" else (node.key, *node.path)
    found = [json.loads(stored.payload)]
    for name in path:
        flat = [one for value in found for one in flattened(value)]
        found = [value[name] for value in flat if isinstance(value, dict) and name in value]
    yield from (one for value in found for one in flattened(value))


def flattened(value: Any) -> Iterator[Any]:  # noqa: ANN401 - JSON is any
    """The elements of lists in lists."""
    if isinstance(value, list):
        for one in value:
            yield from flattened(one)
    else:
        yield value


def leaf_says(value: Value, leaf: Any) -> bool:  # noqa: ANN401 - JSON is any
    """One value of one value of the payload."""
    if isinstance(value, Compared) and value.sign != "=":
        return type(leaf) is int and number_says(value, leaf)
    if isinstance(leaf, str):
        return text_says(value, leaf)
    if value == Glob("*"):
        return True
    return not isinstance(leaf, dict) and text_says(value, json.dumps(leaf), whole=True)
