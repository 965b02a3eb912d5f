r"""Escapes, character classes and group names of JavaScript regular expressions without `u`."""

import re
from typing import Final

from sprig_tui.domain.js_characters import (
    DIGITS,
    SPACES,
    WORD,
    Ranges,
    complement,
    from_code_units,
    unite,
)

CLASS_ESCAPES: Final[dict[str, tuple[Ranges, bool]]] = {
    "d": (DIGITS, False),
    "D": (DIGITS, True),
    "s": (SPACES, False),
    "S": (SPACES, True),
    "w": (WORD, False),
    "W": (WORD, True),
}
_CONTROLS: Final = {"f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_HEX: Final = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})")
_OCTAL: Final = re.compile(r"[0-3][0-7]{0,2}|[4-7][0-7]?")
_NAME_ESCAPE: Final = re.compile(r"\\u(?:([0-9A-Fa-f]{4})|\{([0-9A-Fa-f]+)\})")
_JOINERS: Final = "\u200c\u200d"


class JsRegexError(ValueError):
    """JavaScript would not compile the pattern; `position` counts from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


def read_character_escape(
    units: str, start: int, *, in_class: bool, has_names: bool
) -> tuple[str, int]:
    """The code unit that the backslash at `start` stands for, and where it ends.

    Raises:
        JsRegexError: nothing follows the backslash, or a `k` that needs a group's name.
    """
    letter = units[start + 1 : start + 2]
    if not letter:
        raise JsRegexError("\\ at the end of the pattern", start)
    if letter in _CONTROLS:
        return _CONTROLS[letter], start + 2
    if letter == "c":
        return _read_control(units, start, in_class=in_class)
    if found := _HEX.match(units, start + 1):
        return chr(int(found[1] or found[2], 16)), found.end()
    if found := _OCTAL.match(units, start + 1):
        return chr(int(found[0], 8)), found.end()
    if letter == "k" and has_names:
        raise JsRegexError("\\k must not stand in a character class", start)
    return letter, start + 2


def _read_control(units: str, start: int, *, in_class: bool) -> tuple[str, int]:
    r"""`\cX`; without a letter after it (in a class: letter, digit or _) a plain backslash."""
    after = units[start + 2 : start + 3]
    if after.isascii() and (after.isalpha() or (in_class and (after.isdigit() or after == "_"))):
        return chr(ord(after) % 32), start + 3
    return "\\", start + 1


def read_class(units: str, start: int, *, has_names: bool) -> tuple[Ranges, bool, int]:
    """The class that opens at `start`: its set, whether it is negated, and where it ends.

    Raises:
        JsRegexError: the class does not end, or a range runs backwards.
    """
    negated = units.startswith("^", start + 1)
    at = start + 1 + negated
    ranges: list[tuple[int, int]] = []
    while at < len(units) and units[at] != "]":
        first_at = at
        first, at = _read_member(units, at, has_names=has_names)
        if not units.startswith("-", at) or at + 1 >= len(units) or units[at + 1] == "]":
            ranges.extend(first)
            continue
        last, at = _read_member(units, at + 1, has_names=has_names)
        if isinstance(first, _One) and isinstance(last, _One):
            if first.unit > last.unit:
                raise JsRegexError("range out of order in a character class", first_at)
            ranges.append((first.unit, last.unit))
        else:
            ranges.extend((*first, *last, (0x2D, 0x2D)))
    if at >= len(units):
        raise JsRegexError("unterminated character class", start)
    return unite(ranges), negated, at + 1


class _One(tuple[tuple[int, int], ...]):
    """The ranges of a single code unit, which may begin or end a range."""

    __slots__ = ()

    @property
    def unit(self) -> int:
        return self[0][0]


def _read_member(units: str, at: int, *, has_names: bool) -> tuple[Ranges, int]:
    if units[at] != "\\":
        return _single(units[at]), at + 1
    letter = units[at + 1 : at + 2]
    if letter == "b":
        return _single("\b"), at + 2
    if letter in CLASS_ESCAPES:
        ranges, negated = CLASS_ESCAPES[letter]
        return complement(ranges) if negated else ranges, at + 2
    unit, end = read_character_escape(units, at, in_class=True, has_names=has_names)
    return _single(unit), end


def _single(unit: str) -> _One:
    return _One(((ord(unit), ord(unit)),))


def read_group_name(units: str, start: int) -> tuple[str, int]:
    """A group's name from `start` to its `>`, and where that ends.

    Raises:
        JsRegexError: it is not an identifier, or does not end.
    """
    end = units.find(">", start)
    written = from_code_units(units[start : max(end, start)])
    name = _NAME_ESCAPE.sub(_decode_name_escape, written)
    if not name or not _is_identifier(from_code_units(name)):
        raise JsRegexError("invalid group name", start)
    return from_code_units(name), end + 1


def _decode_name_escape(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= 0x10FFFF else "\\"


def _is_identifier(name: str) -> bool:
    first, rest = name[0].replace("$", "_"), name[1:].replace("$", "_")
    return first.isidentifier() and all(
        unit in _JOINERS or f"_{unit}".isidentifier() for unit in rest
    )
