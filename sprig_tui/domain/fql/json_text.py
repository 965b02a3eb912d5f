"""JSON text as JavaScript's `JSON.stringify` prints it: the input of Segment's sampling rule."""

import json
import math
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from sprig_tui.domain.fql.values import Json

_EXACT: Final = 2**53
_LARGEST_INDEX: Final = 2**32 - 2
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class _Raw(str):
    """Text that goes out as it is, among values still to be printed."""

    __slots__ = ()


def json_text(value: Json) -> str:
    """`value` (any JSON) without spaces, non-ASCII characters as they are.

    Numbers are printed as JavaScript prints them (1.0 is `1`, 1e21 is `1e+21`, integers beyond
    2^53 lose their last digits), keys that are array indexes come first, lone surrogates are
    escaped. Works on a stack of its own, so that no depth of nesting can raise.
    """
    printed: list[str] = []
    pending = [value]
    while pending:
        item = pending.pop()
        if isinstance(item, _Raw):
            printed.append(item)
        elif isinstance(item, str):
            printed.append(_string_text(item))
        elif item is None or isinstance(item, int | float):
            printed.append(_scalar_text(item))
        elif isinstance(item, list):
            pending.extend(reversed([*_list_parts(item)]))
        else:
            pending.extend(reversed([*_object_parts(item)]))
    return "".join(printed)


def number_text(number: float) -> str:
    """A number in ECMAScript's decimal form; `null` for what JSON cannot say."""
    if isinstance(number, int):
        if -_EXACT <= number <= _EXACT:
            return str(number)
        try:
            number = float(number)
        except OverflowError:
            return "null"
    if not math.isfinite(number):
        return "null"
    if number == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    text = "".join(map(str, digits))
    # `point` is ECMAScript's n: where the decimal point stands, counted from the first digit.
    point = len(text) + int(exponent)
    return ("-" if sign else "") + _place_point(text, point)


def _place_point(digits: str, point: int) -> str:
    if len(digits) <= point <= 21:
        return digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{point - 1:+d}"


def _scalar_text(value: float | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value)


def _string_text(text: str) -> str:
    printed = json.dumps(text, ensure_ascii=False)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found.group()):04x}", printed)


def _list_parts(items: list[Any]) -> Iterable[Any]:
    yield _Raw("[")
    for place, item in enumerate(items):
        if place:
            yield _Raw(",")
        yield item
    yield _Raw("]")


def _object_parts(items: Mapping[str, Any]) -> Iterable[Any]:
    yield _Raw("{")
    indexes = sorted((key for key in items if _is_index(key)), key=int)
    rest = [key for key in items if not _is_index(key)] if indexes else items
    for place, key in enumerate([*indexes, *rest]):
        yield _Raw(f"{',' if place else ''}{_string_text(key)}:")
        yield items[key]
    yield _Raw("}")


def _is_index(key: str) -> bool:
    if not (key.isascii() and key.isdigit() and len(key) <= 10):
        return False
    return (key == "0" or key[0] != "0") and int(key) <= _LARGEST_INDEX
