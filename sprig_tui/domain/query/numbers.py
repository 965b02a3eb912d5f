"""Tests of one number."""

import operator
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Final

from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.tree import Compared, Text, Value

Comparison = Callable[[float, float], bool]
NumberTest = Callable[[float], bool]

SIGNS: Final[Mapping[str, Comparison]] = {
    "=": operator.eq,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


def number_test(value: Value) -> NumberTest:
    """Whether a number is, or stands to, the one that `value` says.

    Raises:
        QueryError: it says none.
    """
    text = value.text if isinstance(value, Text | Compared) else ""
    number = number_in(text)
    if number is None:
        raise QueryError("expected a number, such as 2 or >1", value.position)
    compare = SIGNS[value.sign if isinstance(value, Compared) else "="]
    return lambda given: compare(given, number)


def number_in(text: str) -> float | None:
    """The number that a text is, a whole one exactly; None if it is none."""
    if len(text) > 400 or "_" in text:
        return None
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None
