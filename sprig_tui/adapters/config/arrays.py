"""Edits of the items of an array: its comments stay with their items, its layout as it is.

An item owns the comment at the end of its line and the comment lines right above it. Where several
items share a line nobody can say whose a comment is, so it stays; so do the comments beside `[`,
after a blank line, and below the last item.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sprig_tui.adapters.config.cutting import newline_of, splice
from sprig_tui.adapters.config.document import Span, scan_document

_KEY: Final = "x = "
_INDENT: Final = "  "
_BLANKS: Final = " \t"
_SIGN: Final = re.compile(r"\n|#[^\r\n]*|[\[\],]")

Sign = Literal["[", "]", ",", "#", "item"]


def insert_items(text: str, index: int, items: Sequence[str]) -> str:
    """The array `text` with `items` before its item `index`, or at its end."""
    return _Array(text).insert(index, [_Item(item) for item in items]) if items else text


def remove_item(text: str, index: int) -> str:
    """The array `text` without its item `index` and what that owns."""
    return _Array(text).take(index)[0]


def move_item(text: str, index: int, to: int) -> str:
    """The array `text` with its item `index` and what that owns standing at `to`."""
    if index == to:
        return text
    rest, item = _Array(text).take(index)
    return _Array(rest).insert(to, [item])


@dataclass(frozen=True, slots=True)
class _Item:
    """An item apart from its array, with what it owns."""

    text: str
    comment: str = ""
    above: tuple[str, ...] = ()

    @property
    def commented(self) -> bool:
        """Whether it needs a line of its own."""
        return bool(self.comment or self.above)


@dataclass(frozen=True, slots=True)
class _Part:
    sign: Sign
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands on one line (more than one where an item goes over several)."""

    start: int
    end: int
    parts: tuple[_Part, ...]

    @property
    def items(self) -> tuple[_Part, ...]:
        return tuple(part for part in self.parts if part.sign == "item")

    @property
    def comment(self) -> _Part | None:
        return self.parts[-1] if self.parts and self.parts[-1].sign == "#" else None


class _Array:
    """An array that `tomllib` accepts, cut into rows and parts."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows = list(_rows(text))
        self._places = [
            (number, part) for number, row in enumerate(self._rows) for part in row.items
        ]

    def take(self, index: int) -> tuple[str, _Item]:
        number, item = self._places[index]
        row = self._rows[number]
        gone = [item, *self._comma_of(index)]
        above: list[_Part] = []
        comment = None
        if len(row.items) == 1:
            above = [part for one in self._rows_above(number) for part in one.parts]
            comment = row.comment
            gone += above + ([comment] if comment else [])
        loose = _Item(
            self._of(item),
            self._of(comment) if comment else "",
            tuple(self._of(part) for part in above),
        )
        return self._without(gone), loose

    def insert(self, index: int, items: Sequence[_Item]) -> str:
        if not self._places:
            return self._fill(items)
        if index < len(self._places):
            return self._insert_before(index, items)
        return self._append(items)

    def _fill(self, items: Sequence[_Item]) -> str:
        if "\n" not in self._text:
            return f"[{', '.join(item.text for item in items)}]"
        first = self._rows[0]
        return splice(self._text, first.end, first.end, self._lines(items, self._indent(first)))

    def _insert_before(self, index: int, items: Sequence[_Item]) -> str:
        number, part = self._places[index]
        row, text = self._rows[number], self._text
        indent = self._indent(row)
        if row.parts[0] == part:
            start = min([row.start, *(above.start for above in self._rows_above(number))])
            return splice(text, start, start, self._lines(items, indent))
        if any(item.commented for item in items) or (len(row.items) == 1 and row.comment):
            before = text[: part.start].rstrip(_BLANKS)
            lines = newline_of(text) + self._lines(items, indent) + indent
            return before + lines + text[part.start :]
        inside = "".join(f"{item.text}, " for item in items)
        return splice(text, part.start, part.start, inside)

    def _append(self, items: Sequence[_Item]) -> str:
        number, last = self._places[-1]
        comma = next(iter(self._comma_behind(len(self._places) - 1)), None)
        stop = comma or last
        row = next(one for one in self._rows if one.start <= stop.start < one.end)
        closing = row is self._rows[-1]
        begins = self._rows[number].parts[0] == last
        if closing and not begins and not any(item.commented for item in items):
            inside = ", ".join(item.text for item in items)
            before = self._text[: stop.end] + ("" if comma else ",")
            return f"{before} {inside}{self._text[stop.end :]}"
        newline = newline_of(self._text)
        lines = self._lines(items, self._indent(self._rows[number]), comma=comma is not None)
        if closing:
            rest = self._text[stop.end :].lstrip(_BLANKS)
            text = self._text[: stop.end] + newline + lines + rest
        else:
            text = splice(self._text, row.end, row.end, lines)
        return text if comma else splice(text, last.end, last.end, ",")

    def _lines(self, items: Sequence[_Item], indent: str, *, comma: bool = True) -> str:
        """`items` in lines of their own, a comma behind each, behind the last if asked."""
        lines: list[str] = []
        for place, item in enumerate(items):
            behind = "," if comma or place < len(items) - 1 else ""
            comment = f" {item.comment}" if item.comment else ""
            lines += [*item.above, f"{item.text}{behind}{comment}"]
        newline = newline_of(self._text)
        return "".join(f"{indent}{line}{newline}" for line in lines)

    def _indent(self, row: _Row) -> str:
        """That of a row, or where it begins with the bracket that of the items or comments."""
        for one in (row, *self._rows):
            if one.parts and one.parts[0].sign in ("item", "#"):
                return self._text[one.start : one.parts[0].start]
        return _INDENT

    def _rows_above(self, number: int) -> list[_Row]:
        """The comment lines right above a row that begins with an item or a comma."""
        if self._rows[number].parts[0].sign == "[":
            return []
        first = number
        while [part.sign for part in self._rows[first - 1].parts] == ["#"]:
            first -= 1
        return self._rows[first:number]

    def _comma_of(self, index: int) -> list[_Part]:
        """The comma that goes with an item: that behind it, else that before it."""
        behind = self._comma_behind(index)
        return behind or (self._comma_behind(index - 1) if index else [])

    def _comma_behind(self, index: int) -> list[_Part]:
        start = self._places[index][1].end
        ends = self._places[index + 1][1].start if index + 1 < len(self._places) else None
        return [
            part
            for row in self._rows
            for part in row.parts
            if part.sign == "," and part.start >= start and (ends is None or part.start < ends)
        ]

    def _without(self, gone: Sequence[_Part]) -> str:
        """The text without the parts, and without the rows of which nothing stays."""
        kept = [part for row in self._rows for part in row.parts if part not in gone]
        if all(part.sign in ("[", "]") for part in kept):
            return "[]"
        text = self._text
        for row in reversed(self._rows):
            leaving = [part for part in row.parts if part in gone]
            if leaving and len(leaving) == len(row.parts):
                text = splice(text, row.start, row.end, "")
                continue
            for part in reversed(leaving):
                text = _drop(text, part.start, part.end)
        return text

    def _of(self, part: _Part) -> str:
        return self._text[part.start : part.end]


def _rows(text: str) -> Iterator[_Row]:
    items = dict(_item_spans(text))
    start = position = 0
    parts: list[_Part] = []
    while position < len(text):
        if position in items:
            parts.append(_Part("item", position, items[position]))
            position = items[position]
            continue
        match = _SIGN.match(text, position)
        position = match.end() if match else position + 1
        if match and match[0] == "\n":
            yield _Row(start, position, tuple(parts))
            start, parts = position, []
        elif match:
            parts.append(_Part(match[0][0], match.start(), position))  # type: ignore[arg-type]
    yield _Row(start, len(text), tuple(parts))


def _item_spans(text: str) -> Iterator[Span]:
    values = scan_document(_KEY + text).values
    index = 0
    while span := values.get(("x", index)):
        yield span[0] - len(_KEY), span[1] - len(_KEY)
        index += 1


def _drop(text: str, start: int, end: int) -> str:
    """The text without a part, and without the blanks that were there for it."""
    before, after = text[:start], text[end:]
    if before[-1] in " \t[\n" and after[:1] in _BLANKS:
        after = after.lstrip(_BLANKS)
    elif before[-1] in _BLANKS and after[:1] in "\r\n],":
        before = before.rstrip(_BLANKS)
    return before + after
