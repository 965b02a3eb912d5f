"""Tests of a field of what Segment sent, which the rows of the log do not hold."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from sprig_tui.domain.log import StoredEvent
from sprig_tui.domain.query.numbers import number_in, number_test
from sprig_tui.domain.query.texts import text_test
from sprig_tui.domain.query.tree import Compared, Field, Glob, Text, Value

PayloadTest = Callable[["Payload"], bool]
SIMPLE: Final = (str, int, float, bool, type(None))


class Payload:
    """An event's JSON, read when the first field is asked for."""

    def __init__(self, stored: StoredEvent) -> None:
        self._stored = stored
        self._parts: tuple[object, ...] | None = None

    def found(self, field: Field) -> Iterator[object]:
        """The values that the field has; the batch's context counts as the event's."""
        if self._parts is None:
            self._parts = _read(self._stored)
        path = field.path if field.key == "payload" else (field.key, *field.path)
        for part in self._parts:
            yield from values_at(part, path)


def payload_test(field: Field) -> PayloadTest:
    """Whether an event has the field with one of its values.

    Raises:
        QueryError: a value cannot be compared so.
    """
    tests = [_value_test(value) for value in field.values]

    def test(payload: Payload) -> bool:
        return any(test(value) for value in payload.found(field) for test in tests)

    return test


def values_at(value: object, path: tuple[str, ...]) -> Iterator[object]:
    """What stands at `path`; of a list each element, or the one with that number."""
    steps: list[tuple[object, int]] = [(value, 0)]
    while steps:
        value, at = steps.pop()
        if isinstance(value, list):
            if at < len(path) and path[at].isdecimal() and len(path[at]) < 6:
                steps += [(one, at + 1) for one in value[int(path[at]) :][:1]]
            steps += [(one, at) for one in reversed(value)]
        elif at == len(path):
            yield value
        elif isinstance(value, Mapping) and path[at] in value:
            steps.append((value[path[at]], at + 1))


def _read(stored: StoredEvent) -> tuple[object, ...]:
    try:
        own: object = json.loads(stored.payload)
    except (ValueError, RecursionError):
        own = None
    context = stored.envelope.context
    return (own,) if context is None else (own, {"context": context})


def _value_test(value: Value) -> Callable[[object], bool]:
    """Text as in a row; a number by its worth, true, false and null by their names."""
    if isinstance(value, Compared) and value.sign != "=":
        order = number_test(value)
        return lambda found: (number := _number(found)) is not None and order(number)
    if value == Glob("*"):
        return lambda _found: True
    test, whole = text_test(value), text_test(value, whole=True)
    given = number_in(value.text) if isinstance(value, Text | Compared) else None

    def check(found: object) -> bool:
        if isinstance(found, str):
            return test(found)
        if given is not None and _number(found) == given:
            return True
        return isinstance(found, SIMPLE) and whole(json.dumps(found))

    return check


def _number(found: object) -> float | None:
    if isinstance(found, bool):
        return None
    if isinstance(found, int | float):
        return found
    return number_in(found) if isinstance(found, str) else None
