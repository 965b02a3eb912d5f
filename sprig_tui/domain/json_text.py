"""JSON as Segment's senders may write it, read strictly (reliability.md, sections 2 and 3).

The standard library's decoder takes more than JSON and says nothing of what it changes. Here NaN,
numbers out of range, control characters and anything but UTF-8 are refused, and every repair or
loss (a key that came twice, half a surrogate pair, an integer that no double holds) is flagged.
"""

import json
import math
import re
from dataclasses import dataclass
from typing import Any, Final

from sprig_tui.domain.events import MAX_DEPTH
from sprig_tui.domain.reasons import Reason

MAX_NODES: Final = 20_000
MAX_NUMBER_LENGTH: Final = 64
MAX_SAFE_INTEGER: Final = 2**53
MAX_INTEGER: Final = 2**63 - 1

BIG_INTEGER: Final = "big integer"
REPAIRED_TEXT: Final = "repaired text"
DUPLICATE_KEY: Final = "duplicate key: "

_MAX_FLAGS: Final = 8
_MAX_SHOWN_KEY: Final = 64
_MAX_DEPTH_SCAN: Final = 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SURROGATE_ESCAPE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_STRING: Final = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_TOKEN: Final = re.compile(_STRING.pattern + r"|-?(?:NaN|Infinity|[0-9][0-9.eE+-]*+)", re.DOTALL)


class JsonTextError(Exception):
    """A text that is no acceptable JSON; `str()` is a sentence that holds none of its bytes."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


class _LiteralError(Exception):
    """A literal that the decoder's hooks refuse; they do not know where it stands."""

    def __init__(self, word: str, literal: str) -> None:
        super().__init__(word)
        self.word = word
        self.literal = literal


@dataclass(frozen=True, slots=True)
class Parsed:
    """A value and where it stands in the text (character positions, the end exclusive).

    `problem` is set when the value is JSON but more than an event may be (too deep, too many
    values); it must not be used then.
    """

    value: Any
    start: int
    end: int
    flags: tuple[str, ...] = ()
    problem: JsonTextError | None = None


class JsonText:
    """A body in which values are read one by one, so that each keeps its exact bytes.

    Raises:
        JsonTextError: the body is not UTF-8.
    """

    def __init__(self, body: bytes) -> None:
        self._bom = len(_BOM) if body.startswith(_BOM) else 0
        try:
            self.text: Final = body[self._bom :].decode("utf-8")
        except UnicodeDecodeError as error:
            raise _invalid(f"not UTF-8 at byte {error.start + self._bom}") from None
        self._ascii = self.text.isascii()
        self._flags: list[str] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._take_object,
            parse_int=self._take_integer,
            parse_float=_take_float,
            parse_constant=_refuse_constant,
        )

    def after_space(self, position: int) -> int:
        """The first position from `position` on that is not white space."""
        match = _SPACE.match(self.text, position)
        return match.end() if match else position

    def mark(self, position: int) -> str:
        """The character at `position`, "" at the end."""
        return self.text[position : position + 1]

    def raw(self, parsed: Parsed) -> bytes:
        """The exact bytes of a value."""
        return self.text[parsed.start : parsed.end].encode("utf-8")

    def size(self, parsed: Parsed) -> int:
        """How many bytes a value has."""
        return parsed.end - parsed.start if self._ascii else len(self.raw(parsed))

    def byte_at(self, position: int) -> int:
        """The byte of the body at which a character position stands."""
        before = position if self._ascii else len(self.text[:position].encode("utf-8"))
        return before + self._bom

    def invalid(self, position: int, word: str = "invalid JSON") -> JsonTextError:
        """The error of a text that breaks JSON's grammar at `position`."""
        return _invalid(f"{word} at byte {self.byte_at(position)}")

    def expect_end(self, position: int) -> None:
        """Nothing but white space may follow.

        Raises:
            JsonTextError: something does.
        """
        position = self.after_space(position)
        if position < len(self.text):
            raise self.invalid(position, "extra data")

    def sole_value(self) -> Parsed:
        """The one value that the text holds.

        Raises:
            JsonTextError: it is empty, or more than one value.
        """
        start = self.after_space(0)
        if start == len(self.text):
            raise _invalid("empty body")
        parsed = self.value_at(start)
        self.expect_end(parsed.end)
        return parsed

    def value_at(self, position: int) -> Parsed:
        """The value that begins at `position`.

        Raises:
            JsonTextError: there is none, or its end cannot be found because it is nested about a
                thousand levels deep.
        """
        self._flags.clear()
        try:
            value, end = self._decoder.raw_decode(self.text, position)
        except json.JSONDecodeError as error:
            raise self._explain(error, position) from None
        except _LiteralError as error:
            raise self.invalid(self._find(error.literal, position), error.word) from None
        except RecursionError:
            raise _too_deep() from None
        problem = _find_excess(value, self.text, position, end)
        if problem is not None:
            return Parsed(None, position, end, (), problem)
        if _SURROGATE_ESCAPE.search(self.text, position, end):
            value = self._repair(value)
        return Parsed(value, position, end, tuple(self._flags))

    def _explain(self, error: json.JSONDecodeError, start: int) -> JsonTextError:
        """Reading from left to right, a level too deep comes before what breaks the grammar."""
        if _opens_too_deep(self.text[start : min(error.pos, start + _MAX_DEPTH_SCAN)]):
            return _too_deep()
        if error.msg.startswith("Invalid control character"):
            return self.invalid(error.pos, "control character")
        return self.invalid(error.pos)

    def _find(self, literal: str, start: int) -> int:
        for token in _TOKEN.finditer(self.text, start):
            if token.group() == literal:
                return token.start()
        return start

    def _flag(self, flag: str) -> None:
        if flag not in self._flags and len(self._flags) < _MAX_FLAGS:
            self._flags.append(flag)

    def _take_object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) != len(pairs):
            seen: set[str] = set()
            for key, _value in pairs:
                if key in seen:
                    self._flag(DUPLICATE_KEY + _mend(key)[:_MAX_SHOWN_KEY])
                seen.add(key)
        return members

    def _take_integer(self, literal: str) -> int | str:
        if len(literal) > MAX_NUMBER_LENGTH:
            raise _LiteralError("number out of range", literal)
        number = int(literal)
        if -MAX_SAFE_INTEGER <= number <= MAX_SAFE_INTEGER:
            return number
        self._flag(BIG_INTEGER)
        return number if -MAX_INTEGER - 1 <= number <= MAX_INTEGER else literal

    def _repair(self, value: object) -> object:
        if isinstance(value, str):
            mended = _mend(value)
            if mended != value:
                self._flag(REPAIRED_TEXT)
            return mended
        if isinstance(value, dict):
            return {self._repair(key): self._repair(member) for key, member in value.items()}
        if isinstance(value, list):
            return [self._repair(element) for element in value]
        return value


def read_json(body: bytes) -> Parsed:
    """The one value that a body holds.

    Raises:
        JsonTextError: the body is empty, not UTF-8, not JSON, more than one value, nested deeper
            than 64 levels, or has more than 20,000 values.
    """
    parsed = JsonText(body).sole_value()
    if parsed.problem is not None:
        raise parsed.problem
    return parsed


def _take_float(literal: str) -> float:
    number = float(literal) if len(literal) <= MAX_NUMBER_LENGTH else math.inf
    if math.isinf(number):
        raise _LiteralError("number out of range", literal)
    return number


def _refuse_constant(literal: str) -> None:
    raise _LiteralError(f"not JSON: {literal}", literal)


def _invalid(sentence: str) -> JsonTextError:
    return JsonTextError(Reason.INVALID_JSON, sentence)


def _too_deep() -> JsonTextError:
    return JsonTextError(Reason.TOO_DEEP, f"deeper than {MAX_DEPTH}")


def _mend(text: str) -> str:
    return _LONE_SURROGATE.sub("\ufffd", text)


def _opens_too_deep(text: str) -> bool:
    """Whether the brackets outside strings ever stand more than 64 deep, well-formed or not."""
    depth = 0
    for character in _STRING.sub("", text):
        if character in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif character in "]}":
            depth -= 1
    return False


def _find_excess(value: object, text: str, start: int, end: int) -> JsonTextError | None:
    """What makes a value too much for an event; the value is walked only if a count allows it."""
    brackets = text.count("[", start, end) + text.count("{", start, end)
    if brackets <= MAX_DEPTH and brackets + text.count(",", start, end) < MAX_NODES:
        return None
    nodes = 0
    level = [value]
    for _depth in range(MAX_DEPTH + 1):
        nodes += len(level)
        if nodes > MAX_NODES:
            return JsonTextError(Reason.TOO_LARGE, f"more than {MAX_NODES:,} values")
        containers = [node for node in level if isinstance(node, dict | list)]
        if not containers:
            return None
        level = [
            child
            for parent in containers
            for child in (parent.values() if isinstance(parent, dict) else parent)
        ]
    return _too_deep()
