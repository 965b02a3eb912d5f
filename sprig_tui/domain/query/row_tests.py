"""Tests of one row of the log: a word, or a key with a value."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sprig_tui.domain.decision import Table
from sprig_tui.domain.delivery import DeliveryState
from sprig_tui.domain.log import LogRow
from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.keys import CHOICES, KEYS, STATES, Key, Sort, Test, suggest
from sprig_tui.domain.query.moments import moment_ms
from sprig_tui.domain.query.numbers import number_test
from sprig_tui.domain.query.texts import text_test
from sprig_tui.domain.query.tree import Compared, Regex, Text, Value, Word
from sprig_tui.domain.reasons import Reason

MAPPING: Final = re.compile(r"(?:(event|url)s?)?#?(\d{1,9})?")
TABLES: Final[Mapping[str, Table]] = {"event": "triggered_events", "url": "page_urls"}


def word_test(word: Word) -> Test:
    """The word is in the name, an id, the reason, the detail or the type."""
    if isinstance(word.value, Regex):
        return _anywhere(text_test(word.value))
    needle = word.value.text.casefold()
    reasons = frozenset(reason for reason in Reason if needle in reason.value)

    def test(row: LogRow) -> bool:
        if row.reason in reasons:
            return True
        for text in _texts(row):  # noqa: SIM110 - every row passes here: a generator costs half more
            if text is not None and needle in text.casefold():
                return True
        return False

    return test


def value_test(name: str, value: Value, now: datetime | None) -> Test:
    """The test of `name:value`.

    Raises:
        QueryError: the key does not take the value; the nearest one is suggested.
    """
    key = KEYS[name]
    if key.sort is Sort.TIME:
        return _time(name, value, now)
    if key.sort in (Sort.NUMBER, Sort.ID):
        return _number(key, value)
    if key.sort in (Sort.TEXT, Sort.WHOLE_TEXT):
        return _text(key, value)
    return BY_SORT[key.sort](value)


def _texts(row: LogRow) -> tuple[str | None, ...]:
    return (row.name, row.user_id, row.anonymous_id, row.detail, row.type, row.message_id)


def _anywhere(found: Callable[[str], bool]) -> Test:
    reasons = frozenset(reason for reason in Reason if found(reason.value))
    return lambda row: (
        row.reason in reasons or any(text is not None and found(text) for text in _texts(row))
    )


def _text(key: Key, value: Value) -> Test:
    read, found = key.read, text_test(value, whole=key.sort is Sort.WHOLE_TEXT)
    return lambda row: (text := read(row)) is not None and found(text)


def _number(key: Key, value: Value) -> Test:
    read = key.number
    if key.sort is Sort.ID and not isinstance(value, Compared):
        return _id(value)
    compare = number_test(value)
    return lambda row: compare(read(row))


def _id(value: Value) -> Test:
    """The row's number, or how the messageId begins."""
    if not isinstance(value, Text):
        found = text_test(value)
        return lambda row: row.message_id is not None and found(row.message_id)
    begin = value.text.casefold()
    return lambda row: (
        str(row.id) == begin
        or (row.message_id is not None and row.message_id.casefold().startswith(begin))
    )


def _warnings(value: Value) -> Test:
    found = text_test(value)
    return lambda row: any(found(text) for text in row.warnings)


def _reason(value: Value) -> Test:
    found = text_test(value)
    reasons = frozenset(reason for reason in Reason if found(reason.value))
    if not reasons and isinstance(value, Text):
        endings = [reason.value.partition(".")[2] for reason in Reason]
        nearest = suggest(value.text.casefold(), [*CHOICES["reason"], *endings])
        said = nearest if nearest.startswith("did") else "sprig-tui reasons lists them"
        raise QueryError(f'no reason has "{value.text}" in it; {said}', value.position)
    return lambda row: row.reason in reasons


def _delivery(value: Value) -> Test:
    found = text_test(value, whole=True)
    states = frozenset(state for state in DeliveryState if found(state.value))
    if not states:
        _refuse("delivery", "no delivery state is", value)
    return lambda row: row.delivery in states


def _state(value: Value) -> Test:
    test = STATES.get(value.text.casefold()) if isinstance(value, Text) else None
    return test or _refuse("is", "nothing is", value)


def _refuse(key: str, nothing: str, value: Value) -> Test:
    text = value.pattern if isinstance(value, Regex) else value.text
    begun = any(word.startswith(text.casefold()) for word in CHOICES[key])
    message = f'{nothing} "{text}"; {suggest(text.casefold(), CHOICES[key])}'
    raise QueryError(message, value.position, unfinished=value.last and begun)


def _mapping(value: Value) -> Test:
    text = value.text.casefold() if isinstance(value, Text) else "?"
    if text in ("any", "none"):
        return lambda row: (row.mapping is not None) is (text == "any")
    found = MAPPING.fullmatch(text)
    if found is None or not text:
        return _refuse("mapping", "expected a mapping, not", value)
    table = TABLES.get(found[1] or "")
    index = None if found[2] is None else int(found[2]) - 1
    return lambda row: (
        row.mapping is not None
        and (table is None or row.mapping.table == table)
        and (index is None or row.mapping.index == index)
    )


def _time(name: str, value: Value, now: datetime | None) -> Test:
    if not isinstance(value, Text):
        raise QueryError("expected a time, as it is", value.position)
    at = moment_ms(value.text, now, value.position, last=value.last)
    if name == "since":
        return lambda row: row.received_at_ms >= at
    return lambda row: row.received_at_ms < at


BY_SORT: Final[Mapping[Sort, Callable[[Value], Test]]] = {
    Sort.WARNINGS: _warnings,
    Sort.REASON: _reason,
    Sort.DELIVERY: _delivery,
    Sort.STATE: _state,
    Sort.MAPPING: _mapping,
}
