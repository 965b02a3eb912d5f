"""Where everything stands in the text of a config file.

`tomllib` says what a file means and gives no positions; this says where each part of it is. It
reads only text that `tomllib` has accepted, so it never has to find an error.
"""

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

Path = tuple[str | int, ...]
Span = tuple[int, int]

_PART: Final = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_KEY: Final = re.compile(rf"[ \t]*({_PART}(?:[ \t]*\.[ \t]*{_PART})*)[ \t]*")
_SPACE: Final = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_REST_OF_LINE: Final = re.compile(r"[^\n]*\n?")
_SCALAR: Final = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:\\.|[^"\\])*"'
    r"|'[^']*'"
    r"|[^,\]}#\r\n]*[^,\]}#\r\n \t]"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A header or a `key = value`, in whole lines: `start` to `end` are offsets in the text.

    `path` is that of the table or value, entries of list tables counted: ("filters", 0, "name").
    """

    path: Path
    start: int
    end: int
    header: bool


@dataclass(slots=True)
class Document:
    """The parts of a text. `values` holds every value's span, those inside inline values too."""

    text: str
    statements: list[Statement] = field(default_factory=list)
    values: dict[Path, Span] = field(default_factory=dict)
    keys: dict[Path, int] = field(default_factory=dict)

    def lines(self) -> dict[str, int]:
        """1-based lines by dotted key, of tables and of values (see ConfigSnapshot)."""
        starts = [match.end() for match in re.finditer("\n", self.text)]
        return {
            ".".join(map(str, path)): bisect_right(starts, offset) + 1
            for path, offset in (self._headers() | self.keys).items()
        }

    def place(self, path: Path) -> tuple[int | None, int | None]:
        """1-based line and column of a value, or of the key or header that it belongs to."""
        headers = self._headers()
        for length in range(len(path), 0, -1):
            part = path[:length]
            offset = self.values[part][0] if part in self.values else headers.get(part)
            if offset is not None:
                return self._position(offset)
        return None, None

    def key_place(self, path: Path) -> tuple[int | None, int | None]:
        """1-based line and column of a key, or of the header that it belongs to."""
        offset = self.keys.get(path)
        return self.place(path) if offset is None else self._position(offset)

    def _headers(self) -> dict[Path, int]:
        return {item.path: item.start for item in self.statements if item.header}

    def _position(self, offset: int) -> tuple[int, int]:
        start = self.text.rfind("\n", 0, offset) + 1
        begin = start or self.text.startswith("\ufeff")
        return self.text.count("\n", 0, offset) + 1, offset - begin + 1


def scan_document(text: str) -> Document:
    """The parts of a text that `tomllib` accepts (a byte order mark before it is passed over)."""
    return _Scanner(text).scan()


class _Scanner:
    """Walks over the text once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._document = Document(text)
        self._counts: dict[Path, int] = {}

    def scan(self) -> Document:
        """The whole text."""
        begin = 1 if self._text.startswith("\ufeff") else 0
        position = begin
        table: Path = ()
        while (position := self._skip(position)) < len(self._text):
            start = max(self._text.rfind("\n", 0, position) + 1, begin)
            header = self._text[position] == "["
            if header:
                path, end = self._header(position)
                table = path
            else:
                path, end = self._pair(position, table)
            position = self._line_end(end)
            self._document.statements.append(Statement(path, start, position, header))
        return self._document

    def _header(self, position: int) -> tuple[Path, int]:
        array = self._text.startswith("[[", position)
        names, end = self._key(position + (2 if array else 1))
        path: Path = ()
        for place, name in enumerate(names):
            path = (*path, name)
            if array and place == len(names) - 1:
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = (*path, self._counts[path])
        return path, end + (2 if array else 1)

    def _pair(self, position: int, table: Path) -> tuple[Path, int]:
        names, equals = self._key(position)
        path = (*table, *names)
        self._document.keys[path] = position
        start = self._skip_blanks(equals + 1)
        return path, self._value(start, path)

    def _key(self, position: int) -> tuple[tuple[str, ...], int]:
        match = self._match(_KEY, position)
        return _names(match[1]), match.end()

    def _value(self, start: int, path: Path) -> int:
        opening = self._text[start]
        if opening == "[":
            end = self._array(start, path)
        elif opening == "{":
            end = self._inline_table(start, path)
        else:
            end = self._match(_SCALAR, start).end()
        self._document.values[path] = (start, end)
        return end

    def _array(self, start: int, path: Path) -> int:
        position = self._skip(start + 1)
        index = 0
        while self._text[position] != "]":
            self._document.keys[(*path, index)] = position
            position = self._skip(self._value(position, (*path, index)))
            if self._text[position] == ",":
                position = self._skip(position + 1)
            index += 1
        return position + 1

    def _inline_table(self, start: int, path: Path) -> int:
        position = self._skip(start + 1)
        while self._text[position] != "}":
            _, end = self._pair(position, path)
            position = self._skip(end)
            if self._text[position] == ",":
                position = self._skip(position + 1)
        return position + 1

    def _skip(self, position: int) -> int:
        return self._match(_SPACE, position).end()

    def _skip_blanks(self, position: int) -> int:
        while self._text[position] in " \t":
            position += 1
        return position

    def _line_end(self, position: int) -> int:
        return self._match(_REST_OF_LINE, position).end()

    def _match(self, pattern: re.Pattern[str], position: int) -> re.Match[str]:
        match = pattern.match(self._text, position)
        if match is None:
            raise ValueError("the text was not checked by tomllib first")
        return match


def _names(key: str) -> tuple[str, ...]:
    """The parts of a key as it is written; `tomllib` undoes quotes and escapes."""
    if key.replace("_", "").replace("-", "").isalnum() and key.isascii():
        return (key,)
    names = []
    nested = tomllib.loads(f"{key} = 0")
    while isinstance(nested, dict):
        ((name, nested),) = nested.items()
        names.append(name)
    return tuple(names)
