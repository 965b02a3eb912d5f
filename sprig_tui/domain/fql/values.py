"""FQL's view of JSON values: their types and when two are the same."""

from typing import Any

Json = Any
"""None, bool, int, float, str, or a list or dict of these."""


def type_name(value: Json) -> str:
    """FQL's name of the value's type: string, number, bool, list, null, or object."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return "string"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float):
        return "number"
    return "list" if isinstance(value, list) else "object"


def is_number(value: Json) -> bool:
    """Whether the value is a JSON number (true and false are none)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def same(left: Json, right: Json) -> bool:
    """Strict equality: values of different types are never equal (facts.md, section 4).

    Lists are equal item by item, objects key by key whatever their order. Works on a stack of its
    own, so that no depth of nesting can raise.
    """
    pending = [(left, right)]
    while pending:
        one, other = pending.pop()
        kind = type_name(one)
        if kind != type_name(other):
            return False
        if kind == "list":
            if len(one) != len(other):
                return False
            pending.extend(zip(one, other, strict=True))
        elif kind == "object":
            if one.keys() != other.keys():
                return False
            pending.extend((one[key], other[key]) for key in one)
        elif one != other:
            return False
    return True
