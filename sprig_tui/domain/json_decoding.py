"""The standard library's decoder, made strict, and made to say what it changes.

By itself it takes NaN and numbers out of range, and is silent about a key that comes twice, half a
surrogate pair (JavaScript sends it, neither UTF-8 nor SQLite takes it), and an integer that no
double holds.
"""

import json
import math
import re
from typing import Any, Final

MAX_NUMBER_LENGTH: Final = 64
MAX_SAFE_INTEGER: Final = 2**53
MAX_INTEGER: Final = 2**63 - 1

BIG_INTEGER: Final = "big integer"
REPAIRED_TEXT: Final = "repaired text"
DUPLICATE_KEY: Final = "duplicate key: "

_SAFE_DIGITS: Final = 15
_MAX_FLAGS: Final = 8
_MAX_SHOWN_KEY: Final = 64
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SURROGATE_ESCAPE: Final = re.compile(r"\\u[dD][89a-fA-F]")


class LiteralError(Exception):
    """A literal that is not taken; `str()` says why, where it stands is for the caller to find."""

    def __init__(self, word: str, literal: str) -> None:
        super().__init__(word)
        self.literal = literal


class _FlaggedError(Exception):
    """The quick decoder met something that the thorough one has to flag."""


def decode(text: str, position: int) -> tuple[Any, int, tuple[str, ...]]:
    """The value that begins at `position`, the position behind it, and what had to be flagged.

    An integer over 2^63-1 comes as text. Most values need no flag: the decoder that keeps none is
    made once and shared.

    Raises:
        json.JSONDecodeError: there is no JSON value.
        LiteralError: NaN, Infinity, or a number that is too long or too large.
        RecursionError: nested about a thousand levels deep.
    """
    try:
        value, end = _QUICK.raw_decode(text, position)
        flags: tuple[str, ...] = ()
    except _FlaggedError:
        thorough = _Thorough()
        value, end = thorough.decoder.raw_decode(text, position)
        flags = tuple(thorough.flags)
    return value, end, flags


def has_lone_surrogates(text: str, start: int, end: int) -> bool:
    r"""Whether `text[start:end]` has an escape from \ud800 to \udfff that may stand alone."""
    return _SURROGATE_ESCAPE.search(text, start, end) is not None


def repair(value: Any) -> tuple[Any, bool]:  # noqa: ANN401 - any JSON value
    """`value` with every half of a surrogate pair as U+FFFD, and whether there was one."""
    if isinstance(value, str):
        mended = _mend(value)
        return mended, mended != value
    if isinstance(value, dict):
        pairs = [(repair(key), repair(member)) for key, member in value.items()]
        changed = any(key[1] or member[1] for key, member in pairs)
        return {key[0]: member[0] for key, member in pairs}, changed
    if isinstance(value, list):
        elements = [repair(element) for element in value]
        return [element[0] for element in elements], any(element[1] for element in elements)
    return value, False


class _Thorough:
    """A decoder for one value that notes what it meets."""

    def __init__(self) -> None:
        self.flags: list[str] = []
        self.decoder = json.JSONDecoder(
            object_pairs_hook=self._take_object,
            parse_int=self._take_integer,
            parse_float=_take_float,
            parse_constant=_refuse_constant,
        )

    def _flag(self, flag: str) -> None:
        if flag not in self.flags and len(self.flags) < _MAX_FLAGS:
            self.flags.append(flag)

    def _take_object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                self._flag(DUPLICATE_KEY + _mend(key)[:_MAX_SHOWN_KEY])
            seen.add(key)
        return dict(pairs)

    def _take_integer(self, literal: str) -> int | str:
        if len(literal) > MAX_NUMBER_LENGTH:
            raise LiteralError("number out of range", literal)
        number = int(literal)
        if -MAX_SAFE_INTEGER <= number <= MAX_SAFE_INTEGER:
            return number
        self._flag(BIG_INTEGER)
        return number if -MAX_INTEGER - 1 <= number <= MAX_INTEGER else literal


def _take_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _FlaggedError
    return members


def _take_integer(literal: str) -> int:
    if len(literal) > _SAFE_DIGITS:
        raise _FlaggedError
    return int(literal)


def _take_float(literal: str) -> float:
    number = float(literal) if len(literal) <= MAX_NUMBER_LENGTH else math.inf
    if math.isinf(number):
        raise LiteralError("number out of range", literal)
    return number


def _refuse_constant(literal: str) -> None:
    raise LiteralError(f"not JSON: {literal}", literal)


def _mend(text: str) -> str:
    return _LONE_SURROGATE.sub("\ufffd", text)


_QUICK: Final = json.JSONDecoder(
    object_pairs_hook=_take_object,
    parse_int=_take_integer,
    parse_float=_take_float,
    parse_constant=_refuse_constant,
)
