"""The pieces of a query's text: values, keys, and the signs between them."""

import re
from typing import Final

from sprig_tui.domain.query.errors import QueryError
from sprig_tui.domain.query.keys import PAYLOAD_HEADS
from sprig_tui.domain.query.tree import Compared, Glob, Regex, Text, Value

SPACE: Final = re.compile(r"\s*")
QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)("?)', re.DOTALL)
SIGN: Final = re.compile(r">=|<=|[=<>]")
REGEX: Final = re.compile(r"/((?:[^/\\]|\\.)+)/(i?)(?=[\s),]|$)", re.DOTALL)
REGEX_WORD: Final = re.compile(r"/((?:[^/\\]|\\.)+)/(i?)(?=[\s)]|$)", re.DOTALL)
SAVED: Final = re.compile(r"@([\w.-]*)(?=[\s()]|$)")
PATH_PART: Final = r'(?:"(?:[^"\\]|\\.)*"|[^\s:"().,]+)'
KEY: Final = re.compile(
    rf"(?:(?P<head>{'|'.join(PAYLOAD_HEADS)})(?P<path>(?:\.{PATH_PART})+)|(?P<key>[A-Za-z_]+))"
    r":(?!//)",
    re.IGNORECASE | re.DOTALL,
)
"""A key with its colon; a URL is a word, not a value of the key `https`."""
DOTTED: Final = re.compile(r"([A-Za-z_]+)\.[^\s:]*:")
"""What could be the field of a payload, with a head that is none."""
PARTS: Final = re.compile(rf"\.({PATH_PART})", re.DOTALL)


class Scanner:
    """Reads a text from the left; `at` is how far it has come.

    While `typing`, an open quote ends with the text.
    """

    def __init__(self, text: str, *, typing: bool = False) -> None:
        self.text = text
        self._typing = typing
        self.at = 0

    @property
    def ended(self) -> bool:
        """Whether nothing but space is left."""
        self.take(SPACE)
        return self.at == len(self.text)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What the pattern matches here, which is then behind us."""
        found = pattern.match(self.text, self.at)
        if found is not None:
            self.at = found.end()
        return found

    def sees(self, sign: str) -> bool:
        """Whether the text goes on with `sign`."""
        return self.text.startswith(sign, self.at)

    def word(self) -> Text | Regex | None:
        """A text or regular expression that stands by itself, None where there is nothing."""
        start = self.at
        found = self.take(REGEX_WORD)
        if found is not None:
            return Regex(found[1], bool(found[2]), position=start, last=self._last)
        text = self._quoted() if self.sees('"') else self._bare("")
        return None if text is None else Text(text, position=start, last=self._last)

    def value(self) -> Value | None:
        """A value of a key, None where there is none.

        Raises:
            QueryError: a quote is not closed, or nothing stands behind a sign.
        """
        start = self.at
        found = self.take(REGEX)
        if found is not None:
            return Regex(found[1], bool(found[2]), position=start, last=self._last)
        if self.sees('"'):
            return Text(self._quoted(), position=start, last=self._last)
        sign = self.take(SIGN)
        text = self._quoted() if sign is not None and self.sees('"') else self._bare(",")
        if sign is not None:
            if text is None:
                raise QueryError(f"expected a value after {sign[0]}", self.at, unfinished=True)
            return Compared(sign[0], text, position=start, last=self._last)
        if text is None:
            return None
        kind = Glob if "*" in text else Text
        return kind(text, position=start, last=self._last)

    @property
    def _last(self) -> bool:
        return self.at == len(self.text)

    def _quoted(self) -> str:
        start = self.at
        found = self.take(QUOTED)
        inner = "" if found is None else found[1]
        if found is None or not found[2]:
            self.at = len(self.text)
            if not self._typing or not inner:
                closing = '"' if inner else ""
                raise QueryError('expected a closing "', start, unfinished=True, closing=closing)
        return unquoted(inner)

    def _bare(self, ends: str) -> str | None:
        """Everything up to a space, one of `ends`, or a ) that closes nothing within."""
        start, depth = self.at, 0
        for place in range(start, len(self.text)):
            character = self.text[place]
            if character.isspace() or character in ends or (character == ")" and depth == 0):
                break
            depth += (character == "(") - (character == ")")
            self.at = place + 1
        return self.text[start : self.at] or None


def unquoted(inner: str) -> str:
    r"""The text between quotes: `\"` is a quote and `\\` a backslash."""
    return re.sub(r"\\(.)", r"\1", inner, flags=re.DOTALL)


def path_of(dotted: str) -> tuple[str, ...]:
    """The names of `.a."b.c"`."""
    return tuple(
        unquoted(part[1:-1]) if part.startswith('"') else part for part in PARTS.findall(dotted)
    )
