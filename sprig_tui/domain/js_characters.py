"""Characters as a JavaScript regular expression without the `u` flag sees them.

It compares UTF-16 code units, so a character outside the Basic Multilingual Plane is two of them.
Here a code unit is a `str` character of at most U+FFFF, and a set of them a tuple of ranges.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

Ranges = tuple[tuple[int, int], ...]
"""Inclusive ranges of code units, sorted, not touching each other."""

LAST_UNIT: Final = 0xFFFF
EVERYTHING: Final[Ranges] = ((0, LAST_UNIT),)
DIGITS: Final[Ranges] = ((0x30, 0x39),)
WORD: Final[Ranges] = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
LINE_ENDS: Final[Ranges] = ((0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029))
SPACES: Final[Ranges] = (
    *((0x09, 0x0D), (0x20, 0x20), (0xA0, 0xA0), (0x1680, 0x1680), (0x2000, 0x200A)),
    *((0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000), (0xFEFF, 0xFEFF)),
)

_ASTRAL: Final = re.compile("[\U00010000-\U0010ffff]")
ASCII_END: Final = 0x7F
_CASE_DISTANCE: Final = 0x20


def to_code_units(text: str) -> str:
    """`text` with every character above U+FFFF as its two surrogates; lone ones stay."""
    return text if text.isascii() else _ASTRAL.sub(_surrogates, text)


def from_code_units(units: str) -> str:
    """The text behind code units: pairs of surrogates joined, lone ones kept."""
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _surrogates(found: re.Match[str]) -> str:
    high, low = divmod(ord(found[0]) - 0x10000, 0x400)
    return chr(0xD800 + high) + chr(0xDC00 + low)


def unite(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """The union of ranges in any order."""
    united: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if united and low <= united[-1][1] + 1:
            united[-1] = (united[-1][0], max(united[-1][1], high))
        else:
            united.append((low, high))
    return tuple(united)


def complement(ranges: Ranges) -> Ranges:
    """Every code unit that is not in `ranges`."""
    outside: list[tuple[int, int]] = []
    start = 0
    for low, high in ranges:
        if start < low:
            outside.append((start, low - 1))
        start = high + 1
    if start <= LAST_UNIT:
        outside.append((start, LAST_UNIT))
    return tuple(outside)


@lru_cache(1024)
def ignoring_case(ranges: Ranges) -> Ranges:
    """`ranges` with every code unit that the `i` flag takes for one of them.

    Without the `u` flag that is ECMAScript's Canonicalize by toUppercase, which never leads from
    outside ASCII into it: the Kelvin sign is no k, the long s no s.
    """
    if not ranges or ranges == EVERYTHING:
        return ranges
    more: list[tuple[int, int]] = []
    for low, high in ranges:
        for first, last, step in ((0x41, 0x5A, _CASE_DISTANCE), (0x61, 0x7A, -_CASE_DISTANCE)):
            if max(low, first) <= min(high, last):
                more.append((max(low, first) + step, min(high, last) + step))
    if ranges[-1][1] > ASCII_END:
        for same in _case_groups():
            if any(low <= unit <= high for low, high in ranges for unit in same):
                more.extend((unit, unit) for unit in same)
    return unite([*ranges, *more])


def fold_case(units: str) -> str:
    """Code units in the one form that the `i` flag compares them in; the length stays."""
    return units.upper() if units.isascii() else units.translate(_canonical_units())


@cache
def _canonical_units() -> dict[int, int]:
    """ECMAScript's Canonicalize for `i` without `u`, where it changes a code unit."""
    changed: dict[int, int] = {}
    for unit in range(LAST_UNIT + 1):
        upper = chr(unit).upper()
        if len(upper) == 1 and ord(upper) != unit:
            into_ascii = unit > ASCII_END >= ord(upper)
            if not into_ascii and ord(upper) <= LAST_UNIT:
                changed[unit] = ord(upper)
    return changed


@cache
def _case_groups() -> tuple[tuple[int, ...], ...]:
    """Code units outside ASCII that the `i` flag takes for each other."""
    groups: dict[int, list[int]] = {}
    for unit, upper in _canonical_units().items():
        if unit > ASCII_END:
            groups.setdefault(upper, [upper]).append(unit)
    return tuple(tuple(group) for group in groups.values())
