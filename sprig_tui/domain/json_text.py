"""JSON as Segment's senders may write it, read strictly (reliability.md, sections 2 and 3)."""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from sprig_tui.domain.json_decoding import (
    REPAIRED_TEXT,
    LiteralError,
    decode,
    has_lone_surrogates,
    repair,
)
from sprig_tui.domain.json_limits import (
    STRING,
    JsonTextError,
    find_excess,
    opens_too_deep,
    too_deep,
)
from sprig_tui.domain.reasons import Reason

__all__ = ["JsonText", "JsonTextError", "Parsed", "read_json"]

_MAX_DEPTH_SCAN: Final = 1024 * 1024
_BOM: Final = b"\xef\xbb\xbf"
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_TOKEN: Final = re.compile(STRING.pattern + r"|-?(?:NaN|Infinity|[0-9][0-9.eE+-]*+)", re.DOTALL)


@dataclass(slots=True)
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
        self._has_escapes = "\\u" in self.text

    def after_space(self, position: int) -> int:
        """The first position from `position` on that is not white space."""
        if self.text[position : position + 1] > " ":
            return position
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

    def invalid(self, position: int, word: str = "invalid JSON") -> JsonTextError:
        """The error of a text that breaks JSON's grammar at a character position."""
        before = position if self._ascii else len(self.text[:position].encode("utf-8"))
        return _invalid(f"{word} at byte {before + self._bom}")

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
        try:
            value, end, flags = decode(self.text, position)
        except json.JSONDecodeError as error:
            raise self._explain(error, position) from None
        except LiteralError as error:
            raise self.invalid(self._find(error.literal, position), str(error)) from None
        except RecursionError:
            raise too_deep() from None
        problem = find_excess(value, self.text, position, end)
        if problem is not None:
            return Parsed(None, position, end, (), problem)
        if self._has_escapes and has_lone_surrogates(self.text, position, end):
            value, repaired = repair(value)
            flags = (*flags, REPAIRED_TEXT) if repaired else flags
        return Parsed(value, position, end, flags)

    def _explain(self, error: json.JSONDecodeError, start: int) -> JsonTextError:
        """Reading from left to right, a level too deep comes before what breaks the grammar."""
        if opens_too_deep(self.text[start : min(error.pos, start + _MAX_DEPTH_SCAN)]):
            return too_deep()
        if error.msg.startswith("Invalid control character"):
            return self.invalid(error.pos, "control character")
        return self.invalid(error.pos)

    def _find(self, literal: str, start: int) -> int:
        tokens = _TOKEN.finditer(self.text, start)
        places = (token.start() for token in tokens if token.group().startswith(literal))
        return next(places, start)


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


def _invalid(sentence: str) -> JsonTextError:
    return JsonTextError(Reason.INVALID_JSON, sentence)
